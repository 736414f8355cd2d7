import { Construct } from 'constructs';
import type { FieldPath } from '../../validation/field-path';
import type { Finding } from '../../validation/finding';
import { goDuration } from '../../validation/go-duration';
import { nonEmpty, withoutUndefined } from '../../validation/plain-json';
import { errorAt } from '../../validation/refuse';
import { emitObject } from '../emit-object';
import { labelFindings } from '../rules/label-findings';
import type { ScrapeProps } from './monitor-props';
import { scrapeFindings } from './scrape-findings';
import { accessJson, relabelingsJson, SCRAPE_INTERVAL } from './scrape-json';

/** Targets that are known beforehand. */
export interface StaticTargets {
  /** Host and port of each, such as `node-1.example.com:9100`. */
  readonly targets: string[];
  /**
   * Labels that each series of them gets.
   * @default - none
   */
  readonly labels?: Record<string, string>;
}

/** What of Kubernetes is taken as targets. */
export enum DiscoveryRole {
  /** Each port of each pod. */
  POD = 'Pod',
  /** Each endpoint of each Service. */
  ENDPOINT_SLICE = 'EndpointSlice',
  /** Each port of each Service, whatever stands behind it. */
  SERVICE = 'Service',
  /** Each path of each Ingress. */
  INGRESS = 'Ingress',
  /** Each node, at the port of its kubelet. */
  NODE = 'Node',
}

/**
 * Targets that Prometheus finds in the cluster.
 *
 * @see https://prometheus.io/docs/prometheus/latest/configuration/configuration/#kubernetes_sd_config
 */
export interface KubernetesDiscovery {
  /** What is taken as targets. */
  readonly role: DiscoveryRole;
  /**
   * Namespaces that are looked at. Nodes are in none.
   * @default - all
   */
  readonly namespaces?: string[];
  /**
   * Which objects, by labels: `app=web,tier!=test`.
   * @default - all
   */
  readonly labelSelector?: string;
}

/** Properties of a ScrapeConfig. At least one of `staticTargets` and `kubernetes` is needed. */
export interface ScrapeConfigProps extends ScrapeProps {
  /**
   * Targets that are known beforehand.
   * @default - none
   */
  readonly staticTargets?: StaticTargets[];

  /**
   * Targets that are found in the cluster.
   * @default - none
   */
  readonly kubernetes?: KubernetesDiscovery[];

  /**
   * The label `job` of what is scraped.
   * @default - the name of the object
   */
  readonly jobName?: string;
}

/**
 * Lets a Prometheus scrape what no Service and no pod of ours is: machines outside of the cluster, nodes, anything that
 * Prometheus finds by itself.
 *
 * @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1alpha1.ScrapeConfig
 * @example
 * const chart = new Chart(new App(), 'monitoring', { namespace: 'monitoring' });
 * new ScrapeConfig(chart, 'machines', {
 *   staticTargets: [{ targets: ['db-1.example.com:9100'], labels: { tier: 'database' } }],
 * });
 */
export class ScrapeConfig extends Construct {
  /** Name of the object. */
  public readonly name: string;
  /** The label `job` of what it scrapes. */
  public readonly job: string;
  /** Whether labels of the target win over those of the scrape; queries depend on it. */
  public readonly honorLabels: boolean;

  /** @throws where the name is invalid. */
  constructor(scope: Construct, id: string, props: ScrapeConfigProps) {
    super(scope, id);
    this.honorLabels = props.honorLabels ?? false;
    this.job = props.jobName ?? props.name ?? id;
    const object = emitObject(this, id, {
      kind: 'ScrapeConfig',
      version: 'v1alpha1',
      props,
      spec: () => specJson(this.job, props),
      findings: () => [...scrapeFindings(props), ...targetFindings(props)],
    });
    this.name = object.name;
  }
}

function specJson(jobName: string, props: ScrapeConfigProps): object {
  const { path = '/metrics', scheme, params, honorLabels, relabelings, sampleLimit } = props;
  const { staticTargets, kubernetes, interval = SCRAPE_INTERVAL, timeout } = props;
  return withoutUndefined({
    ...{ jobName, metricsPath: path, params, honorLabels, sampleLimit },
    scheme: scheme?.toUpperCase(),
    scrapeInterval: goDuration(interval),
    scrapeTimeout: timeout && goDuration(timeout),
    staticConfigs: nonEmpty(staticTargets),
    kubernetesSDConfigs: nonEmpty(kubernetes)?.map(({ role, namespaces, labelSelector }) =>
      withoutUndefined({
        role,
        namespaces: nonEmpty(namespaces) && { names: namespaces },
        selectors: labelSelector && [{ role, label: labelSelector }],
      }),
    ),
    relabelings: relabelingsJson(relabelings),
    ...accessJson(props),
  });
}

function targetFindings({ staticTargets = [], kubernetes = [] }: ScrapeConfigProps): Finding[] {
  if (staticTargets.length + kubernetes.length === 0) {
    return [errorAt(['staticTargets'], undefined, 'is missing, as kubernetes is', 'say what is scraped')];
  }
  return [
    ...staticTargets.flatMap(({ targets, labels = {} }, index) => [
      ...addressFindings(['staticTargets', index, 'targets'], targets),
      ...labelFindings(['staticTargets', index, 'labels'], labels),
    ]),
    ...kubernetes.flatMap((discovery, index) => discoveryFindings(['kubernetes', index], discovery)),
  ];
}

/** What is wrong with hosts and ports. */
export function addressFindings(path: FieldPath, addresses: readonly string[]): Finding[] {
  if (addresses.length === 0) return [errorAt(path, addresses, 'is empty', 'name a target')];
  return addresses.flatMap((address, index) => {
    const port = Number(/^(?:[^\s/@:?#[\]]+|\[[0-9a-fA-F:.]+\]):(\d{1,5})$/.exec(address)?.[1]);
    if (port >= 1 && port <= 65535) return [];
    const fix = 'write it as web.example.com:9100; scheme and path have properties of their own';
    return [errorAt([...path, index], address, 'is no host and port', fix)];
  });
}

function discoveryFindings(
  path: FieldPath,
  { role, namespaces, labelSelector }: KubernetesDiscovery,
): Finding[] {
  const roles: readonly string[] = Object.values(DiscoveryRole);
  return [
    ...(roles.includes(role)
      ? []
      : [errorAt([...path, 'role'], role, 'is no role', `use one of ${roles.join(', ')}`)]),
    ...(role === DiscoveryRole.NODE && nonEmpty(namespaces)
      ? [
          errorAt(
            [...path, 'namespaces'],
            namespaces,
            'does not fit nodes, which are in none',
            'leave it out',
          ),
        ]
      : []),
    ...(labelSelector?.trim() === ''
      ? [errorAt([...path, 'labelSelector'], labelSelector, 'is empty', 'leave it out')]
      : []),
  ];
}
