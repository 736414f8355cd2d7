import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { valueAt } from '../../validation/field-path';
import type { Finding } from '../../validation/finding';
import { withoutUndefined } from '../../validation/plain-json';
import { errorAt, refuse } from '../../validation/refuse';
import { emitObject } from '../emit-object';
import type { ScrapeProps } from './monitor-props';
import { scrapeFindings } from './scrape-findings';
import { endpointJson } from './scrape-json';
import {
  foreignFindings,
  namesakeFindings,
  namespaceFindings,
  namespaceSelector,
  objectsBeside,
  portFindings,
  scrapedPort,
  selectorFindings,
} from './watch-findings';
import { type KubernetesLabels, selects, stableLabels, type Watched, watchedService } from './watched';

/** A Service that others make, such as those of Argo CD. Nothing is known of it but what is said here. */
export interface ExistingService {
  /** Its name, which becomes the label `job` of what is scraped. */
  readonly name: string;
  /** Labels by which it is selected, and nothing else with that port is. */
  readonly labels: Record<string, string>;
  /**
   * Its namespace.
   * @default - that of the monitor
   */
  readonly namespace?: string;
}

/** Properties of a ServiceMonitor. One of `service` and `existing` is needed. */
export interface ServiceMonitorProps extends ScrapeProps {
  /**
   * The Service whose endpoints are scraped, such as `app.service` or `operator.metricsService`.
   * @default - `existing`
   */
  readonly service?: ApiObject;

  /**
   * A Service that others make.
   * @default - `service`
   */
  readonly existing?: ExistingService;

  /**
   * The port that shows metrics, by its name.
   * @default - the only port of the Service
   */
  readonly port?: string;

  /**
   * Labels of the Service that each series gets, too.
   * @default - none
   */
  readonly targetLabels?: string[];
}

/**
 * Lets a Prometheus scrape the endpoints of a Service. Selector and namespace follow from the Service; a port that it does
 * not have, or labels by which it can't be told from others, are errors, where Prometheus would just find no target.
 *
 * @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.ServiceMonitor
 * @example
 * const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
 * const service = new ApiObject(chart, 'shop', {
 *   apiVersion: 'v1',
 *   kind: 'Service',
 *   metadata: { labels: { 'app.kubernetes.io/name': 'shop' } },
 *   spec: { ports: [{ name: 'http', port: 80 }, { name: 'metrics', port: 9090 }] },
 * });
 * new ServiceMonitor(chart, 'monitor', { service, port: 'metrics', labels: { release: 'prometheus' } });
 */
export class ServiceMonitor extends Construct {
  /** Name of the object. */
  public readonly name: string;
  /** The label `job` of what it scrapes: the name of the Service. */
  public readonly job: string;
  /** Whether labels of the target win over those of the scrape; queries depend on it. */
  public readonly honorLabels: boolean;

  private readonly object: ApiObject;

  /** @throws where the name is invalid, or there is no Service, or two. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ServiceMonitorProps,
  ) {
    super(scope, id);
    const { service, existing } = props;
    if ((service === undefined) === (existing === undefined)) {
      const rule = 'is needed, or existing in its place, and not both';
      refuse(this.node.path, 'service', service?.name, rule, 'say which Service is scraped, once');
    }
    if (service && service.kind !== 'Service') {
      refuse(this.node.path, 'service', service.kind, 'is no Service', 'use a PodMonitor for a workload');
    }
    this.job = service?.name ?? existing?.name ?? '';
    this.honorLabels = props.honorLabels ?? false;
    this.object = emitObject(this, id, {
      kind: 'ServiceMonitor',
      props,
      spec: () => this.spec(),
      findings: () => this.findings(),
    });
    this.name = this.object.name;
  }

  private spec(): object {
    const { namespace, labels, ports } = this.watched();
    const { targetLabels, sampleLimit } = this.props;
    return withoutUndefined({
      selector: { matchLabels: stableLabels(labels) },
      namespaceSelector: namespaceSelector(this.object.metadata.namespace, namespace),
      endpoints: [endpointJson(scrapedPort({ namespace, labels, ports }, this.props.port) ?? '', this.props)],
      ...{ targetLabels, sampleLimit },
    });
  }

  private watched(): Watched {
    const { service, existing, port } = this.props;
    if (service) return watchedService(service);
    const { labels = {}, namespace = this.object.metadata.namespace } = existing ?? {};
    return { namespace, labels, ports: port === undefined ? [] : [port] };
  }

  private findings(): Finding[] {
    const { service, port, targetLabels = [] } = this.props;
    const watched = this.watched();
    const what = `the Service ${this.job}`;
    return [
      ...scrapeFindings(this.props),
      ...selectorFindings(service ? ['service'] : ['existing', 'labels'], what, watched.labels),
      ...namespaceFindings(['service'], this.object.metadata.namespace, watched.namespace),
      ...portFindings(what, watched, port),
      ...(service ? this.besideFindings(service, watched) : []),
      ...(service ? targetLabelFindings(what, watched.labels, targetLabels) : []),
    ];
  }

  private besideFindings(service: ApiObject, watched: Watched): Finding[] {
    const { port } = this.props;
    const others = objectsBeside(this, 'Service')
      .filter((other) => other !== service)
      .map((other) => ({ name: `the Service ${other.name}`, watched: watchedService(other) }));
    return [
      ...foreignFindings(this, ['service'], service),
      ...namesakeFindings(['service'], watched, port, others),
      ...objectsBeside(this, 'ServiceMonitor')
        .filter((other) => other !== this.object && scrapes(other, watched, scrapedPort(watched, port)))
        .map((other) => {
          const rule = `is scraped on this port by the ServiceMonitor ${other.name} too, so that each series comes twice`;
          return errorAt(['service'], service.name, rule, 'leave one of the two out');
        }),
    ];
  }
}

function targetLabelFindings(what: string, labels: KubernetesLabels, wanted: readonly string[]): Finding[] {
  return wanted
    .filter((label) => !(label in labels))
    .map((label) => {
      const rule = `is no label of ${what} (labels: ${Object.keys(labels).join(', ')})`;
      return errorAt(['targetLabels'], label, rule, 'use a label that it has');
    });
}

/** Whether a ServiceMonitor scrapes one port of a Service. */
function scrapes(monitor: ApiObject, { namespace, labels }: Watched, port: string | undefined): boolean {
  const spec: unknown = valueAt(monitor.toJson(), ['spec']);
  const selector = valueAt(spec, ['selector', 'matchLabels']) as KubernetesLabels | undefined;
  const names = valueAt(spec, ['namespaceSelector', 'matchNames']) as string[] | undefined;
  const endpoints = (valueAt(spec, ['endpoints']) ?? []) as { readonly port?: string }[];
  return (
    (names ?? [monitor.metadata.namespace]).includes(namespace) &&
    selector !== undefined &&
    selects(selector, labels) &&
    endpoints.some((endpoint) => endpoint.port === port)
  );
}
