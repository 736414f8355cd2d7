import type { Duration } from 'cdk8s';
import type { AlertOverride } from './packs/alert-pack';
import type { ObjectiveProps } from './slo/objective-props';

/** How soon how many requests of an app have to be answered. */
export interface AppLatencyProps extends ObjectiveProps {
  /** How long a good request takes at most: one of the buckets of `mcp_request_duration_seconds`. */
  readonly threshold: Duration;
}

/** What is watched of one app, and what differs from the pack `ChatGPTAppAlerts`. */
export interface AppMonitoringProps {
  /**
   * When no pod answers: `ChatGPTAppDown`.
   * @default - as in the pack
   */
  readonly down?: AlertOverride;

  /**
   * Share of requests that fail, 0 to 1: `ChatGPTAppErrors`.
   * @default - as in the pack
   */
  readonly errorRate?: AlertOverride;

  /**
   * Share of the calls of one tool that fail, 0 to 1: `ChatGPTAppToolErrors`.
   * @default - as in the pack
   */
  readonly toolErrorRate?: AlertOverride;

  /**
   * Seconds in which 95 % of the requests are answered: `ChatGPTAppSlow`.
   * @default - as in the pack
   */
  readonly latencyP95?: AlertOverride;

  /**
   * Seconds in which 95 % of the calls of one tool are answered: `ChatGPTAppToolSlow`.
   * @default - as in the pack
   */
  readonly toolLatencyP95?: AlertOverride;

  /**
   * Requests that a pod answers at the same time: `ChatGPTAppSaturated`.
   * @default - as in the pack
   */
  readonly requestsInFlight?: AlertOverride;

  /**
   * Alerts of the pack that the app does not have, by name.
   * @default - none
   */
  readonly off?: string[];

  /**
   * How many requests have to be answered without an error.
   * @default - no objective
   */
  readonly availability?: ObjectiveProps;

  /**
   * How many requests have to be answered soon enough.
   * @default - no objective
   */
  readonly latency?: AppLatencyProps;
}

/** The overrides of the pack by the names of its alerts. */
export function packOverrides(props: AppMonitoringProps): Record<string, AlertOverride> {
  const overrides = {
    ChatGPTAppDown: props.down,
    ChatGPTAppErrors: props.errorRate,
    ChatGPTAppToolErrors: props.toolErrorRate,
    ChatGPTAppSlow: props.latencyP95,
    ChatGPTAppToolSlow: props.toolLatencyP95,
    ChatGPTAppSaturated: props.requestsInFlight,
  };
  return Object.fromEntries(
    Object.entries(overrides).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
}
