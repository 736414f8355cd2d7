import { createHash } from 'node:crypto';
import type { KubeObject } from '../kubernetes/kube-object';
import { controllerOf } from '../reconcile/ownership';

/**
 * A live object as the operator keeps it. Thousands of them are in memory at once, so the object itself stays JSON text
 * until someone asks for it.
 */
export class StoredObject {
  readonly uid: string;
  /** Of the object that manages it; empty where there is none. */
  readonly ownerUid: string;
  /** The same as long as nothing but the status, or who manages a field, has changed. */
  readonly signature: string;
  private readonly json: string;

  constructor(object: KubeObject) {
    const { metadata } = object;
    this.uid = String(metadata.uid);
    this.ownerUid = controllerOf(object)?.uid ?? '';
    this.signature = signatureOf(object);
    this.json = JSON.stringify(object);
  }

  /** The object, parsed anew at each call. */
  get object(): KubeObject {
    return JSON.parse(this.json) as KubeObject;
  }
}

function signatureOf({ metadata }: KubeObject): string {
  const { uid, generation, resourceVersion, labels, annotations, ownerReferences, deletionTimestamp } =
    metadata;
  // where the server counts the changes of the spec, a new resourceVersion with the same count is one of the status
  const version = generation === undefined ? `rv ${resourceVersion}` : `generation ${generation}`;
  const parts = [uid, version, labels, annotations, ownerReferences, deletionTimestamp];
  return createHash('sha1').update(JSON.stringify(parts)).digest('base64');
}
