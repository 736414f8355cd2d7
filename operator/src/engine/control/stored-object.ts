import { createHash } from 'node:crypto';
import { mappingAt } from '../kubernetes/json';
import type { KubeObject } from '../kubernetes/kube-object';
import { objectId } from '../kubernetes/object-id';
import type { Claim, Claimant } from '../reconcile/claims';
import { objectKey } from '../watch/object-key';

/**
 * A live object as the operator keeps it. Thousands of them are in memory at once, so the object itself stays JSON text
 * until someone asks for it: bytes outside of V8's heap, where each change of an object would leave a hole of another size.
 */
export class StoredObject implements Claimant {
  readonly id: string;
  /** `namespace/name`. */
  readonly key: string;
  /** Empty where its kind has no namespaces. */
  readonly namespace: string;
  readonly uid: string;
  /** `metadata.resourceVersion`. */
  readonly version: string | undefined;
  /** `metadata.creationTimestamp`. */
  readonly created: string;
  /** The same as long as nothing but the status, or who manages a field, has changed. */
  readonly signature: string;
  /** `status.phase`; empty where there is none. */
  readonly phase: string;
  private readonly json: Buffer;

  /**
   * @param parent key of the parent that the object names by its label.
   * @param claims what it wants for itself alone.
   */
  constructor(
    object: KubeObject,
    readonly parent?: string,
    readonly claims: readonly Claim[] = [],
  ) {
    this.id = objectId(object);
    this.key = objectKey(object.metadata);
    this.namespace = object.metadata.namespace ?? '';
    this.uid = String(object.metadata.uid);
    this.version = object.metadata.resourceVersion;
    this.created = String(object.metadata.creationTimestamp);
    this.signature = signatureOf(object);
    this.phase = String(mappingAt(object, 'status').phase ?? '');
    this.json = bytesOf(JSON.stringify(object));
  }

  /** The object, parsed anew at each call. */
  get object(): KubeObject {
    return JSON.parse(this.json.toString()) as KubeObject;
  }
}

/** The same as long as nothing but the status of an object, or who manages a field, has changed. */
export function signatureOf({ metadata }: KubeObject): string {
  const { uid, generation, resourceVersion, labels, annotations, ownerReferences, deletionTimestamp } =
    metadata;
  // where the server counts the changes of the spec, a new resourceVersion with the same count is one of the status
  if (generation === undefined) return `${uid} ${resourceVersion}`;
  const parts = [uid, generation, labels, annotations, ownerReferences, deletionTimestamp];
  return createHash('sha1').update(JSON.stringify(parts)).digest('base64');
}

/** In memory of its own: `Buffer.from` would give a part of a larger one, which stays as long as any of its parts. */
function bytesOf(text: string): Buffer {
  const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(text));
  bytes.write(text);
  return bytes;
}
