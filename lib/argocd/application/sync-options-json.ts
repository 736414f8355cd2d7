import { refuse } from '../../validation/refuse';
import type { ArgoApplicationOptions } from './application-props';
import { SyncOption } from './sync-option';

/**
 * The options of an Application, sorted: server-side apply unless another choice is given, and what follows from other
 * properties.
 *
 * @throws where an option is given twice with different values.
 */
export function syncOptionsJson(where: string, props: ArgoApplicationOptions): string[] {
  const { syncOptions = [], managedNamespaceMetadata, protection } = props;
  const given = [
    ...syncOptions,
    ...(managedNamespaceMetadata ? [SyncOption.createNamespace()] : []),
    ...(protection ? [SyncOption.prune(protection), SyncOption.deletion(protection)] : []),
  ];
  const byName = new Map<string, string>();
  for (const { name, value } of given) {
    const other = byName.get(name);
    if (other !== undefined && other !== value) {
      const rule = `contradicts ${name}=${other}`;
      refuse(where, 'spec.syncPolicy.syncOptions', `${name}=${value}`, rule, 'leave one of them out');
    }
    byName.set(name, value);
  }
  if (!byName.has('ServerSideApply')) byName.set('ServerSideApply', 'true');
  return [...byName].map(([name, value]) => `${name}=${value}`).sort();
}
