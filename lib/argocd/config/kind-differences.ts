import type { FieldPath } from '../../validation/field-path';
import type { Finding } from '../../validation/finding';
import { nonEmpty, withoutUndefined } from '../../validation/plain-json';
import { errorAt } from '../../validation/refuse';
import { settingsYaml } from '../settings-yaml';
import { kindFindings, kindKey } from './kind-key';

/**
 * Fields of a kind that are not compared, in all Applications. For one Application use its `ignoreDifferences`.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/diffing/#system-level-configuration
 */
export interface KindDifferences {
  /** The kind, such as `MutatingWebhookConfiguration`; `all` for every kind. */
  readonly kind: string;
  /**
   * The API group.
   * @default '' the core group
   */
  readonly group?: string;
  /**
   * Fields, as in `/webhooks/0/clientConfig/caBundle`.
   * @default - none
   */
  readonly jsonPointers?: string[];
  /**
   * Fields, as paths of jq.
   * @default - none
   */
  readonly jqPathExpressions?: string[];
  /**
   * Owners of fields, whose fields are not compared.
   * @default - none
   */
  readonly managedFieldsManagers?: string[];
}

/** The entries of argocd-cm: `resource.customizations.<what>.<kind>`. */
export function differencesData(what: string, list: readonly KindDifferences[]): Record<string, string> {
  return Object.fromEntries(
    list.map(({ group = '', kind, jsonPointers, jqPathExpressions, managedFieldsManagers }) => [
      `resource.customizations.${what}.${kindKey({ group, kind })}`,
      settingsYaml(
        withoutUndefined({
          jsonPointers: nonEmpty(jsonPointers),
          jqPathExpressions: nonEmpty(jqPathExpressions),
          managedFieldsManagers: nonEmpty(managedFieldsManagers),
        }),
      ),
    ]),
  );
}

/** What is wrong with a list of them. */
export function differencesFindings(field: string, list: readonly KindDifferences[]): Finding[] {
  const keys = list.map(({ group = '', kind }) => kindKey({ group, kind }));
  return list.flatMap((entry, index) => {
    const path = [field, index];
    const isTaken = keys.indexOf(keys[index] ?? '') < index;
    return [
      ...kindFindings(path, { group: entry.group ?? '', kind: entry.kind }),
      ...(isTaken ? [errorAt(path, keys[index], 'has an entry already', 'join the two')] : []),
      ...fieldFindings(path, entry),
    ];
  });
}

function fieldFindings(path: FieldPath, entry: KindDifferences): Finding[] {
  const { kind, group = '', jsonPointers = [], jqPathExpressions = [], managedFieldsManagers = [] } = entry;
  if (jsonPointers.length + jqPathExpressions.length + managedFieldsManagers.length === 0) {
    const fix = 'give jsonPointers, jqPathExpressions or managedFieldsManagers';
    return [errorAt(path, kind, 'names no field, so it ignores nothing', fix)];
  }
  return jsonPointers.flatMap((pointer, index) => {
    const at = [...path, 'jsonPointers', index];
    if (!pointer.startsWith('/')) {
      return [errorAt(at, pointer, 'is no JSON pointer', `write /${pointer.replaceAll('.', '/')}`)];
    }
    if (kind !== 'Secret' || group !== '') return [];
    if (pointer === '/stringData') {
      return [errorAt(at, pointer, 'never exists in a cluster, where it becomes data', 'leave it out')];
    }
    if (pointer !== '/data') return [];
    const rule = 'hides every change of Secrets, though Argo CD never shows their data';
    const fix =
      'leave it out: a SealedSecret or ExternalSecret keeps data out of Git, and so out of the comparison';
    return [errorAt(at, pointer, rule, fix)];
  });
}
