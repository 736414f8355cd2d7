import { type Rule, testRules } from './harness/promtool';
import { alone, PACKED_ALERTS } from './harness/scenarios';

/** What kube-state-metrics says of a pod; of one that found no node it says nothing about readiness. */
interface Pod {
  readonly phase: string;
  readonly ready?: 0 | 1;
}

const PODS: Readonly<Record<string, Pod>> = {
  fine: { phase: 'Running', ready: 1 },
  unready: { phase: 'Running', ready: 0 },
  starting: { phase: 'Pending', ready: 0 },
  'without-node': { phase: 'Pending' },
  done: { phase: 'Succeeded', ready: 0 },
  failed: { phase: 'Failed' },
};

const seriesOf = ([pod, { phase, ready }]: readonly [string, Pod]) => [
  { series: `kube_pod_status_phase{namespace="apps",pod="${pod}",phase="${phase}"}`, values: '1x60' },
  ...(ready === undefined
    ? []
    : [
        {
          series: `kube_pod_status_ready{namespace="apps",pod="${pod}",condition="true"}`,
          values: `${ready}x60`,
        },
      ]),
];

describe('WorkloadPodNotReady', () => {
  it('is about pods that should be ready and are not, whether they found a node or did not', async () => {
    const rule = PACKED_ALERTS.find(({ alert }) => alert === 'WorkloadPodNotReady') as Rule;
    const test = {
      ...{ interval: '30s', input_series: Object.entries(PODS).flatMap(seriesOf) },
      promql_expr_test: [
        {
          ...{ expr: 'count by (pod) (ALERTS{alertstate="firing"})', eval_time: '20m' },
          exp_samples: ['starting', 'unready', 'without-node'].map((pod) => ({
            ...{ labels: `{pod="${pod}"}`, value: 1 },
          })),
        },
      ],
    };
    const { code, stdout, stderr } = await testRules(alone(rule), [test]);
    expect([code, `${stdout}${stderr}`.trim()]).toEqual([0, expect.stringContaining('SUCCESS')]);
  });
});
