import { createHash } from 'node:crypto';
import type { KubeObject } from '../kubernetes/kube-object';

const known = new WeakMap<KubeObject, string>();

/** The same for objects that say the same. An object is not changed after it was asked for. */
export function digestOf(object: KubeObject): string {
  let digest = known.get(object);
  if (digest === undefined) {
    digest = createHash('sha1').update(JSON.stringify(object)).digest('base64');
    known.set(object, digest);
  }
  return digest;
}

/** Lets an object stand for another one. */
export function rememberDigest(object: KubeObject, digest: string): void {
  known.set(object, digest);
}
