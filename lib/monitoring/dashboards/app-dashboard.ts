import type { Construct } from 'constructs';
import type { DashboardOptions } from './dashboard-props';
import type { DashboardRow } from './dashboard-row';
import { GrafanaDashboard } from './grafana-dashboard';
import { PanelKind } from './panel-kind';
import { quantileOf, rateOf, redBelow, redFrom, shareOf, sumOf, warnFrom } from './query-shapes';

/** Properties of the dashboard about one app. */
export interface AppDashboardProps extends DashboardOptions {
  /**
   * What people read above it.
   * @default 'One ChatGPT app'
   */
  readonly title?: string;
}

const APP = 'job="$app", namespace="$namespace"';
const TOOLS = `${APP}, tool!=""`;
const FAILED = 'status="error"';
const DEPLOYMENT = 'namespace="$namespace", deployment="$app"';
const SCALER = 'namespace="$namespace", horizontalpodautoscaler="$app"';
// <deployment>-<hash of the template>-<five letters>
const PODS = 'namespace="$namespace", pod=~"$app-[a-z0-9]+-[a-z0-9]{5}", container!=""';

/**
 * One app: its requests, errors and latency by tool, its pods, and what they use. It reads the metrics of the pod contract,
 * kube-state-metrics and cAdvisor, and what is recorded of the app's objectives.
 *
 * @see https://github.com/makeaihq/cdk8s-chatgpt-apps/blob/main/docs/reference/pod-contract.md
 * @example
 * const chart = new Chart(new App(), 'monitoring', { namespace: 'monitoring' });
 * new AppDashboard(chart, 'app');
 */
export class AppDashboard extends GrafanaDashboard {
  /** @throws where the name or the uid is invalid, or another dashboard of the app has the uid. */
  constructor(scope: Construct, id: string, props: AppDashboardProps = {}) {
    super(scope, id, {
      ...props,
      uid: props.uid ?? 'chatgpt-app',
      title: props.title ?? 'One ChatGPT app',
      description: 'How one app answers, and what its pods need for it.',
    });
    const series = 'up{job=~".+-mcp"}';
    this.addVariable('namespace', { title: 'Namespace', series, label: 'namespace' });
    this.addVariable('app', {
      ...{ title: 'App', series: 'up{job=~".+-mcp", namespace="$namespace"}', label: 'job' },
    });
    addNow(this.addRow('Now'));
    addObjectives(this.addRow('Objectives'));
    addTools(this.addRow('Tools'));
    addRequests(this.addRow('Requests'));
    addPods(this.addRow('Pods'));
    addUsage(this.addRow('Usage'));
  }
}

function addNow(row: DashboardRow): void {
  const stat = { kind: PanelKind.STAT };
  row.addPanel('Pods that answer', {
    ...{ ...stat, unit: 'short', ...redBelow(1), runbook: 'ChatGPTAppDown' },
    description: 'Pods that answer the scrape. None means that ChatGPT cannot call the app.',
    queries: [{ expression: sumOf(`up{${APP}}`), legend: 'pods' }],
  });
  row.addPanel('Requests', {
    ...{ ...stat, unit: 'reqps', description: 'MCP requests in a second.' },
    queries: [{ expression: rateOf('mcp_requests_total', APP), legend: 'requests' }],
  });
  row.addPanel('Errors', {
    ...{ ...stat, unit: 'percentunit', thresholds: warnFrom(0.01, 0.05), runbook: 'ChatGPTAppErrors' },
    description: 'Which part of the MCP requests fails. An alert fires at 5 %.',
    queries: [{ expression: shareOf('mcp_requests_total', APP, FAILED), legend: 'errors' }],
  });
  row.addPanel('Latency p95', {
    ...{ ...stat, unit: 's', thresholds: warnFrom(2, 5), runbook: 'ChatGPTAppSlow' },
    description: 'One MCP request of twenty takes longer. An alert fires at 5 s.',
    queries: [{ expression: quantileOf(0.95, 'mcp_request_duration_seconds', APP), legend: 'p95' }],
  });
  row.addPanel('In flight', {
    ...{ ...stat, unit: 'short', runbook: 'ChatGPTAppSaturated' },
    description: 'MCP requests that are being answered, in all pods.',
    queries: [{ expression: sumOf(`mcp_requests_in_flight{${APP}}`), legend: 'in flight' }],
  });
  row.addPanel('Restarts', {
    ...{ ...stat, unit: 'short', thresholds: warnFrom(1, 3), runbook: 'WorkloadCrashLoops' },
    description: 'Restarts of containers in the time that is shown. Normal is 0.',
    queries: [
      {
        expression: sumOf(`increase(kube_pod_container_status_restarts_total{${PODS}}[$__range])`),
        legend: 'restarts',
      },
    ],
  });
}

function addObjectives(row: DashboardRow): void {
  row.addPanel('Error budget left', {
    ...{ unit: 'percentunit', max: 1, width: 12, ...redBelow(0), runbook: 'ErrorBudgetBurnsSlowly' },
    description: 'How much of the error budget of each objective is left. Below 0 the objective is missed.',
    queries: [{ expression: `slo:error_budget_remaining:ratio{${APP}}`, legend: '{{slo}}' }],
  });
  const burnRate = `slo:error_ratio:rate1h{${APP}} / (1 - slo:objective:ratio{${APP}})`;
  row.addPanel('Burn rate', {
    ...{
      unit: 'short',
      min: 0,
      width: 12,
      thresholds: warnFrom(1, 14.4),
      runbook: 'ErrorBudgetBurnsVeryFast',
    },
    description:
      'How fast the error budget is used, in the last hour. At 1 it lasts just as long as it should.',
    queries: [{ expression: burnRate, legend: '{{slo}}' }],
  });
}

