import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, YamlOutputType } from 'cdk8s';
import { Construct } from 'constructs';
import { ArgoApplication, type ArgoDeliveryProps, ArgoProject, Destination } from '../../lib/argocd';
import { FleetApp, FleetLayout } from '../../lib/synth/fleet-app';
import { emit, fleetChart, PRODUCTION, platformChart, REPOSITORY, rendered, specOf } from './argo-fixture';

function deliver(delivery: Partial<ArgoDeliveryProps>, platform = platformChart()): Chart {
  const project = ArgoProject.fromProjectName(platform, 'project', 'production');
  ArgoApplication.deliver(platform, 'shop', {
    project,
    destination: Destination.server(PRODUCTION),
    repoUrl: REPOSITORY,
    ...delivery,
  });
  return platform;
}

function sourceOf(delivery: Partial<ArgoDeliveryProps>): Record<string, unknown> {
  return specOf(deliver(delivery), 'Application').source as Record<string, unknown>;
}

it('takes path, namespace and waves from the chart', () => {
  const chart = fleetChart();
  const first = chart.node.findChild('ConfigMap-shop-settings');
  emit(chart, 'apps/v1', 'Deployment', 'shop').node.addDependency(first);
  const [application] = rendered(deliver({ chart }), 'Application');
  expect(application).toMatchObject({
    metadata: { annotations: { 'argocd.argoproj.io/manifest-generate-paths': '.' } },
    spec: {
      source: { repoURL: REPOSITORY, targetRevision: 'HEAD', path: 'dist/shop' },
      destination: { server: PRODUCTION, namespace: 'chatgpt-production' },
    },
  });
  const [deployment] = rendered(chart, 'Deployment');
  expect(deployment?.metadata.annotations).toEqual({ 'argocd.argoproj.io/sync-wave': '1' });
});

it('leaves waves out where told so', () => {
  const chart = fleetChart();
  emit(chart, 'apps/v1', 'Deployment', 'shop').node.addDependency(
    chart.node.findChild('ConfigMap-shop-settings'),
  );
  deliver({ chart, syncWaves: false });
  expect(rendered(chart, 'Deployment')[0]?.metadata.annotations).toBeUndefined();
});

describe('the path, by layout', () => {
  const charts = (app: App) => {
    const production = new Construct(app, 'production');
    const shop = new Chart(production, 'shop', { namespace: 'shop' });
    emit(shop, 'v1', 'ConfigMap', 'a');
    return shop;
  };
  const plain = (yamlOutputType: YamlOutputType, outdir = 'manifests') =>
    charts(new App({ outdir, yamlOutputType }));

  it('is the folder of a chart in the fleet layout, with odd names encoded as the files are', () => {
    const app = new FleetApp({ layout: FleetLayout.FLEET, outdir: './out/' });
    expect(sourceOf({ chart: charts(app) }).path).toBe('out/production/shop');
    const odd = new Chart(new Construct(app, 'a:b'), 'shop');
    expect(sourceOf({ chart: odd }).path).toBe('out/a%3Ab/shop');
  });

  it('needs no tool of a certain version', () => {
    const app = new FleetApp({ layout: FleetLayout.FLEET, outdir: 'out' });
    // with nothing for Kustomize, Helm or a plugin, Argo CD takes the YAML of the folder as it is
    expect(Object.keys(sourceOf({ chart: charts(app) })).sort()).toEqual([
      'path',
      'repoURL',
      'targetRevision',
    ]);
  });

  it('is the folder of a chart where each has one', () => {
    const chart = plain(YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE);
    expect(sourceOf({ chart })).toEqual({
      repoURL: REPOSITORY,
      targetRevision: 'HEAD',
      path: 'manifests/production-shop-c8f6eb4e',
    });
  });

  it('is the output with one file of it, where each chart is a file', () => {
    const platform = deliver({ chart: plain(YamlOutputType.FILE_PER_CHART) });
    const [application] = rendered(platform, 'Application');
    const file = 'production-shop-c8f6eb4e.k8s.yaml';
    expect(application?.spec).toMatchObject({ source: { path: 'manifests', directory: { include: file } } });
    expect(application?.metadata.annotations).toMatchObject({
      'argocd.argoproj.io/manifest-generate-paths': file,
    });
  });

  it('has the number that cdk8s gives to files once a chart waits for another', () => {
    const chart = plain(YamlOutputType.FILE_PER_CHART);
    const first = new Chart(App.of(chart), 'first');
    const platform = deliver({ chart });
    chart.addDependency(first);
    expect(specOf(platform, 'Application').source).toMatchObject({
      directory: { include: '0001-production-shop-c8f6eb4e.k8s.yaml' },
    });
  });

  it.each([YamlOutputType.FILE_PER_RESOURCE, YamlOutputType.FILE_PER_APP])(
    'cannot be derived for a chart with output type %s',
    (type) => {
      expect(() => deliver({ chart: plain(type) })).toThrow('where a chart has no path of its own');
    },
  );

  it.each([
    [YamlOutputType.FILE_PER_APP, undefined],
    [YamlOutputType.FILE_PER_CHART, undefined],
    [YamlOutputType.FILE_PER_RESOURCE, undefined],
    [YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE, { recurse: true }],
  ])('is the output of a whole app with output type %s', (type, directory) => {
    expect(sourceOf({ app: App.of(plain(type)) })).toEqual({
      repoURL: REPOSITORY,
      targetRevision: 'HEAD',
      path: 'manifests',
      directory,
    });
  });

  it('is the given folder rather than that of the app, and the root of the repository as a dot', () => {
    const chart = fleetChart();
    expect(sourceOf({ chart, outputRoot: 'deploy/rendered' }).path).toBe('deploy/rendered/shop');
    expect(sourceOf({ chart, outputRoot: '.' }).path).toBe('shop');
    expect(sourceOf({ app: App.of(chart), outputRoot: '.' }).path).toBe('.');
  });

  it.each(['/tmp/out', '../out', 'C:\\out'])(
    'cannot be derived from a folder outside of the repository: %s',
    (outputRoot) => {
      expect(() => deliver({ chart: fleetChart(), outputRoot })).toThrow('is no folder in the repository');
    },
  );
});

