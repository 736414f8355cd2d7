import { objectMetaFindings } from '../../validation/object-meta';
import { errorIn, type ObjectFinding } from './check-finding';
import { podTemplateOf } from './pod-template';
import type { CheckedObject } from './synthesized-object';

/** What is wrong with the labels, or the annotations, of the object and of the pods that it makes. */
export function metadataFindings(object: CheckedObject, field: 'labels' | 'annotations'): ObjectFinding[] {
  const own = objectMetaFindings({ [field]: object.metadata[field] });
  const template = podTemplateOf(object);
  // a bare Pod is its own template
  const ofPods =
    template && template.metadata !== object.metadata
      ? objectMetaFindings({ [field]: template.metadata[field] }, [...template.path, 'metadata'])
      : [];
  return [...own, ...ofPods].map((finding) => errorIn(object, finding));
}
