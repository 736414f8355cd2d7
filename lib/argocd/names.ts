import { refuse } from './refuse';

/** The namespace of Argo CD, where its objects live unless they say otherwise. */
export const ARGOCD_NAMESPACE = 'argocd';

/** The group and version of Argo CD's kinds. */
export const ARGOCD_API_VERSION = 'argoproj.io/v1alpha1';

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = new RegExp(`^${LABEL}(\\.${LABEL})*$`);

/**
 * A name that an object of Argo CD may have.
 *
 * @throws where it is no name of a Kubernetes object.
 */
export function objectName(where: string, name: string): string {
  if (!isObjectName(name)) {
    const fix = 'use at most 253 lower-case letters, digits, dashes and dots, as metadata.name';
    refuse(where, 'metadata.name', name, 'is no name of a Kubernetes object', fix);
  }
  return name;
}

/** Whether an object of Argo CD may have the name. */
export function isObjectName(name: string): boolean {
  return name.length <= 253 && SUBDOMAIN.test(name);
}