it('a hidden folder must be meant: cdk8s synth may make an app write to one', () => {
  const chart = new Chart(new FleetApp({ layout: FleetLayout.FLEET, outdir: '.cdk8s/synth' }), 'shop');
  expect(() => deliver({ chart })).toThrow(
    'outputRoot = ".cdk8s/synth"\n  is hidden, so hardly what is committed.',
  );
  expect(sourceOf({ chart, outputRoot: '.rendered' }).path).toBe('.rendered/shop');
});

// whatever cdk8s does with names: the path is right if something is there
it.each([
  ['FleetApp, fleet layout', (outdir: string) => new FleetApp({ outdir, layout: FleetLayout.FLEET })],
  ['App, a file per chart', (outdir: string) => new App({ outdir })],
  [
    'App, a folder per chart',
    (outdir: string) =>
      new App({ outdir, yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE }),
  ],
])('the path is there after synthesis: %s', (_, makeApp) => {
  const outdir = mkdtempSync(join(tmpdir(), 'deliver-'));
  try {
    for (const waits of [false, true]) {
      const app = makeApp(outdir);
      const shop = fleetChart('shop', 'shop', app);
      if (waits) shop.addDependency(fleetChart('data', 'shop', app));
      const { path, directory } = sourceOf({ chart: shop, outputRoot: 'out' }) as {
        path: string;
        directory?: { include: string };
      };
      app.synth();
      const inOutput = path.replace(/^out\/?/, '');
      expect([
        inOutput,
        directory?.include,
        existsSync(join(outdir, inOutput, directory?.include ?? '')),
      ]).toEqual([inOutput, directory?.include, true]);
      expect(inOutput + (directory?.include ?? '')).not.toBe('');
    }
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
});

describe('is refused', () => {
  it('without a chart, and with chart and app', () => {
    const chart = fleetChart();
    expect(() => deliver({})).toThrow('chart\n  is needed, or app, and not both');
    expect(() => deliver({ chart, app: App.of(chart) })).toThrow('is needed, or app, and not both');
  });

  it('where the Application would deliver itself', () => {
    const platform = fleetChart('platform', 'argocd');
    expect(() => deliver({ chart: platform }, platform)).toThrow(
      'holds this Application, which would deliver itself',
    );
    expect(() => deliver({ app: App.of(platform) }, fleetChart('other', 'argocd', App.of(platform)))).toThrow(
      'holds this Application, which would deliver itself',
    );
  });

  it('without a repository', () => {
    expect(() => deliver({ chart: fleetChart(), repoUrl: '' })).toThrow('repoUrl = ""\n  is empty');
  });
});
