import type { KubeObject } from './kube-object';

/** Names one object of a cluster, whatever version of its group it is read in. */
export interface ObjectRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** The same for two references exactly where they mean the same object. */
export function objectId({ apiVersion, kind, metadata }: ObjectRef): string {
  return `${groupOf(apiVersion)}/${kind}/${metadata.namespace ?? ''}/${metadata.name}`;
}

/** The API group of an `apiVersion`; empty for the core group. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** How an object is called in messages: "Deployment fitness-mcp". */
export function titleOf({ kind, metadata }: Pick<KubeObject, 'kind' | 'metadata'> | ObjectRef): string {
  return `${kind} ${metadata.name}`;
}
