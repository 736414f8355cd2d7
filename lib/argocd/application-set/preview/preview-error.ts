import type { FieldPath } from '../../../validation/field-path';

/** What stops a preview: a field of the ApplicationSet, or something that it reads. */
export class PreviewError extends Error {
  constructor(
    readonly path: FieldPath,
    readonly value: unknown,
    readonly rule: string,
    readonly fix: string,
  ) {
    super(rule);
    this.name = 'PreviewError';
  }
}
