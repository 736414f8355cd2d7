import type { FieldPath } from '../../validation/field-path';
import type { Finding } from '../../validation/finding';
import type { JsonObject } from '../../validation/structural-schema';
import { errorIn, type ObjectFinding } from './check-finding';
import { podTemplateOf } from './pod-template';
import type { CheckedObject } from './synthesized-object';

/** What is wrong with a part of the metadata of the object and of the pods that it makes. */
export function metadataFindings(
  object: CheckedObject,
  findings: (metadata: JsonObject, path?: FieldPath) => Finding[],
): ObjectFinding[] {
  const own = findings(object.metadata);
  const template = podTemplateOf(object);
  // a bare Pod is its own template
  const ofPods =
    template && template.metadata !== object.metadata
      ? findings(template.metadata, [...template.path, 'metadata'])
      : [];
  return [...own, ...ofPods].map((finding) => errorIn(object, finding));
}
