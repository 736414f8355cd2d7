import { Chart, Testing } from 'cdk8s';
import { ArgoApplication, ArgoAppOfApps, ArgoProject, Destination, SyncPolicy } from '../../lib/argocd';
import { FleetApp, FleetLayout } from '../../lib/synth/fleet-app';
import { emit, fleetChart, PRODUCTION, REPOSITORY, rendered, shopProject, specOf } from './argo-fixture';

const WAVE = 'argocd.argoproj.io/sync-wave';

interface Platform {
  readonly app: FleetApp;
  /** Holds projects and applications. */
  readonly platform: Chart;
  readonly root: Chart;
}

function platform(): Platform {
  const app = new FleetApp({ layout: FleetLayout.FLEET, outdir: 'dist' });
  const chart = (id: string) => new Chart(app, id, { namespace: 'argocd' });
  return { app, platform: chart('platform'), root: chart('root') };
}

function appOfApps({ platform, root }: Platform, project?: ArgoProject): ArgoAppOfApps {
  return new ArgoAppOfApps(root, 'fleet', { chart: platform, repoUrl: REPOSITORY, project });
}

/** An application that delivers a chart of its own name. */
function application({ app, platform }: Platform, project: ArgoProject, id: string): ArgoApplication {
  return ArgoApplication.deliver(platform, id, {
    project,
    destination: Destination.server(PRODUCTION),
    repoUrl: REPOSITORY,
    chart: fleetChart(`chart-${id}`, 'chatgpt-production', app),
  });
}

/** The wave of each object of the delivered chart. */
function waves({ platform }: Platform): Record<string, unknown> {
  const objects = Testing.synth(platform) as {
    metadata: { name: string; annotations?: Record<string, string> };
  }[];
  return Object.fromEntries(objects.map(({ metadata }) => [metadata.name, metadata.annotations?.[WAVE]]));
}

it('minimal', () => {
  const all = platform();
  application(all, shopProject(all.platform), 'shop');
  appOfApps(all);
  expect(Testing.synth(all.root)).toMatchSnapshot();
});

it('takes the names, the policy and the place that it is given', () => {
  const all = platform();
  const other = new ArgoAppOfApps(all.root, 'fleet', {
    chart: all.platform,
    repoUrl: REPOSITORY,
    targetRevision: 'main',
    outputRoot: 'rendered',
    metadata: { name: 'bootstrap', namespace: 'gitops' },
    syncPolicy: SyncPolicy.manual(),
  });
  expect(specOf(all.root, 'Application')).toMatchObject({
    project: 'bootstrap',
    destination: { namespace: 'gitops' },
    source: { path: 'rendered/platform', targetRevision: 'main' },
  });
  expect(other.application.applicationName).toBe('bootstrap');
  expect(rendered(all.root, 'AppProject')[0]?.metadata.namespace).toBe('gitops');
});

it('its own project allows what the chart holds, in the namespace of Argo CD only', () => {
  const all = platform();
  application(all, shopProject(all.platform), 'shop');
  emit(all.platform, 'argoproj.io/v1alpha1', 'ApplicationSet', 'tenants');
  appOfApps(all);
  expect(specOf(all.root, 'AppProject')).toEqual({
    description: 'The root application; for administrators of Argo CD only.',
    sourceRepos: [REPOSITORY],
    destinations: [{ server: 'https://kubernetes.default.svc', namespace: 'argocd' }],
    namespaceResourceWhitelist: ['AppProject', 'Application', 'ApplicationSet'].map((kind) => ({
      group: 'argoproj.io',
      kind,
    })),
  });
});

