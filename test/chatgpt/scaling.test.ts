import { type Changes, rendered } from './fitness-app';

const cpu = (averageUtilization: number) => ({
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } },
});
const other = { type: 'Pods', pods: { metric: { name: 'in_flight' } }, newer: { field: [1] } };

function autoscaler(autoscaling: object): object | undefined {
  return rendered('HorizontalPodAutoscaler', { autoscaling })?.spec as object | undefined;
}

describe('the autoscaler', () => {
  it('scales the Deployment, from two pods by 70 % CPU where nothing else is given', () => {
    expect(autoscaler({ maxReplicas: 5 })).toEqual({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'fitness-mcp' },
      minReplicas: 2,
      maxReplicas: 5,
      metrics: [cpu(70)],
    });
  });

  it.each([
    [{ maxReplicas: 1 }, 1],
    [{ maxReplicas: 2 }, 2],
    [{ maxReplicas: 9, minReplicas: 4 }, 4],
    [{ maxReplicas: 9, minReplicas: 1 }, 1],
  ])('with %j begins at %p', (autoscaling, minReplicas) => {
    expect(autoscaler(autoscaling)).toMatchObject({ minReplicas });
  });

  it.each<[object, object[]]>([
    [{ targetCPUUtilizationPercentage: 50 }, [cpu(50)]],
    [{ metrics: [other] }, [other]],
    [{ metrics: [] }, [cpu(70)]],
    [{ targetCPUUtilizationPercentage: 50, metrics: [other] }, [cpu(50), other]],
  ])('with %j goes by these metrics, newer fields kept', (given, metrics) => {
    expect(autoscaler({ maxReplicas: 5, ...given })).toMatchObject({ metrics });
  });

  it('passes behavior on', () => {
    const behavior = { scaleDown: { stabilizationWindowSeconds: 0, newer: 1 } };
    expect(autoscaler({ maxReplicas: 5, behavior })).toMatchObject({ behavior });
  });
});

describe('the disruption budget', () => {
  it.each<[Changes, object]>([
    [{}, { minAvailable: 1 }],
    [{ disruption: { minAvailable: '50%' } }, { minAvailable: '50%' }],
    [{ disruption: { maxUnavailable: 0 } }, { maxUnavailable: 0 }],
  ])('of %j keeps what is asked for, and lets broken pods go', (changes, bound) => {
    expect(rendered('PodDisruptionBudget', changes)?.spec).toEqual({
      selector: { matchLabels: { 'apps.makeaihq.com/app': 'fitness' } },
      ...bound,
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    });
  });
});
