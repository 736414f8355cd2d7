import { Duration } from 'cdk8s';
import type { AlertGroup } from '../rules/alert-group';
import { AlertSeverity } from '../rules/alert-severity';
import type { PrometheusRule } from '../rules/prometheus-rule';
import { type AlertPackProps, addPack, type PackedAlert } from './alert-pack';
import { quantile, share } from './promql-shapes';

/** Properties of the alerts about apps. */
export interface ChatGPTAppAlertsProps extends AlertPackProps {
  /**
   * Name of one app.
   * @default - all apps
   */
  readonly app?: string;

  /**
   * Namespace of the app, or of the apps.
   * @default - all namespaces
   */
  readonly namespace?: string;

  /**
   * Whether apps are left out that have alerts of their own, which `Monitoring.addApp` records.
   * @default false
   */
  readonly exceptOwn?: boolean;
}

/** Recorded for each app that has alerts of its own. Where those are not evaluated, the general ones are about it again. */
export const OWN_ALERTS = 'chatgpt_app:own_alerts:info';

const { CRITICAL, WARNING } = AlertSeverity;
const SECONDS = '{{ $value | humanizeDuration }}';
const PERCENT = '{{ $value | humanizePercentage }}';
const WHICH = '{{ $labels.namespace }}/{{ $labels.job }}';

/**
 * Alerts about apps that expose the metrics of the pod contract: that they answer, without errors, soon enough.
 *
 * @see https://github.com/makeaihq/cdk8s-chatgpt-apps/blob/main/docs/reference/pod-contract.md
 * @example
 * const chart = new Chart(new App(), 'monitoring', { namespace: 'monitoring' });
 * ChatGPTAppAlerts.addTo(new PrometheusRule(chart, 'fitness'), {
 *   app: 'fitness',
 *   overrides: { ChatGPTAppSlow: { threshold: 2 } },
 * });
 */
export class ChatGPTAppAlerts {
  /**
   * Adds them as a group.
   *
   * @throws where `off` or `overrides` names no alert of this pack.
   */
  public static addTo(rules: PrometheusRule, props: ChatGPTAppAlertsProps = {}): AlertGroup {
    const { app, namespace, exceptOwn = false } = props;
    // an app is scraped through its Service, <name>-mcp, which gives the job its name
    const job = app === undefined ? 'job=~".+-mcp"' : `job="${app}-mcp"`;
    const of = namespace === undefined ? job : `${job}, namespace="${namespace}"`;
    const alerts = exceptOwn ? appAlerts(of).map(withoutOwn) : appAlerts(of);
    return addPack(rules, app === undefined ? 'chatgpt-apps' : `chatgpt-app-${app}`, alerts, props);
  }

  private constructor() {}
}

function withoutOwn(alert: PackedAlert): PackedAlert {
  const expression = (threshold: number) =>
    `${alert.expression(threshold)} unless on (namespace, job) ${OWN_ALERTS}`;
  return { ...alert, expression };
}

function appAlerts(of: string): PackedAlert[] {
  const app = ['namespace', 'job'];
  const tools = `${of}, tool!=""`;
  const failed = 'status="error"';
  return [
    {
      name: 'ChatGPTAppDown',
      expression: () => `max by (namespace, job) (up{${of}}) == 0`,
      ...{ for: Duration.minutes(5), severity: CRITICAL },
      summary: `No pod of ${WHICH} answers`,
      description: 'ChatGPT cannot call the app.',
    },
    {
      name: 'ChatGPTAppErrors',
      threshold: 0.05,
      expression: (n) => `${share('mcp_requests_total', of, failed, app)} > ${n}`,
      ...{ for: Duration.minutes(10), severity: CRITICAL },
      summary: `Requests to ${WHICH} fail`,
      description: `${PERCENT} of the requests of the last ten minutes failed.`,
    },
    {
      name: 'ChatGPTAppToolErrors',
      threshold: 0.25,
      expression: (n) => `${share('mcp_requests_total', tools, failed, [...app, 'tool'])} > ${n}`,
      ...{ for: Duration.minutes(15), severity: WARNING },
      summary: `The tool {{ $labels.tool }} of ${WHICH} fails`,
      description: `${PERCENT} of its calls failed.`,
    },
    {
      name: 'ChatGPTAppSlow',
      threshold: 5,
      expression: (n) => `${quantile(0.95, 'mcp_request_duration_seconds', of, app)} > ${n}`,
      ...{ for: Duration.minutes(10), severity: WARNING },
      summary: `${WHICH} answers slowly`,
      description: `One request of twenty takes more than ${SECONDS}.`,
    },
    {
      name: 'ChatGPTAppToolSlow',
      threshold: 30,
      expression: (n) => `${quantile(0.95, 'mcp_request_duration_seconds', tools, [...app, 'tool'])} > ${n}`,
      ...{ for: Duration.minutes(15), severity: WARNING },
      summary: `The tool {{ $labels.tool }} of ${WHICH} is slow`,
      description: `One of its calls of twenty takes more than ${SECONDS}.`,
    },
    {
      name: 'ChatGPTAppSaturated',
      threshold: 100,
      expression: (n) => `avg by (namespace, job) (mcp_requests_in_flight{${of}}) > ${n}`,
      ...{ for: Duration.minutes(10), severity: WARNING },
      summary: `${WHICH} has more requests than it answers`,
      description: 'A pod has {{ $value | humanize }} requests in flight on average.',
    },
  ];
}
