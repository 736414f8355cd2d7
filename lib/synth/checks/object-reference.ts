import type { FieldPath } from '../../validation/field-path';

/** A field that names another object. */
export interface ObjectReference {
  /** Where the name stands in the object that refers. */
  readonly path: FieldPath;
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** A reference to a port of a Service. */
export interface BackendReference extends ObjectReference {
  /** The port's name or number; undefined where none is named. */
  readonly port?: string | number;
}
