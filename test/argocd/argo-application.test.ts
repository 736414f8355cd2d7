import { Duration, Testing } from 'cdk8s';
import {
  ApplicationFinalizer,
  ApplicationSource,
  ArgoApplication,
  type ArgoApplicationOptions,
  type ArgoApplicationProps,
  ArgoProject,
  Destination,
  PrunePropagation,
  Removal,
  SyncOption,
  SyncPolicy,
  SyncWindow,
} from '../../lib/argocd';
import { platformChart, REPOSITORY, rendered, specOf } from './argo-fixture';

const git = ApplicationSource.directory({ repoUrl: REPOSITORY, path: 'manifests' });

type Changes = Partial<ArgoApplicationProps>;

function application(changes: Changes = {}) {
  const chart = platformChart();
  const project = ArgoProject.fromProjectName(chart, 'project', 'infrastructure');
  const source = changes.sources || changes.sourceHydrator ? undefined : git;
  new ArgoApplication(chart, 'shop', {
    project,
    destination: Destination.inCluster('shop'),
    source,
    ...changes,
  });
  return chart;
}

function refusal(changes: Changes): () => unknown {
  return () => application(changes);
}

/** The spec of an application with these properties. */
function spec(changes: Changes = {}): Record<string, unknown> {
  return specOf(application(changes), 'Application');
}

function annotations(changes: Changes = {}): unknown {
  return rendered(application(changes), 'Application')[0]?.metadata.annotations;
}

it('minimal', () => {
  expect(Testing.synth(application())).toMatchSnapshot();
});

it('all the properties', () => {
  const chart = platformChart();
  const options: Required<ArgoApplicationOptions> = {
    metadata: {
      name: 'shop-production',
      labels: { team: 'shop' },
      annotations: { 'acme.com/owner': 'shop' },
    },
    project: ArgoProject.fromProjectName(chart, 'project', 'infrastructure'),
    destination: Destination.cluster('production', 'shop'),
    syncPolicy: SyncPolicy.automated({ prune: true, selfHeal: true, allowEmpty: false }),
    syncOptions: [
      SyncOption.pruneLast(),
      SyncOption.respectIgnoreDifferences(),
      SyncOption.prunePropagationPolicy(PrunePropagation.BACKGROUND),
    ],
    retry: {
      limit: 5,
      duration: Duration.seconds(5),
      factor: 2,
      maxDuration: Duration.minutes(3),
      refresh: true,
    },
    managedNamespaceMetadata: {
      labels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
      annotations: { a: 'b' },
    },
    ignoreDifferences: [
      {
        group: 'apps',
        kind: 'Deployment',
        name: 'shop',
        namespace: 'shop',
        jsonPointers: ['/spec/replicas'],
      },
      { kind: 'Service', jqPathExpressions: ['.spec.ports[].nodePort'], managedFieldsManagers: ['cloud'] },
    ],
    protection: Removal.CONFIRMED,
    finalizer: ApplicationFinalizer.BACKGROUND,
    info: [{ name: 'Team', value: 'Shop' }],
    revisionHistoryLimit: 3,
    serverSideDiff: false,
    manifestGeneratePaths: ['.', '/common'],
  };
  new ArgoApplication(chart, 'shop', { ...options, source: git });
  expect(Testing.synth(chart)).toMatchSnapshot();
});

