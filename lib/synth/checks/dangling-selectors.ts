import { APP_LABEL } from '../../chatgpt/app';
import { type FieldPath, valueAt } from '../../validation/field-path';
import { errorIn, type ObjectFinding } from './check-finding';
import type { Inventory } from './inventory';
import type { LabelIndex } from './label-index';
import { type Requirement, requirementsOf, requirementsOfLabels } from './label-selector';
import type { CheckedObject } from './synthesized-object';

/** A selector, and what it selects from. */
interface Selection {
  readonly path: FieldPath;
  readonly requirements: readonly Requirement[];
  readonly from: readonly LabelIndex[];
  /** What is selected, as it is named in a sentence. */
  readonly noun: string;
}

/** Selectors that select nothing of what is written. One without conditions selects everything there will ever be. */
export function danglingSelectors(object: CheckedObject, inventory: Inventory): ObjectFinding[] {
  const selection = selectionOf(object, inventory);
  if (selection === undefined || selection.requirements.length === 0) return [];
  const { path, requirements, from, noun } = selection;
  if (from.some((candidates) => candidates.hasMatch(requirements))) return [];
  const place = object.namespace === '' ? 'without a namespace' : `for namespace ${object.namespace}`;
  return [
    errorIn(object, {
      path,
      value: valueAt(object.manifest, path),
      rule: `selects no ${noun} that is written ${place}`,
      fix: `use labels that the ${noun} has, or add the ${noun}`,
    }),
  ];
}

function selectionOf(object: CheckedObject, inventory: Inventory): Selection | undefined {
  const { group, kind, namespace } = object;
  const pods = { from: [inventory.podsIn(namespace)], noun: 'pod' };
  switch (`${group} ${kind}`) {
    case ' Service':
      return { ...serviceSelector(object), ...pods };
    case 'policy PodDisruptionBudget':
      return { ...selectorAt(object, ['spec', 'selector']), ...pods };
    case 'networking.k8s.io NetworkPolicy':
      return onlyOurs({ ...selectorAt(object, ['spec', 'podSelector']), ...pods });
    case 'monitoring.coreos.com ServiceMonitor':
      return onlyOurs({
        ...selectorAt(object, ['spec', 'selector']),
        from: monitoredNamespaces(object, inventory).map((one) => inventory.servicesIn(one)),
        noun: 'Service',
      });
    default:
      return undefined;
  }
}

function serviceSelector({ manifest }: CheckedObject) {
  const path = ['spec', 'selector'];
  const isElsewhere = valueAt(manifest, ['spec', 'type']) === 'ExternalName';
  return { path, requirements: isElsewhere ? [] : requirementsOfLabels(valueAt(manifest, path)) };
}

function selectorAt({ manifest }: CheckedObject, path: FieldPath) {
  return { path, requirements: requirementsOf(valueAt(manifest, path)) };
}

/** Policies and monitors are often about pods of others; those that name an app are about ours. */
function onlyOurs(selection: Selection): Selection | undefined {
  return selection.requirements.some(({ key }) => key === APP_LABEL) ? selection : undefined;
}

function monitoredNamespaces({ manifest, namespace }: CheckedObject, inventory: Inventory): string[] {
  if (valueAt(manifest, ['spec', 'namespaceSelector', 'any']) === true) {
    return inventory.namespacesWithServices();
  }
  const names = valueAt(manifest, ['spec', 'namespaceSelector', 'matchNames']);
  return Array.isArray(names) && names.length > 0 ? names.map(String) : [namespace];
}
