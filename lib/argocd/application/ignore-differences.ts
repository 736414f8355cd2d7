import { nonEmpty, withoutUndefined } from '../../validation/plain-json';
import { refuse } from '../../validation/refuse';

/**
 * Fields that Argo CD does not compare. It still sets them when it syncs, unless `SyncOption.respectIgnoreDifferences()`
 * is given too. Better than a rule for `/spec/replicas` is to leave `replicas` out where an autoscaler owns them, as
 * ChatGPTAppConstruct does.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/diffing/
 */
export interface ResourceIgnoreDifferences {
  /** The kind, such as `Deployment`. */
  readonly kind: string;
  /**
   * The API group, such as `apps`.
   * @default '' the core group
   */
  readonly group?: string;
  /**
   * One object's name.
   * @default - all of the kind
   */
  readonly name?: string;
  /**
   * One namespace.
   * @default - all
   */
  readonly namespace?: string;
  /**
   * Fields, as in `/spec/replicas`.
   * @default - none
   */
  readonly jsonPointers?: string[];
  /**
   * Fields, as paths of jq. A path removes what it names from the comparison; it filters no objects.
   * @default - none
   */
  readonly jqPathExpressions?: string[];
  /**
   * Owners of fields, whose fields are not compared.
   * @default - none
   */
  readonly managedFieldsManagers?: string[];
}

/** @throws where an entry names no field, or hides the data of a Secret. */
export function ignoreDifferencesJson(
  where: string,
  entries: readonly ResourceIgnoreDifferences[],
): object[] {
  return entries.map((entry, index) => {
    const { jsonPointers, jqPathExpressions, managedFieldsManagers } = entry;
    const path = ['spec', 'ignoreDifferences', index];
    const named = [jsonPointers, jqPathExpressions, managedFieldsManagers].flatMap((list) => list ?? []);
    if (named.length === 0) {
      const fix = 'give jsonPointers, jqPathExpressions or managedFieldsManagers';
      refuse(where, path, entry.kind, 'names no field, so it ignores nothing', fix);
    }
    const hidden = jsonPointers?.find((pointer) => /^\/(data|stringData)$/.test(pointer));
    if (entry.kind === 'Secret' && !entry.group && hidden !== undefined) {
      refuse(
        where,
        [...path, 'jsonPointers'],
        hidden,
        'hides every change of Secrets, though Argo CD never shows their data',
        'leave it out: a SealedSecret or ExternalSecret keeps data out of Git, and so out of the comparison',
      );
    }
    return withoutUndefined({
      ...entry,
      jsonPointers: nonEmpty(jsonPointers),
      jqPathExpressions: nonEmpty(jqPathExpressions),
      managedFieldsManagers: nonEmpty(managedFieldsManagers),
    });
  });
}