describe('what nobody asks for', () => {
  it('is server-side apply, and comparison on the server', () => {
    expect(spec().syncPolicy).toEqual({ syncOptions: ['ServerSideApply=true'] });
    expect(annotations()).toMatchObject({ 'argocd.argoproj.io/compare-options': 'ServerSideDiff=true' });
  });

  it('is looking only at commits that touch the path, where there is one', () => {
    expect(annotations()).toMatchObject({ 'argocd.argoproj.io/manifest-generate-paths': '.' });
    const helm = ApplicationSource.helmRepository({
      repoUrl: 'https://charts.example.com',
      chart: 'a',
      version: '1.0.0',
    });
    expect(annotations({ source: helm })).not.toHaveProperty(['argocd.argoproj.io/manifest-generate-paths']);
  });

  it('is the foreground finalizer, which can be another or none', () => {
    const finalizers = (finalizer?: ApplicationFinalizer) =>
      rendered(application({ finalizer }), 'Application')[0]?.metadata.finalizers;
    expect(finalizers()).toEqual(['resources-finalizer.argocd.argoproj.io/foreground']);
    expect(finalizers(ApplicationFinalizer.BACKGROUND)).toEqual([
      'resources-finalizer.argocd.argoproj.io/background',
    ]);
    expect(finalizers(ApplicationFinalizer.NONE)).toBeUndefined();
  });
});

describe('the sync policy', () => {
  it('automated says that it is enabled, and what it was told', () => {
    expect(spec({ syncPolicy: SyncPolicy.automated() }).syncPolicy).toMatchObject({
      automated: { enabled: true },
    });
    expect(spec({ syncPolicy: SyncPolicy.automated({ prune: true }) }).syncPolicy).toMatchObject({
      automated: { enabled: true, prune: true },
    });
  });

  it('manual is without automation', () => {
    expect(spec({ syncPolicy: SyncPolicy.manual() }).syncPolicy).not.toHaveProperty('automated');
  });

  it('approval is without automation, and adds its windows to the project, for this application', () => {
    const chart = platformChart();
    const project = new ArgoProject(chart, 'production', {
      sourceRepos: ['*'],
      destinations: [Destination.inCluster('*')],
    });
    const window = { schedule: '0 8 * * 1-4', duration: Duration.hours(8) };
    new ArgoApplication(chart, 'shop', {
      project,
      destination: Destination.inCluster('shop'),
      source: git,
      syncPolicy: SyncPolicy.approval([
        SyncWindow.allow(window),
        SyncWindow.deny({ ...window, namespaces: ['shop'], duration: Duration.minutes(90) }),
      ]),
    });
    expect(specOf(chart, 'Application').syncPolicy).not.toHaveProperty('automated');
    expect(specOf(chart, 'AppProject').syncWindows).toEqual([
      { kind: 'allow', schedule: '0 8 * * 1-4', duration: '8h', applications: ['shop'] },
      { kind: 'deny', schedule: '0 8 * * 1-4', duration: '1h30m', namespaces: ['shop'] },
    ]);
  });

  it('approval is refused without a window, and in a project that is not made here', () => {
    expect(() => SyncPolicy.approval([])).toThrow('holds no window');
    const window = SyncWindow.allow({ schedule: '0 8 * * *', duration: Duration.hours(1) });
    expect(refusal({ syncPolicy: SyncPolicy.approval([window]) })).toThrow(
      'platform/shop: syncPolicy = "infrastructure"\n  needs windows in a project that is not made here.',
    );
  });
});

describe('sync options', () => {
  it('are sorted, each once, and server-side apply can be switched off', () => {
    const options = [SyncOption.serverSideApply(false), SyncOption.pruneLast(), SyncOption.pruneLast()];
    expect(spec({ syncOptions: options }).syncPolicy).toEqual({
      syncOptions: ['PruneLast=true', 'ServerSideApply=false'],
    });
  });

  it('are refused where two contradict each other', () => {
    const syncOptions = [SyncOption.prune(Removal.FORBIDDEN), SyncOption.prune(Removal.CONFIRMED)];
    expect(refusal({ syncOptions })).toThrow(
      'platform/shop: spec.syncPolicy.syncOptions = "Prune=confirm"\n  contradicts Prune=false.',
    );
  });

  it('are none that say what Argo CD does anyway', () => {
    const all = [
      SyncOption.createNamespace(),
      SyncOption.serverSideApply(),
      SyncOption.pruneLast(),
      SyncOption.prune(Removal.FORBIDDEN),
      SyncOption.deletion(Removal.FORBIDDEN),
      SyncOption.prunePropagationPolicy(PrunePropagation.ORPHAN),
      SyncOption.applyOutOfSyncOnly(),
      SyncOption.respectIgnoreDifferences(),
      SyncOption.failOnSharedResource(),
      SyncOption.skipDryRunOnMissingResource(),
      SyncOption.skipValidation(),
      SyncOption.replace(),
      SyncOption.skipClientSideApplyMigration(),
    ];
    expect(all.map(String)).not.toEqual(expect.arrayContaining(['Validate=true']));
    expect(all.map(String)).not.toEqual(expect.arrayContaining(['Replace=false']));
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });
});

