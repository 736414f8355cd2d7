import { listOf, type Part, partAt } from './list-of';
import type { ObjectReference } from './object-reference';
import { podTemplateOf } from './pod-template';
import type { CheckedObject } from './synthesized-object';

/** The ConfigMaps, Secrets and the ServiceAccount that an object's pods need. What is optional is no need. */
export function podReferences(object: CheckedObject): ObjectReference[] {
  const template = podTemplateOf(object);
  if (template === undefined) return [];
  const pod: Part = { path: [...template.path, 'spec'], value: template.spec };
  const containers = ['initContainers', 'containers'].flatMap((field) => listOf(pod, field));
  const sources = containers.flatMap((container) => [
    ...listOf(container, 'env').flatMap((variable) => partAt(variable, 'valueFrom')),
    ...listOf(container, 'envFrom'),
  ]);
  const volumes = listOf(pod, 'volumes');
  const projected = volumes.flatMap((volume) => listOf(volume, 'projected', 'sources'));
  const to = (kind: string, field: string) => (part: Part) => reference(object, kind, part, field);
  return [
    ...[...sources, ...volumes, ...projected]
      .flatMap((source) => CONFIG_MAP_FIELDS.flatMap((field) => partAt(source, field)))
      .flatMap(to('ConfigMap', 'name')),
    ...[...sources, ...projected]
      .flatMap((source) => SECRET_FIELDS.flatMap((field) => partAt(source, field)))
      .flatMap(to('Secret', 'name')),
    ...volumes.flatMap((volume) => partAt(volume, 'secret')).flatMap(to('Secret', 'secretName')),
    ...listOf(pod, 'imagePullSecrets').flatMap(to('Secret', 'name')),
    ...to('ServiceAccount', 'serviceAccountName')(pod),
  ];
}

const CONFIG_MAP_FIELDS = ['configMapKeyRef', 'configMapRef', 'configMap'];
const SECRET_FIELDS = ['secretKeyRef', 'secretRef', 'secret'];

function reference(object: CheckedObject, kind: string, { path, value }: Part, field: string) {
  const name = value[field];
  if (typeof name !== 'string' || name === '' || value.optional === true) return [];
  return [{ path: [...path, field], group: '', kind, namespace: object.namespace, name }];
}
