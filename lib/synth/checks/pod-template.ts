import { type FieldPath, valueAt } from '../../validation/field-path';
import { isObject, type JsonObject } from '../../validation/structural-schema';
import type { CheckedObject } from './synthesized-object';

/** The pods that an object makes, or is. */
export interface PodTemplate {
  /** Where the template stands in the object. */
  readonly path: FieldPath;
  readonly metadata: JsonObject;
  readonly spec: JsonObject;
}

/**
 * The pod template of a workload; undefined for what makes no pods. A custom kind that has its template where a
 * Deployment has it, such as a Rollout, counts as a workload.
 */
export function podTemplateOf({ group, kind, manifest }: CheckedObject): PodTemplate | undefined {
  const path = templatePath(group, kind);
  const template = valueAt(manifest, path);
  if (!isObject(template) || !isObject(template.spec) || !Array.isArray(template.spec.containers)) {
    return undefined;
  }
  return { path, metadata: isObject(template.metadata) ? template.metadata : {}, spec: template.spec };
}

function templatePath(group: string, kind: string): FieldPath {
  if (group === '' && kind === 'Pod') return [];
  if (group === 'batch' && kind === 'CronJob') return ['spec', 'jobTemplate', 'spec', 'template'];
  return ['spec', 'template'];
}
