import type { ObjectMeta } from '../kubernetes/kube-object';

/** `namespace/name` of an object, or `name` where its kind has no namespaces. */
export function objectKey({ namespace, name }: Pick<ObjectMeta, 'namespace' | 'name'>): string {
  return namespace ? `${namespace}/${name}` : name;
}
