import { ApiObject, App, Chart, Duration, Testing } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { RelabelAction, ScrapeScheme } from '../../../lib/monitoring';

/** A chart of its own. */
export function chart(namespace = 'shop', app = new App()): Chart {
  return new Chart(app, `chart-${namespace}`, { namespace });
}

/** A Service with ports of some names. */
export function service(
  scope: Chart,
  name = 'shop',
  ports: readonly string[] = ['http', 'metrics'],
  labels: Record<string, string> = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/version': '1.2.3' },
): ApiObject {
  return new ApiObject(scope, name, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, labels },
    spec: { ports: ports.map((port, index) => ({ name: port, port: 80 + index })) },
  });
}

/** A workload of any kind, with one port for metrics. */
export function workload(scope: Chart, kind = 'Deployment', apiVersion = 'apps/v1'): ApiObject {
  const containers = [
    { name: 'main', image: 'example.com/worker:1', ports: [{ name: 'metrics', containerPort: 9090 }] },
  ];
  const template = {
    metadata: { labels: { app: 'worker', 'helm.sh/chart': 'worker-1.0.0' } },
    spec: { containers },
  };
  const spec: Record<string, unknown> = {
    Pod: template.spec,
    Job: { template },
    CronJob: { schedule: '0 * * * *', jobTemplate: { spec: { template } } },
  };
  const metadata = kind === 'Pod' ? { name: 'worker', ...template.metadata } : { name: 'worker' };
  const chosen = { selector: { matchLabels: { app: 'worker' } }, template };
  return new ApiObject(scope, 'worker', { apiVersion, kind, metadata, spec: spec[kind] ?? chosen });
}

/** The object of a construct, as it is written. */
export function manifestOf(construct: IConstruct) {
  const manifests = Testing.synth(Chart.of(construct));
  const { kind, name } = construct.node.defaultChild as ApiObject;
  return manifests.find((each) => each.kind === kind && each.metadata.name === name);
}

/** What a synthesis says of a construct. */
export function findingsOf(construct: IConstruct): string {
  return construct.node.validate().join('\n');
}

/** All that every kind of monitor can be told. */
export const MONITOR = {
  name: 'other-name',
  namespace: 'monitoring',
  labels: { release: 'prometheus' },
  interval: Duration.seconds(90),
  timeout: Duration.millis(1500),
  tls: {
    ca: { name: 'ca', key: 'ca.crt' },
    cert: { name: 'client', key: 'tls.crt' },
    key: { name: 'client', key: 'tls.key' },
    serverName: 'shop.example.com',
    insecureSkipVerify: false,
  },
  basicAuth: { username: { name: 'login', key: 'user' }, password: { name: 'login', key: 'password' } },
  metricRelabelings: [{ action: RelabelAction.DROP, sourceLabels: ['__name__'], regex: 'go_.*' }],
  sampleLimit: 5000,
};

/** All that a monitor can be told that reads metrics itself. */
export const SCRAPE = {
  ...MONITOR,
  path: '/internal/metrics',
  scheme: ScrapeScheme.HTTPS,
  params: { format: ['prometheus'] },
  honorLabels: true,
  relabelings: [
    {
      action: RelabelAction.REPLACE,
      sourceLabels: ['__meta_kubernetes_pod_node_name', 'job'],
      separator: '/',
      regex: '(.+)/.*',
      targetLabel: 'zone',
      replacement: '$1',
    },
    { action: RelabelAction.HASH_MOD, sourceLabels: ['__address__'], targetLabel: 'shard', modulus: 4 },
    { action: RelabelAction.LABEL_DROP, regex: 'pod_template_.*' },
  ],
};
