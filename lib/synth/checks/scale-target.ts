import { partAt } from './list-of';
import type { ObjectReference } from './object-reference';
import { type CheckedObject, groupOf } from './synthesized-object';

/** The workload that an autoscaler scales, of Kubernetes or of KEDA. */
export function scaleTargetReferences({
  group,
  kind,
  namespace,
  manifest,
}: CheckedObject): ObjectReference[] {
  const isAutoscaler =
    (group === 'autoscaling' && kind === 'HorizontalPodAutoscaler') ||
    (group === 'keda.sh' && kind === 'ScaledObject');
  if (!isAutoscaler) return [];
  return partAt({ path: [], value: manifest }, 'spec', 'scaleTargetRef').flatMap(({ path, value }) => {
    // what KEDA takes where it is left out
    const { apiVersion = 'apps/v1', kind: target = 'Deployment', name } = value;
    if (typeof apiVersion !== 'string' || typeof target !== 'string' || typeof name !== 'string') return [];
    return { path: [...path, 'name'], group: groupOf(apiVersion), kind: target, namespace, name };
  });
}
