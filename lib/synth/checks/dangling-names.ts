import { closestName } from '../../validation/closest-name';
import { valueAt } from '../../validation/field-path';
import { isObject } from '../../validation/structural-schema';
import { errorIn, type ObjectFinding } from './check-finding';
import type { Inventory } from './inventory';
import type { BackendReference, ObjectReference } from './object-reference';
import { isOwnName } from './own-name';
import { podReferences } from './pod-references';
import { backendReferences, certificateReferences } from './route-references';
import { scaleTargetReferences } from './scale-target';
import type { CheckedObject } from './synthesized-object';

/** Kubernetes itself makes these in every namespace. */
const ALWAYS_THERE: readonly string[] = ['ServiceAccount default', 'ConfigMap kube-root-ca.crt'];

/** More names than this are not searched for the one that was meant. */
const MOST_NAMES = 1000;

/** Names of objects that are missing, though they should be among those that are written. */
export function danglingNames(object: CheckedObject, inventory: Inventory): ObjectFinding[] {
  const needed = distinct([...podReferences(object), ...certificateReferences(object)]);
  const owned = distinct(scaleTargetReferences(object));
  return [
    ...needed.filter((reference) => isOurs(reference, inventory)),
    ...owned.filter((reference) => inventory.find(reference) === undefined),
  ]
    .map((reference) => missing(object, reference, inventory))
    .concat(
      distinct(backendReferences(object)).flatMap((backend) => backendFindings(object, backend, inventory)),
    );
}

/** Whether the reference points at nothing that is written, but at a name that only we can have meant. */
function isOurs(reference: ObjectReference, inventory: Inventory): boolean {
  const { kind, name } = reference;
  if (inventory.find(reference) || ALWAYS_THERE.includes(`${kind} ${name}`)) return false;
  return isOwnName(kind, name, inventory.apps) || inventory.namespacesOf(reference).length > 0;
}

function missing(object: CheckedObject, reference: ObjectReference, inventory: Inventory): ObjectFinding {
  const { path, kind, name, namespace } = reference;
  const elsewhere = inventory.namespacesOf(reference);
  const place = namespace === '' ? 'without a namespace' : `for namespace ${namespace}`;
  const only = elsewhere.length > 0 ? `, only for ${elsewhere.slice(0, 3).join(', ')}` : '';
  return errorIn(object, {
    path,
    value: name,
    rule: `names a ${kind} that is not written ${place}${only}`,
    fix: suggestion(reference, inventory),
  });
}

function suggestion(reference: ObjectReference, inventory: Inventory): string {
  const names = inventory.namesIn(reference);
  const meant = names.length > MOST_NAMES ? undefined : closestName(reference.name, names.sort());
  return meant ? `did you mean ${meant}?` : `add the ${reference.kind}, or name one that is there`;
}

function backendFindings(
  object: CheckedObject,
  backend: BackendReference,
  inventory: Inventory,
): ObjectFinding[] {
  const service = inventory.find(backend);
  if (service) return portFindings(object, backend, service);
  // a Service in a namespace of others is theirs, unless we know that name
  const isForeign = backend.namespace !== object.namespace && inventory.namesIn(backend).length === 0;
  if (isForeign && inventory.namespacesOf(backend).length === 0) return [];
  return [missing(object, backend, inventory)];
}

function portFindings(
  object: CheckedObject,
  { path, port }: BackendReference,
  service: CheckedObject,
): ObjectFinding[] {
  const ports = valueAt(service.manifest, ['spec', 'ports']);
  if (port === undefined || !Array.isArray(ports)) return [];
  const known = ports.filter(isObject).map((one) => (typeof port === 'string' ? one.name : one.port));
  if (known.includes(port)) return [];
  return [
    errorIn(object, {
      path: [...path.slice(0, -1), 'port'],
      value: port,
      rule: `is no port of Service ${service.name} (ports: ${known.filter((one) => one !== undefined).join(', ') || 'none'})`,
      fix: 'use one of its ports',
    }),
  ];
}

/** Each thing that is referred to once, where it is first. */
function distinct<Reference extends BackendReference>(references: readonly Reference[]): Reference[] {
  if (references.length < 2) return [...references];
  const seen = new Set<string>();
  return references.filter(({ group, kind, namespace, name, port }) => {
    const key = JSON.stringify([group, kind, namespace, name, port]);
    return !seen.has(key) && seen.add(key);
  });
}
