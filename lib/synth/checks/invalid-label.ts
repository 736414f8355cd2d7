import { labelFindings } from '../../validation/object-meta';
import type { ObjectFinding } from './check-finding';
import { metadataFindings } from './metadata-findings';
import type { CheckedObject } from './synthesized-object';

/**
 * Keys and values of labels that the API server refuses.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 */
export function invalidLabels(objects: readonly CheckedObject[]): ObjectFinding[] {
  return objects.flatMap((object) => metadataFindings(object, labelFindings));
}
