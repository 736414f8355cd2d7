import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { Finding } from '../../validation/finding';
import { withoutUndefined } from '../../validation/plain-json';
import { refuse } from '../../validation/refuse';
import { emitObject } from '../emit-object';
import type { ScrapeProps } from './monitor-props';
import { scrapeFindings } from './scrape-findings';
import { endpointJson } from './scrape-json';
import {
  foreignFindings,
  namespaceFindings,
  namespaceSelector,
  portFindings,
  scrapedPort,
  selectorFindings,
} from './watch-findings';
import { stableLabels, type Watched, watchedPods } from './watched';

/** Pods that others make. Nothing is known of them but what is said here. */
export interface ExistingPods {
  /** Labels by which they are selected. */
  readonly labels: Record<string, string>;
  /**
   * Their namespace.
   * @default - that of the monitor
   */
  readonly namespace?: string;
}

/** Properties of a PodMonitor. One of `workload` and `existing` is needed. */
export interface PodMonitorProps extends ScrapeProps {
  /**
   * What makes the pods: a Deployment, StatefulSet, DaemonSet, Job, CronJob, Rollout, or a Pod itself.
   * @default - `existing`
   */
  readonly workload?: ApiObject;

  /**
   * Pods that others make.
   * @default - `workload`
   */
  readonly existing?: ExistingPods;

  /**
   * The port of a container that shows metrics, by its name.
   * @default - the only port of the pods
   */
  readonly port?: string;

  /**
   * Labels of the pods that each series gets, too.
   * @default - none
   */
  readonly podTargetLabels?: string[];
}

/**
 * Lets a Prometheus scrape pods that no Service stands before. Selector and namespace follow from the workload; a port
 * that no container has, or pods without labels, are errors.
 *
 * @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PodMonitor
 * @example
 * const chart = new Chart(new App(), 'batch', { namespace: 'batch' });
 * const ports = [{ name: 'metrics', containerPort: 9090 }];
 * const workload = new ApiObject(chart, 'worker', {
 *   apiVersion: 'apps/v1',
 *   kind: 'Deployment',
 *   spec: {
 *     selector: { matchLabels: { app: 'worker' } },
 *     template: {
 *       metadata: { labels: { app: 'worker' } },
 *       spec: { containers: [{ name: 'worker', image: 'example.com/worker:1', ports }] },
 *     },
 *   },
 * });
 * new PodMonitor(chart, 'monitor', { workload, port: 'metrics' });
 */
export class PodMonitor extends Construct {
  /** Name of the object. */
  public readonly name: string;
  /** Namespace of the object; undefined where neither the chart nor the props say it. */
  public readonly namespace?: string;
  /** Whether labels of the target win over those of the scrape; queries depend on it. */
  public readonly honorLabels: boolean;

  /** @throws where the name is invalid, or there is no workload, or two, or one without pods. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: PodMonitorProps,
  ) {
    super(scope, id);
    const { workload, existing } = props;
    if ((workload === undefined) === (existing === undefined)) {
      const rule = 'is needed, or existing in its place, and not both';
      refuse(this.node.path, 'workload', workload?.name, rule, 'say which pods are scraped, once');
    }
    if (workload && watchedPods(workload) === undefined) {
      const fix = 'use a Deployment, StatefulSet, DaemonSet, Job, CronJob or Pod';
      refuse(this.node.path, 'workload', workload.kind, 'describes no pods with containers', fix);
    }
    this.honorLabels = props.honorLabels ?? false;
    const object = emitObject(this, id, {
      kind: 'PodMonitor',
      props,
      spec: () => this.spec(),
      findings: () => this.findings(),
    });
    this.name = object.name;
    this.namespace = object.metadata.namespace;
  }

  private spec(): object {
    const watched = this.watched();
    const { podTargetLabels, sampleLimit, port } = this.props;
    return withoutUndefined({
      selector: { matchLabels: stableLabels(watched.labels) },
      namespaceSelector: namespaceSelector(this.namespace, watched.namespace),
      podMetricsEndpoints: [endpointJson(scrapedPort(watched, port) ?? '', this.props)],
      ...{ podTargetLabels, sampleLimit },
    });
  }

  private watched(): Watched {
    const { workload, existing, port } = this.props;
    const pods = workload && watchedPods(workload);
    if (pods) return pods;
    const { labels = {}, namespace = this.namespace } = existing ?? {};
    return { namespace, labels, ports: port === undefined ? [] : [port] };
  }

  private findings(): Finding[] {
    const { workload, port } = this.props;
    const watched = this.watched();
    const what = workload ? `the pods of ${workload.kind} ${workload.name}` : 'the pods';
    return [
      ...scrapeFindings(this.props),
      ...selectorFindings(workload ? ['workload'] : ['existing', 'labels'], what, watched.labels),
      ...namespaceFindings(['workload'], this.namespace, watched.namespace),
      ...portFindings(what, watched, port),
      ...(workload ? foreignFindings(this, ['workload'], workload) : []),
    ];
  }
}
