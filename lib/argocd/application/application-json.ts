import { nonEmpty, withoutUndefined } from '../../validation/plain-json';
import { refuse } from '../../validation/refuse';
import type { Destination } from '../destination';
import type { ArgoApplicationOptions } from './application-props';
import { ignoreDifferencesJson } from './ignore-differences';
import { retryJson } from './retry';
import { syncOptionsJson } from './sync-options-json';

/**
 * The spec of an Application, but for its source.
 *
 * @throws where a property is invalid, or needs another one.
 */
export function applicationJson(
  where: string,
  props: ArgoApplicationOptions,
  destination: Destination,
): object {
  const {
    project,
    syncPolicy,
    retry,
    managedNamespaceMetadata,
    ignoreDifferences,
    info,
    revisionHistoryLimit,
  } = props;
  const options = syncOptionsJson(where, props);
  if (options.includes('CreateNamespace=true') && destination.namespace === undefined) {
    const fix = 'give the destination a namespace';
    refuse(where, 'spec.destination.namespace', undefined, 'is missing, and is to be created', fix);
  }
  if (
    revisionHistoryLimit !== undefined &&
    !(Number.isInteger(revisionHistoryLimit) && revisionHistoryLimit >= 0)
  ) {
    const rule = 'is no number of syncs';
    refuse(where, 'spec.revisionHistoryLimit', revisionHistoryLimit, rule, 'use a whole number from 0');
  }
  return withoutUndefined({
    project: project.projectName,
    destination: withoutUndefined(destination._toJson()),
    syncPolicy: withoutUndefined({
      automated: syncPolicy?._automatedJson(),
      syncOptions: options,
      retry: retry && retryJson(where, retry),
      managedNamespaceMetadata: managedNamespaceMetadata && withoutUndefined({ ...managedNamespaceMetadata }),
    }),
    ignoreDifferences: nonEmpty(ignoreDifferencesJson(where, ignoreDifferences ?? [])),
    info: nonEmpty(info),
    revisionHistoryLimit,
  });
}
