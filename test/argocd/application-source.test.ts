import {
  ApplicationSource,
  ArgoApplication,
  ArgoProject,
  Destination,
  type SourceHydrator,
} from '../../lib/argocd';
import { platformChart, REPOSITORY, specOf } from './argo-fixture';

function application(
  source:
    | { source: ApplicationSource }
    | { sources: ApplicationSource[] }
    | { sourceHydrator: SourceHydrator },
) {
  const chart = platformChart();
  const project = ArgoProject.fromProjectName(chart, 'project', 'infrastructure');
  new ArgoApplication(chart, 'shop', { project, destination: Destination.inCluster('shop'), ...source });
  return specOf(chart, 'Application');
}

const sourceOf = (source: ApplicationSource) => application({ source }).source;

it('a directory has its files, and an OCI artifact its folder', () => {
  const directory = {
    repoUrl: REPOSITORY,
    path: 'a',
    targetRevision: 'main',
    recurse: true,
    include: '*.yaml',
    exclude: 'b/*',
  };
  expect(sourceOf(ApplicationSource.directory({ ...directory, tagPrefix: 'shop/', name: 'shop' }))).toEqual({
    repoURL: REPOSITORY,
    path: 'a',
    targetRevision: 'main',
    tagPrefix: 'shop/',
    name: 'shop',
    directory: { recurse: true, include: '*.yaml', exclude: 'b/*' },
  });
  expect(
    sourceOf(ApplicationSource.oci({ repoUrl: 'oci://ghcr.io/acme/manifests', targetRevision: '1.0.0' })),
  ).toEqual({
    repoURL: 'oci://ghcr.io/acme/manifests',
    path: '.',
    targetRevision: '1.0.0',
  });
});

it('a Helm chart comes from a repository or from Git, with values as an object', () => {
  const options = {
    releaseName: 'shop',
    valueFiles: ['$values/shop.yaml'],
    values: { replicas: 2 },
    skipCrds: true,
  };
  const helm = {
    releaseName: 'shop',
    valueFiles: ['$values/shop.yaml'],
    valuesObject: { replicas: 2 },
    skipCrds: true,
  };
  const chart = { repoUrl: 'ghcr.io/acme/charts', chart: 'shop', version: '1.x' };
  expect(sourceOf(ApplicationSource.helmRepository({ ...chart, ...options }))).toEqual({
    repoURL: 'ghcr.io/acme/charts',
    chart: 'shop',
    targetRevision: '1.x',
    helm,
  });
  expect(
    sourceOf(ApplicationSource.helmGit({ repoUrl: REPOSITORY, path: 'charts/shop', ...options })),
  ).toEqual({
    repoURL: REPOSITORY,
    path: 'charts/shop',
    helm,
  });
});

describe('a kustomization', () => {
  const base = { repoUrl: REPOSITORY, path: 'overlays/production' };

  it('puts labels on objects and pods, never into selectors', () => {
    expect(sourceOf(ApplicationSource.kustomize({ ...base, labels: { team: 'shop' } }))).toEqual({
      repoURL: REPOSITORY,
      path: 'overlays/production',
      kustomize: { commonLabels: { team: 'shop' }, labelWithoutSelector: true, labelIncludeTemplates: true },
    });
  });

  it('refuses the label by which Argo CD may track objects', () => {
    const labels = { 'app.kubernetes.io/instance': 'shop' };
    expect(() => ApplicationSource.kustomize({ ...base, labels })).toThrow(
      'is a label that Argo CD itself may set',
    );
  });

  it('has no build options: those are settings of Argo CD', () => {
    const everything = ApplicationSource.kustomize({
      ...base,
      images: ['shop=ghcr.io/acme/shop:1.0.0'],
      annotations: { contact: 'shop@acme.com' },
      namePrefix: 'a-',
      nameSuffix: '-b',
      namespace: 'shop',
      replicas: [{ name: 'shop', count: 2 }],
      components: ['../debug'],
      version: 'v5.4.1',
    });
    const { kustomize } = sourceOf(everything) as { kustomize: object };
    expect(Object.keys(kustomize).sort()).toEqual([
      'commonAnnotations',
      'components',
      'images',
      'namePrefix',
      'nameSuffix',
      'namespace',
      'replicas',
      'version',
    ]);
  });
});

