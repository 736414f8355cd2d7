import { annotationFindings } from '../../validation/object-meta';
import type { ObjectFinding } from './check-finding';
import { metadataFindings } from './metadata-findings';
import type { CheckedObject } from './synthesized-object';

/**
 * Keys and values of annotations that the API server refuses, and more than 256 KiB of them.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/#syntax-and-character-set
 */
export function invalidAnnotations(objects: readonly CheckedObject[]): ObjectFinding[] {
  return objects.flatMap((object) => metadataFindings(object, annotationFindings));
}
