import { mappingAt } from '../kubernetes/json';
import type { KubeObject } from '../kubernetes/kube-object';
import { groupOf } from '../kubernetes/object-id';
import { appliedFields } from './field-differences';

/** Kinds whose number of pods others may count. */
const SCALED = new Set(['apps/Deployment', 'apps/StatefulSet']);

/**
 * What another manager has to own before we release it: the number of pods, where an autoscaler is to count them from now on. A
 * field without an owner falls back to its default, which is one pod, until the autoscaler has counted for the first time.
 *
 * @param manager our field manager.
 * @returns what is applied for it; undefined where nothing is released.
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#transferring-ownership
 */
export function handover(wanted: KubeObject, live: KubeObject, manager: string): KubeObject | undefined {
  const { apiVersion, kind, metadata } = live;
  const { replicas } = mappingAt(live, 'spec');
  const isApplied = appliedFields(live, manager)['f:spec']?.['f:replicas'] !== undefined;
  const isReleased = isApplied && mappingAt(wanted, 'spec').replicas === undefined;
  if (!isReleased || replicas === undefined || !SCALED.has(`${groupOf(apiVersion)}/${kind}`))
    return undefined;
  const { name, namespace, uid } = metadata;
  return { apiVersion, kind, metadata: { name, namespace, uid }, spec: { replicas } };
}
