import type { KubeObject } from '../kubernetes/kube-object';

/** Where a reflector puts what it sees. */
export interface ObjectSink {
  /** Begins a list of all objects. One that is never finished changes nothing. */
  replacing(): Replacing;
  /** An object was added or changed. */
  upsert(object: KubeObject): void;
  /** An object was deleted; this is its last state. */
  remove(object: KubeObject): void;
}

/** A list of all objects, as its pages come. */
export interface Replacing {
  add(object: KubeObject): void;
  /** What was added is all there is. @param version `resourceVersion` of the list. @default now, whatever was known */
  finish(version?: string): void;
}
