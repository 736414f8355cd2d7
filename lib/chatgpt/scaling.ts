import type { App } from './app';
import type { Part } from './plain-spec';
import type { CoreObject } from './workload';

/** CPU use that an autoscaler aims for where the spec names no metric, in percent of the request. */
const DEFAULT_CPU_PERCENT = 70;

/** The HorizontalPodAutoscaler's spec. */
export function autoscalerSpec(app: App, autoscaling: Part<'autoscaling'>): CoreObject {
  const {
    minReplicas,
    maxReplicas,
    targetCPUUtilizationPercentage,
    metrics = [],
    behavior,
  } = plain(autoscaling);
  const cpu = targetCPUUtilizationPercentage ?? (metrics.length === 0 ? DEFAULT_CPU_PERCENT : undefined);
  return {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: app.objectName },
    minReplicas: minReplicas ?? Math.min(2, maxReplicas),
    maxReplicas,
    metrics: [...(cpu === undefined ? [] : [cpuUtilization(cpu)]), ...metrics],
    behavior,
  };
}

// the generated type spells the acronym its own way; the field is targetCPUUtilizationPercentage
function plain(autoscaling: Part<'autoscaling'>) {
  return autoscaling as Part<'autoscaling'> & { readonly targetCPUUtilizationPercentage?: number };
}

function cpuUtilization(averageUtilization: number): CoreObject {
  return { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } } };
}

/** The PodDisruptionBudget's spec; undefined for an app of at most one pod, whose node could never be drained. */
export function disruptionBudgetSpec(app: App): CoreObject | undefined {
  if (app.maxReplicas <= 1) return undefined;
  return {
    selector: { matchLabels: app.selector },
    ...(app.spec.disruption ?? { minAvailable: 1 }),
    // a pod that never got ready must not block a drain
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
  };
}
