import { refuse } from './refuse';

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = new RegExp(`^${LABEL}(\\.${LABEL})*$`);

/**
 * A name that an object may have.
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

/** Whether an object may have the name. */
export function isObjectName(name: string): boolean {
  return name.length <= 253 && SUBDOMAIN.test(name);
}
