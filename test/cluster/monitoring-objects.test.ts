import type { ApiObject as ChartObject } from 'cdk8s';
import { App, Chart, Testing } from 'cdk8s';
import {
  AlertmanagerConfig,
  ArgoCDMonitors,
  DiscoveryRole,
  PodMonitor,
  Probe,
  ScrapeConfig,
  ServiceMonitor,
} from '../../lib';
import { monitoringObjects } from '../dist-objects';
import { LEAST, PLATFORM } from '../monitoring/alertmanager/routing-fixture';
import { MONITOR, SCRAPE, service, workload } from '../monitoring/monitors/monitor-fixture';
import { type ApiObject, accepted } from './harness/api-object';
import { cluster } from './harness/cluster';
import { findCrdFile } from './harness/crd-files';
import type { RestrictedNamespace } from './harness/restricted-namespace';
import { lostFields } from './lost-fields';
import { monitoringCrds } from './monitoring-crds';

const dist = monitoringObjects() as unknown as ApiObject[];
const prober = { address: 'blackbox-exporter.monitoring:9115' };
const { name: _, ...EVERYWHERE } = SCRAPE;
const { name: __, ...PROBE } = MONITOR;

/** One object of each kind with the least, and one with everything that its construct can say. */
function samples(): ApiObject[] {
  const app = new App();
  const chart = new Chart(app, 'monitoring', { namespace: 'monitoring' });
  const own = { service: service(chart), workload: workload(chart) };
  new ServiceMonitor(chart, 'service', { service: own.service, port: 'metrics' });
  const existing = { name: 'theirs', namespace: 'elsewhere', labels: { app: 'theirs' } };
  new ServiceMonitor(chart, 'service-all', { ...EVERYWHERE, existing, port: 'web', targetLabels: ['team'] });
  new PodMonitor(chart, 'pod', { workload: own.workload });
  new PodMonitor(chart, 'pod-all', { ...EVERYWHERE, existing, port: 'web', podTargetLabels: ['team'] });
  const staticTargets = [{ targets: ['a.example.com:9100'], labels: { tier: 'db' } }];
  new ScrapeConfig(chart, 'scrape', { staticTargets });
  const kubernetes = Object.values(DiscoveryRole).map((role) => ({ role, labelSelector: 'app=web' }));
  new ScrapeConfig(chart, 'scrape-all', { ...EVERYWHERE, staticTargets, kubernetes, jobName: 'x' });
  const targets = ['https://www.example.com/'];
  new Probe(chart, 'probe', { prober, targets });
  const labels = { targetLabels: { tier: 'edge' } };
  new Probe(chart, 'probe-all', { ...PROBE, ...labels, prober, targets, module: 'http_2xx' });
  new ArgoCDMonitors(chart, 'argocd', { honorLabels: true });
  new AlertmanagerConfig(chart, 'alerts', LEAST);
  new AlertmanagerConfig(chart, 'alerts-all', PLATFORM);
  return Testing.synth(chart).filter(({ apiVersion }: ChartObject) =>
    apiVersion.startsWith('monitoring.coreos.com/'),
  );
}

describe('the objects of monitoring, by the CustomResourceDefinitions of the Prometheus Operator', () => {
  const { api } = cluster();
  let namespace: RestrictedNamespace;
  beforeAll(async () => {
    const files = await Promise.all(monitoringCrds.map((crd) => findCrdFile(crd)));
    await cluster().installCrds(files, { keepExisting: true });
    namespace = await cluster().namespace('monitored');
  }, 120_000);
  afterAll(() => namespace?.delete());

  const placed = (object: ApiObject): ApiObject => ({
    ...object,
    metadata: { ...object.metadata, namespace: namespace.name },
  });

  it('all kinds are among them', () => {
    expect([...new Set(samples().map(({ kind }) => kind))].sort()).toEqual([
      'AlertmanagerConfig',
      'PodMonitor',
      'Probe',
      'ScrapeConfig',
      'ServiceMonitor',
    ]);
  });

  it.each(samples().map((object) => [`${object.kind} ${object.metadata.name}`, object] as const))(
    '%s is accepted and loses no field',
    async (_, object) => {
      const dryRun = await api.apply(placed(object), { dryRun: true });
      expect(dryRun.refusal?.message).toBeUndefined();
      expect(dryRun.warnings).toEqual([]);
      accepted(await api.apply(placed(object)));
      expect(lostFields(placed(object), accepted(await api.get(placed(object))))).toEqual([]);
    },
  );

  it.each(dist.map((object) => [`${object.kind} ${object.metadata.name}`, object] as const))(
    'dist/monitoring: %s is accepted and loses no field',
    async (_, object) => {
      const { refusal, warnings } = await api.apply(placed(object));
      expect(refusal?.message).toBeUndefined();
      expect(warnings).toEqual([]);
      expect(lostFields(placed(object), accepted(await api.get(placed(object))))).toEqual([]);
    },
  );

  // what the constructs refuse, written past them: the API server agrees, so that no construct is stricter by mistake
  it.each<[string, string, (spec: Spec) => unknown]>([
    [
      'an action that there is not',
      'ServiceMonitor',
      ({ endpoints }) => ({ endpoints: [{ ...endpoints[0], relabelings: [{ action: 'lablemap' }] }] }),
    ],
    ['a time that is none', 'PodMonitor', () => ({ podMetricsEndpoints: [{ port: 'a', interval: '30 s' }] })],
    ['a scheme that there is not', 'ServiceMonitor', () => ({ endpoints: [{ port: 'a', scheme: 'ftp' }] })],
    ['a role that there is not', 'ScrapeConfig', () => ({ kubernetesSDConfigs: [{ role: 'pods' }] })],
    ['no targets', 'ScrapeConfig', () => ({ staticConfigs: [{ targets: [] }] })],
    ['a prober without an address', 'Probe', () => ({ prober: { url: '' } })],
    [
      'two receivers of one name',
      'AlertmanagerConfig',
      () => ({ receivers: [{ name: 'a' }, { name: 'a' }] }),
    ],
    [
      'a label of a matcher without a name',
      'AlertmanagerConfig',
      () => ({ inhibitRules: [{ sourceMatch: [{ name: '', value: 'x' }] }] }),
    ],
    [
      'a credential in place of a reference',
      'AlertmanagerConfig',
      () => ({ receivers: [{ name: 'a', slackConfigs: [{ apiURL: 'https://x' }] }] }),
    ],
    [
      'a time of the day that is none',
      'AlertmanagerConfig',
      () => ({ muteTimeIntervals: [{ name: 'a', timeIntervals: [{ times: [{ startTime: '6:00' }] }] }] }),
    ],
  ])('refuses %s, as the construct of %s does', async (_, kind, change) => {
    const object = samples().find((each) => each.kind === kind);
    if (object === undefined) throw new Error(`no sample is a ${kind}`);
    const spec = object.spec as Spec;
    const wrong = { ...placed(object), spec: { ...spec, ...(change(spec) as object) } };
    const { refusal } = await api.apply(
      { ...wrong, metadata: { ...wrong.metadata, name: 'wrong' } },
      { dryRun: true },
    );
    expect(refusal?.message).toContain('spec');
  });
});

interface Spec {
  readonly endpoints: readonly object[];
}