describe('waves', () => {
  it('put projects before applications, and applications after those that they depend on', () => {
    const all = platform();
    const project = shopProject(all.platform);
    const [data, shop, probe] = ['data', 'shop', 'probe'].map((id) => application(all, project, id));
    shop?.node.addDependency(data as ArgoApplication);
    probe?.node.addDependency(shop as ArgoApplication);
    appOfApps(all);
    expect(waves(all)).toEqual({ 'shop-project': '-1', data: undefined, shop: '1', probe: '2' });
  });

  it('follow the charts that applications deliver', () => {
    const all = platform();
    const project = shopProject(all.platform);
    for (const id of ['data', 'cache', 'shop']) application(all, project, id);
    const chart = (id: string) => all.app.node.findChild(`chart-${id}`) as Chart;
    chart('shop').addDependency(chart('data'));
    // an object of one chart that waits for an object of another
    chart('data')
      .node.findChild('ConfigMap-chart-data-settings')
      .node.addDependency(chart('cache').node.findChild('ConfigMap-chart-cache-settings'));
    appOfApps(all);
    expect(waves(all)).toEqual({ 'shop-project': '-1', cache: undefined, data: '1', shop: '2' });
  });

  it('follow the charts within a cluster, where each is delivered to several', () => {
    const all = platform();
    const project = new ArgoProject(all.platform, 'shop-project', {
      sourceRepos: ['*'],
      destinations: [Destination.cluster('*', 'chatgpt-*')],
    });
    const [data, shop] = ['data', 'shop'].map((id) => fleetChart(id, 'chatgpt-production', all.app)) as [
      Chart,
      Chart,
    ];
    shop.addDependency(data);
    const deliver = (chart: Chart, cluster: string) =>
      ArgoApplication.deliver(all.platform, `${chart.node.id}-${cluster}`, {
        project,
        destination: Destination.cluster(cluster),
        repoUrl: REPOSITORY,
        chart,
      });
    const [dataA, dataB] = ['a', 'b'].map((cluster) => deliver(data, cluster));
    for (const cluster of ['a', 'b']) deliver(shop, cluster);
    dataB?.node.addDependency(dataA as ArgoApplication);
    appOfApps(all);
    expect(waves(all)).toEqual({
      'shop-project': '-1',
      'data-a': undefined,
      'data-b': '1',
      'shop-a': '1',
      'shop-b': '2',
    });
  });

  it('tell a cycle between applications by their paths', () => {
    const all = platform();
    const project = shopProject(all.platform);
    const a = application(all, project, 'a');
    const b = application(all, project, 'b');
    a.node.addDependency(b);
    b.node.addDependency(a);
    appOfApps(all);
    expect(() => Testing.synth(all.platform)).toThrow(
      'Objects wait for each other: platform/a/Resource => platform/b/Resource => platform/a/Resource.',
    );
  });
});

describe('who may write to the namespace of Argo CD', () => {
  it('is not an application in the project of the root', () => {
    const all = platform();
    const { project } = appOfApps(all);
    project.addDestination(Destination.server(PRODUCTION, 'chatgpt-*'));
    application(all, project, 'shop');
    expect(() => Testing.synth(all.root)).toThrow(
      'platform/shop: spec.project = "fleet"\n' +
        '  is the project of root/fleet/Application: who is in it may write Applications, and so everything.\n' +
        '  Fix: use another project.',
    );
  });

  it.each([
    [[Destination.inCluster('*')], true],
    [[Destination.inCluster('argocd')], true],
    [[Destination.cluster('*', '*')], true],
    [[Destination.inCluster('*'), Destination.inCluster('!argocd')], false],
    [[Destination.inCluster('chatgpt-*')], false],
    [[Destination.server(PRODUCTION, '*')], false],
  ])('is not a project of the chart: %#', (destinations, refused) => {
    const all = platform();
    new ArgoProject(all.platform, 'tenant', { destinations });
    appOfApps(all);
    const synth = expect(() => Testing.synth(all.root));
    const message =
      'platform/tenant: spec.destinations = "argocd"\n  lets its applications write to Argo CD\'s own namespace';
    if (refused) synth.toThrow(message);
    else synth.not.toThrow();
  });

  it('is the project that is given for it', () => {
    const all = platform();
    const project = new ArgoProject(all.platform, 'administrators', {
      sourceRepos: ['*'],
      destinations: [Destination.inCluster('argocd')],
    });
    expect(appOfApps(all, project).project).toBe(project);
    expect(() => Testing.synth(all.root)).not.toThrow();
  });
});

it('is refused in the chart that it delivers', () => {
  const { platform: chart } = platform();
  expect(() => new ArgoAppOfApps(chart, 'fleet', { chart, repoUrl: REPOSITORY })).toThrow(
    'holds this Application, which would deliver itself',
  );
});
