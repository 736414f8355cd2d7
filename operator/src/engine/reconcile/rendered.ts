import type { KubeObject } from '../kubernetes/kube-object';

/** One object that a parent becomes. */
export interface RenderedObject {
  /** With `metadata.name` and `metadata.namespace`. */
  readonly manifest: KubeObject;
  /** Indexes of the objects that must be ready before this one is applied. */
  readonly waitsFor: readonly number[];
}

/** Everything that a parent becomes. */
export interface Rendered {
  readonly objects: readonly RenderedObject[];
  /** What is accepted but doubtful, in words. */
  readonly warnings: readonly string[];
}

/** A parent that becomes nothing, because it breaks a rule. What it became before stays as it is. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}
