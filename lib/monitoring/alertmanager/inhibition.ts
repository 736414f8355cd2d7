import { AlertSeverity } from '../rules/alert-severity';
import { AlertMatcher } from './alert-matcher';

/** Properties of an inhibition. */
export interface InhibitionProps {
  /** The alert that silences; all conditions hold. */
  readonly source: AlertMatcher[];
  /** The alerts that are silenced; all conditions hold. */
  readonly target: AlertMatcher[];
  /**
   * Labels whose values are the same in both. A label that neither has counts as the same: ask for it by
   * `AlertMatcher.has`.
   * @default - none
   */
  readonly equal?: string[];
}

/**
 * An alert that silences others while it fires: what follows from it, or is a milder form of it.
 *
 * @see https://prometheus.io/docs/alerting/latest/configuration/#inhibit_rule
 */
export class Inhibition {
  /** Any inhibition. */
  public static of(props: InhibitionProps): Inhibition {
    return new Inhibition(props.source, props.target, props.equal ?? []);
  }

  /** A critical alert about an app silences the milder ones about it: same namespace, same job. */
  public static milderOfTheSameApp(): Inhibition {
    const app = ['namespace', 'job'];
    // otherwise alerts that have neither label would count as one app
    const there = app.map((label) => AlertMatcher.has(label));
    const severity = (...values: AlertSeverity[]) => AlertMatcher.isOneOf('severity', values);
    return new Inhibition(
      [severity(AlertSeverity.CRITICAL), ...there],
      [severity(AlertSeverity.WARNING, AlertSeverity.INFO), ...there],
      app,
    );
  }

  /** An alert silences those that follow from it, all by name. */
  public static consequences(cause: string, consequences: string[]): Inhibition {
    const name = 'alertname';
    return new Inhibition([AlertMatcher.is(name, cause)], [AlertMatcher.isOneOf(name, consequences)], []);
  }

  /**
   * What follows from alerts of the packs, and from `KubeAPIDown` of kube-prometheus: an operator without its API server
   * cannot reconcile, and one that is down has no leader and repairs no app.
   */
  public static ofPacks(): Inhibition[] {
    const unable = [
      'ChatGPTOperatorReconcileErrors',
      'ChatGPTOperatorSlowReconciles',
      'ChatGPTOperatorBacklog',
      'ChatGPTOperatorSlowQueue',
      'ChatGPTOperatorWorkerStuck',
      'ChatGPTOperatorStaleCache',
    ];
    const absent = [...unable, 'ChatGPTOperatorHasNoLeader', 'ChatGPTAppDegraded'];
    const withoutCluster = [...absent, 'ChatGPTOperatorApiErrors', 'ChatGPTOperatorDown'];
    return [
      Inhibition.consequences('ChatGPTOperatorApiErrors', unable),
      Inhibition.consequences('ChatGPTOperatorDown', absent),
      Inhibition.consequences('KubeAPIDown', [
        ...withoutCluster,
        ...['ArgoCDClusterUnreachable', 'ArgoCDReconcilesStalled', 'ArgoCDKubectlRetries'],
      ]),
      Inhibition.consequences('ArgoCDControllerDown', ['ArgoCDReconcilesStalled']),
    ];
  }

  private constructor(
    /** @internal */
    public readonly _source: readonly AlertMatcher[],
    /** @internal */
    public readonly _target: readonly AlertMatcher[],
    /** @internal */
    public readonly _equal: readonly string[],
  ) {}

  /** @internal */
  public _json(): object {
    return {
      sourceMatch: this._source.map((matcher) => matcher._json()),
      targetMatch: this._target.map((matcher) => matcher._json()),
      ...(this._equal.length > 0 && { equal: this._equal }),
    };
  }
}
