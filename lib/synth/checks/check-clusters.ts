import { formatCheckFinding } from './check-finding';
import { type CheckOptions, checkObjects, type SwitchedOff } from './check-objects';
import type { SynthesizedObject } from './synthesized-object';

/** Objects and the cluster that they will be applied to. */
export interface ClusterObjects {
  readonly cluster: string;
  readonly objects: readonly SynthesizedObject[];
}

/** What is wrong, as it is printed, and what was not looked at. */
export interface ClustersCheck {
  readonly errors: readonly string[];
  readonly switchedOff: readonly SwitchedOff[];
}

/** Checks the objects of each cluster together: what stands in another one can neither clash nor be referred to. */
export function checkClusters(parts: readonly ClusterObjects[], off: CheckOptions['off']): ClustersCheck {
  const byCluster = new Map<string, (readonly SynthesizedObject[])[]>();
  for (const { cluster, objects } of parts) {
    const others = byCluster.get(cluster);
    if (others) others.push(objects);
    else byCluster.set(cluster, [objects]);
  }
  // an empty one, so that what is wrong with the switches is said in any case
  const checks = [[], ...byCluster.values()].map((objects) => checkObjects(objects.flat(), { off }));
  const errors = checks.flatMap(({ findings }) => findings.map(formatCheckFinding));
  return { errors: [...new Set(errors)], switchedOff: checks[0]?.switchedOff ?? [] };
}
