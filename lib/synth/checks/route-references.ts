import { valueAt } from '../../validation/field-path';
import { listOf, type Part, partAt } from './list-of';
import type { BackendReference, ObjectReference } from './object-reference';
import type { CheckedObject } from './synthesized-object';

/** The Services that an Ingress or a route of the Gateway API sends requests to. */
export function backendReferences(object: CheckedObject): BackendReference[] {
  const { group, kind } = object;
  if (group === 'networking.k8s.io' && kind === 'Ingress') return ingressBackends(object);
  return group === 'gateway.networking.k8s.io' && kind.endsWith('Route') ? routeBackends(object) : [];
}

/** The Secrets with an Ingress' certificates. */
export function certificateReferences(object: CheckedObject): ObjectReference[] {
  const { group, kind, namespace } = object;
  if (group !== 'networking.k8s.io' || kind !== 'Ingress') return [];
  return listOf(root(object), 'spec', 'tls').flatMap(({ path, value }) => {
    const { secretName: name } = value;
    if (typeof name !== 'string' || name === '') return [];
    return { path: [...path, 'secretName'], group: '', kind: 'Secret', namespace, name };
  });
}

function ingressBackends(ingress: CheckedObject): BackendReference[] {
  const paths = listOf(root(ingress), 'spec', 'rules').flatMap((rule) => listOf(rule, 'http', 'paths'));
  const services = [
    ...partAt(root(ingress), 'spec', 'defaultBackend', 'service'),
    ...paths.flatMap((path) => partAt(path, 'backend', 'service')),
  ];
  return services.flatMap(({ path, value }) => {
    const port = valueAt(value, ['port', 'name']) ?? valueAt(value, ['port', 'number']);
    return backend(path, ingress.namespace, value.name, port);
  });
}

function routeBackends(route: CheckedObject): BackendReference[] {
  const rules = listOf(root(route), 'spec', 'rules');
  const backends = rules.flatMap((rule) => listOf(rule, 'backendRefs'));
  const filters = [...rules, ...backends].flatMap((part) => listOf(part, 'filters'));
  const mirrors = filters.flatMap((filter) => partAt(filter, 'requestMirror', 'backendRef'));
  return [...backends, ...mirrors]
    .filter(({ value }) => (value.kind ?? 'Service') === 'Service' && (value.group ?? '') === '')
    .flatMap(({ path, value }) => {
      const namespace = typeof value.namespace === 'string' ? value.namespace : route.namespace;
      return backend(path, namespace, value.name, value.port);
    });
}

function backend(path: Part['path'], namespace: string, name: unknown, port: unknown): BackendReference[] {
  if (typeof name !== 'string' || name === '') return [];
  const named = typeof port === 'string' || typeof port === 'number' ? port : undefined;
  return [{ path: [...path, 'name'], group: '', kind: 'Service', namespace, name, port: named }];
}

function root({ manifest }: CheckedObject): Part {
  return { path: [], value: manifest };
}