it('several sources stand in a list, one of them only for its values', () => {
  const chart = ApplicationSource.helmRepository({
    repoUrl: 'https://charts.example.com',
    chart: 'shop',
    version: '1.0.0',
    valueFiles: ['$values/shop.yaml'],
  });
  const values = ApplicationSource.reference({ repoUrl: REPOSITORY, ref: 'values', targetRevision: 'main' });
  expect(application({ sources: [chart, values] }).sources).toEqual([
    {
      repoURL: 'https://charts.example.com',
      chart: 'shop',
      targetRevision: '1.0.0',
      helm: { valueFiles: ['$values/shop.yaml'] },
    },
    { repoURL: REPOSITORY, ref: 'values', targetRevision: 'main' },
  ]);
  expect(() => application({ source: values })).toThrow('only holds values for other sources');
});

describe('a source hydrator', () => {
  const drySource = ApplicationSource.kustomize({
    repoUrl: REPOSITORY,
    path: 'overlays',
    targetRevision: 'main',
  });
  const hydrator = { drySource, syncBranch: 'environments/production', syncPath: 'shop' };

  it('renders from one branch to another', () => {
    const whole = {
      ...hydrator,
      syncRepoUrl: 'https://github.com/acme/rendered',
      hydrateTo: 'environments/next',
    };
    expect(application({ sourceHydrator: whole }).sourceHydrator).toEqual({
      drySource: { repoURL: REPOSITORY, path: 'overlays', targetRevision: 'main' },
      syncSource: {
        targetBranch: 'environments/production',
        path: 'shop',
        repoURL: 'https://github.com/acme/rendered',
      },
      hydrateTo: { targetBranch: 'environments/next' },
    });
  });

  it.each<[string, Partial<SourceHydrator>, string]>([
    ['the root of a branch', { syncPath: '.' }, 'is the root of the branch'],
    ['no branch', { syncBranch: '' }, 'is empty'],
    ['no branch to commit to', { hydrateTo: '' }, 'is empty'],
    [
      'no revision of the dry source',
      { drySource: ApplicationSource.kustomize({ repoUrl: REPOSITORY, path: 'a' }) },
      'spec.sourceHydrator.drySource.targetRevision = ""',
    ],
    [
      'an artifact as dry source',
      { drySource: ApplicationSource.oci({ repoUrl: 'oci://a/b', targetRevision: '1' }) },
      'is no folder in Git',
    ],
  ])('is refused with %s', (_, changes, reason) => {
    expect(() => application({ sourceHydrator: { ...hydrator, ...changes } })).toThrow(reason);
  });
});

it.each([
  [() => ApplicationSource.directory({ repoUrl: '', path: 'a' }), 'repoUrl = ""\n  is empty'],
  [() => ApplicationSource.directory({ repoUrl: REPOSITORY, path: '' }), 'path = ""\n  is empty'],
  [() => ApplicationSource.directory({ repoUrl: REPOSITORY, path: '/a' }), 'is absolute'],
  [
    () => ApplicationSource.helmRepository({ repoUrl: REPOSITORY, chart: '', version: '1' }),
    'chart = ""\n  is empty',
  ],
  [
    () => ApplicationSource.helmRepository({ repoUrl: REPOSITORY, chart: 'a', version: '' }),
    'version = ""\n  is empty',
  ],
  [
    () => ApplicationSource.helmRepository({ repoUrl: 'oci://a', chart: 'a', version: '1' }),
    'begins with oci://',
  ],
  [
    () => ApplicationSource.oci({ repoUrl: 'https://a', targetRevision: '1' }),
    'is no address of an artifact',
  ],
  [
    () => ApplicationSource.oci({ repoUrl: 'oci://a', targetRevision: '' }),
    'targetRevision = ""\n  is empty',
  ],
  [() => ApplicationSource.reference({ repoUrl: REPOSITORY, ref: '' }), 'ref = ""\n  is empty'],
])('a source that Argo CD could not read is refused: %#', (make, reason) => {
  expect(make).toThrow(reason);
});
