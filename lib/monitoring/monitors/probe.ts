import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { Finding } from '../../validation/finding';
import { nonEmpty, withoutUndefined } from '../../validation/plain-json';
import { errorAt, refuse } from '../../validation/refuse';
import { emitObject } from '../emit-object';
import { labelFindings } from '../rules/label-findings';
import type { MonitorProps, ScrapeScheme } from './monitor-props';
import { letsThrough, probedUrls, routeAddresses } from './probed-urls';
import { addressFindings } from './scrape-config';
import { monitorFindings } from './scrape-findings';
import { accessJson, timesJson } from './scrape-json';
import { foreignFindings } from './watch-findings';

/** The program that asks the targets, such as the blackbox exporter. */
export interface Prober {
  /** Its host and port, such as `blackbox-exporter.monitoring:9115`. */
  readonly address: string;
  /**
   * How it is asked itself.
   * @default ScrapeScheme.HTTP
   */
  readonly scheme?: ScrapeScheme;
  /**
   * Where it takes questions.
   * @default '/probe'
   */
  readonly path?: string;
}

/** Properties of a Probe. At least one of `targets` and `routes` is needed. */
export interface ProbeProps extends MonitorProps {
  /** The program that asks the targets. */
  readonly prober: Prober;

  /**
   * How it asks: a module of its own configuration, such as `http_2xx`.
   * @default - the prober's default
   */
  readonly module?: string;

  /**
   * What is asked: URLs, or what else the module understands.
   * @default - none
   */
  readonly targets?: string[];

  /**
   * Objects whose hosts are asked, by https where TLS ends there or at a Gateway: Ingress, HTTPRoute, or a Route of
   * OpenShift, such as `app.route`.
   * @default - none
   */
  readonly routes?: ApiObject[];

  /**
   * The path that is asked of the hosts of `routes`. They must let it through.
   * @default '/'
   */
  readonly path?: string;

  /**
   * Labels that each series gets.
   * @default - none
   */
  readonly targetLabels?: Record<string, string>;

  /**
   * The label `job` of the results.
   * @default - the name of the object
   */
  readonly jobName?: string;
}

/**
 * Lets a prober ask addresses from outside, as users do. A prober sets no labels that a scrape sets too, so there is no
 * `honorLabels`.
 *
 * @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.Probe
 * @example
 * const chart = new Chart(new App(), 'monitoring', { namespace: 'monitoring' });
 * new Probe(chart, 'website', {
 *   prober: { address: 'blackbox-exporter.monitoring:9115' },
 *   module: 'http_2xx',
 *   targets: ['https://www.example.com/'],
 * });
 */
export class Probe extends Construct {
  /** Name of the object. */
  public readonly name: string;
  /** The label `job` of the results. */
  public readonly job: string;

  /** @throws where the name is invalid, or one of `routes` has no hosts to ask. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ProbeProps,
  ) {
    super(scope, id);
    (props.routes ?? []).forEach((route, index) => {
      if (routeAddresses(route) !== undefined) return;
      const fix = 'use an Ingress, an HTTPRoute, or a Route of OpenShift';
      refuse(this.node.path, ['routes', index], route.kind, 'is no kind of route', fix);
    });
    this.job = props.jobName ?? props.name ?? id;
    const object = emitObject(this, id, {
      kind: 'Probe',
      props,
      spec: () => this.spec(),
      findings: () => this.findings(),
    });
    this.name = object.name;
  }

  /** All that is asked, with the routes as they are now. */
  public get addresses(): string[] {
    const { targets = [], routes = [], path = '/' } = this.props;
    const asked = routes.flatMap((route) => {
      const addresses = routeAddresses(route);
      return addresses ? probedUrls(addresses, path) : [];
    });
    return [...new Set([...targets, ...asked])];
  }

  private spec(): object {
    const { prober, module, targetLabels, sampleLimit } = this.props;
    const { address: url, scheme, path } = prober;
    return withoutUndefined({
      ...{ jobName: this.job, module, sampleLimit },
      prober: withoutUndefined({ url, scheme, path }),
      targets: { staticConfig: withoutUndefined({ static: nonEmpty(this.addresses), labels: targetLabels }) },
      ...timesJson(this.props),
      ...accessJson(this.props),
    });
  }

  private findings(): Finding[] {
    const { prober, targets = [], routes = [], targetLabels = {} } = this.props;
    return [
      ...monitorFindings(this.props),
      ...addressFindings(['prober', 'address'], [prober.address]),
      ...(targets.length + routes.length === 0
        ? [errorAt(['targets'], undefined, 'is missing, as routes is', 'say what is asked')]
        : []),
      ...targets.flatMap((target, index) => urlFindings(index, target)),
      ...routes.flatMap((route, index) => this.routeFindings(index, route)),
      ...labelFindings(['targetLabels'], targetLabels),
    ];
  }

  private routeFindings(index: number, route: ApiObject): Finding[] {
    const { path = '/' } = this.props;
    const addresses = routeAddresses(route);
    if (addresses === undefined) return [];
    const what = `the ${route.kind} ${route.name}`;
    const hosts = addresses.hosts.filter((host) => !host.includes('*'));
    const open = addresses.paths.map((each) => each.path).join(', ');
    return [
      ...foreignFindings(this, ['routes', index], route),
      ...(hosts.length === addresses.hosts.length && hosts.length > 0
        ? []
        : [
            errorAt(
              ['routes', index],
              addresses.hosts,
              `gives ${what} no host that can be asked`,
              'name the addresses by targets',
            ),
          ]),
      ...(letsThrough(addresses, path)
        ? []
        : [
            errorAt(['path'], path, `is not let through by ${what} (paths: ${open})`, 'use one of its paths'),
          ]),
    ];
  }
}

function urlFindings(index: number, target: string): Finding[] {
  const path = ['targets', index];
  if (target.trim() === '' || /\s/.test(target)) {
    return [errorAt(path, target, 'is no address', 'write it without spaces, as https://www.example.com/')];
  }
  if (!URL.canParse(target) || new URL(target).username === '') return [];
  const fix = 'leave it out, and let the module of the prober take it from a Secret';
  return [errorAt(path, '<hidden>', 'holds a credential, which everybody could read', fix)];
}