describe('the namespace', () => {
  it('is created where it is to have labels', () => {
    const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
    expect(spec({ managedNamespaceMetadata: { labels } }).syncPolicy).toEqual({
      managedNamespaceMetadata: { labels },
      syncOptions: ['CreateNamespace=true', 'ServerSideApply=true'],
    });
  });

  it('must be named where it is to be created', () => {
    const syncOptions = [SyncOption.createNamespace()];
    expect(refusal({ syncOptions, destination: Destination.inCluster() })).toThrow(
      'is missing, and is to be created',
    );
  });
});

it('a protected application is kept by who holds it, and keeps what it delivers', () => {
  const protection = Removal.FORBIDDEN;
  expect(annotations({ protection })).toMatchObject({
    'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
  });
  expect(spec({ protection }).syncPolicy).toMatchObject({
    syncOptions: ['Delete=false', 'Prune=false', 'ServerSideApply=true'],
  });
});

describe('a destination', () => {
  it.each([
    [Destination.cluster('production', 'shop'), { name: 'production', namespace: 'shop' }],
    [
      Destination.server('https://10.0.0.1:6443', 'shop'),
      { server: 'https://10.0.0.1:6443', namespace: 'shop' },
    ],
    [Destination.inCluster('shop'), { server: 'https://kubernetes.default.svc', namespace: 'shop' }],
    [Destination.inCluster(), { server: 'https://kubernetes.default.svc' }],
  ])('is a name or a URL, never both: %#', (destination, expected) => {
    expect(spec({ destination }).destination).toEqual(expected);
  });

  it('is refused where it is empty', () => {
    expect(() => Destination.cluster('')).toThrow('Destination.cluster: name = ""\n  is empty.');
    expect(() => Destination.server(' ')).toThrow('is empty');
    expect(() => Destination.inCluster('')).toThrow('is empty');
  });
});

describe('is refused', () => {
  it.each<[string, Changes, string]>([
    ['no source', { source: undefined }, 'must be one of source, sources and sourceHydrator'],
    [
      'two kinds of source',
      { source: git, sources: [git] },
      'must be one of source, sources and sourceHydrator',
    ],
    ['an empty list of sources', { sources: [] }, 'holds no source'],
    ['a negative history', { revisionHistoryLimit: -1 }, 'is no number of syncs'],
    ['half a try', { retry: { limit: 0.5 } }, 'is no number of tries'],
    ['a shrinking backoff', { retry: { limit: 1, factor: 0 } }, 'would shorten the time'],
    ['an invalid name', { metadata: { name: 'Shop_1' } }, 'is no name of a Kubernetes object'],
    [
      'a rule for no field',
      { ignoreDifferences: [{ kind: 'Deployment' }] },
      'names no field, so it ignores nothing',
    ],
    [
      'a rule that hides Secrets',
      { ignoreDifferences: [{ kind: 'Secret', jsonPointers: ['/data'] }] },
      'hides every change of Secrets',
    ],
  ])('%s', (_, changes, reason) => {
    expect(refusal(changes)).toThrow(reason);
  });

  it('the project that allows everything', () => {
    expect(() => ArgoProject.fromProjectName(platformChart(), 'default', 'default')).toThrow(
      'platform/default: spec.project = "default"\n  is the project that lets every application do everything.',
    );
  });
});