function addTools(row: DashboardRow): void {
  const tool = ['tool'];
  row.addPanel('Calls by tool', {
    ...{ unit: 'reqps', min: 0, description: 'Calls of each tool in a second.' },
    queries: [{ expression: rateOf('mcp_requests_total', TOOLS, tool), legend: '{{tool}}' }],
  });
  row.addPanel('Errors by tool', {
    ...{ unit: 'percentunit', min: 0, thresholds: redFrom(0.25), runbook: 'ChatGPTAppToolErrors' },
    description: 'Which part of the calls of each tool fails. The line is where an alert fires.',
    queries: [{ expression: shareOf('mcp_requests_total', TOOLS, FAILED, tool), legend: '{{tool}}' }],
  });
  row.addPanel('Latency p95 by tool', {
    ...{ unit: 's', min: 0, thresholds: redFrom(30), runbook: 'ChatGPTAppToolSlow' },
    description: 'One call of twenty takes longer. The line is where an alert fires.',
    queries: [
      { expression: quantileOf(0.95, 'mcp_request_duration_seconds', TOOLS, tool), legend: '{{tool}}' },
    ],
  });
}

function addRequests(row: DashboardRow): void {
  row.addPanel('Requests by method', {
    ...{ unit: 'reqps', min: 0, stacked: true, description: 'MCP requests in a second, by method of MCP.' },
    queries: [{ expression: rateOf('mcp_requests_total', APP, ['method']), legend: '{{method}}' }],
  });
  row.addPanel('Latency', {
    ...{ unit: 's', min: 0, thresholds: redFrom(5), runbook: 'ChatGPTAppSlow' },
    description: 'Half, 95 % and 99 % of the MCP requests are answered sooner. An alert fires at 5 s of p95.',
    queries: [0.5, 0.95, 0.99].map((fraction) => ({
      expression: quantileOf(fraction, 'mcp_request_duration_seconds', APP),
      legend: `p${100 * fraction}`,
    })),
  });
  row.addPanel('In flight by pod', {
    ...{ unit: 'short', min: 0, thresholds: redFrom(100), runbook: 'ChatGPTAppSaturated' },
    description: 'MCP requests that each pod is answering. An alert fires at 100 on average.',
    queries: [{ expression: sumOf(`mcp_requests_in_flight{${APP}}`, ['pod']), legend: '{{pod}}' }],
  });
}

function addPods(row: DashboardRow): void {
  const deployment = (metric: string) => sumOf(`kube_deployment_${metric}{${DEPLOYMENT}}`);
  const scaler = (metric: string) => sumOf(`kube_horizontalpodautoscaler_${metric}{${SCALER}}`);
  row.addPanel('Replicas', {
    ...{ unit: 'short', min: 0, runbook: 'WorkloadReplicasMissing' },
    description: 'Pods that are wanted, available and of the last version. The three should be one line.',
    queries: [
      { expression: deployment('spec_replicas'), legend: 'wanted' },
      { expression: deployment('status_replicas_available'), legend: 'available' },
      { expression: deployment('status_replicas_updated'), legend: 'of the last version' },
    ],
  });
  row.addPanel('Autoscaler', {
    ...{ unit: 'short', min: 0, runbook: 'WorkloadAutoscalerAtMaximum' },
    description: 'What the autoscaler asks for, between its bounds. Empty where the app has none.',
    queries: [
      { expression: scaler('spec_min_replicas'), legend: 'minimum' },
      { expression: scaler('status_desired_replicas'), legend: 'asked for' },
      { expression: scaler('spec_max_replicas'), legend: 'maximum' },
    ],
  });
  row.addPanel('Restarts by pod', {
    ...{ unit: 'short', min: 0, thresholds: redFrom(3), runbook: 'WorkloadCrashLoops' },
    description: 'Restarts of containers in 15 minutes. An alert fires above 3.',
    queries: [
      {
        expression: sumOf(`increase(kube_pod_container_status_restarts_total{${PODS}}[15m])`, ['pod']),
        legend: '{{pod}}',
      },
    ],
  });
}

function addUsage(row: DashboardRow): void {
  const bound = (kind: string, resource: string) =>
    `max(kube_pod_container_resource_${kind}{${PODS}, resource="${resource}"})`;
  row.addPanel('CPU by pod', {
    ...{ unit: 'suffix: cores', min: 0 },
    description: 'Processors that each pod uses, and the most that one container asks for.',
    queries: [
      { expression: rateOf('container_cpu_usage_seconds_total', PODS, ['pod']), legend: '{{pod}}' },
      { expression: bound('requests', 'cpu'), legend: 'requested' },
    ],
  });
  row.addPanel('CPU held back', {
    ...{ unit: 'percentunit', min: 0, max: 1, thresholds: redFrom(0.5), runbook: 'WorkloadCpuThrottled' },
    description: 'In which part of the time a pod wanted more CPU than its limit. Empty without limits.',
    queries: [
      {
        expression:
          `${rateOf('container_cpu_cfs_throttled_periods_total', PODS, ['pod'])} / ` +
          rateOf('container_cpu_cfs_periods_total', PODS, ['pod']),
        legend: '{{pod}}',
      },
    ],
  });
  row.addPanel('Memory by pod', {
    ...{ unit: 'bytes', min: 0, runbook: 'WorkloadMemoryNearLimit' },
    description: 'Memory that each pod cannot give back, and the limit above which a container is killed.',
    queries: [
      { expression: sumOf(`container_memory_working_set_bytes{${PODS}}`, ['pod']), legend: '{{pod}}' },
      { expression: bound('limits', 'memory'), legend: 'limit' },
    ],
  });
}
