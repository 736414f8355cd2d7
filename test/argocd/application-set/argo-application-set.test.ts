import { Duration } from 'cdk8s';
import {
  ApplicationFinalizer,
  ApplicationSetGenerator,
  ApplicationSource,
  ApplicationsSync,
  ArgoApplicationSet,
  type ArgoApplicationSetProps,
  ArgoProject,
  DeletionOrder,
  Destination,
  type GitFilesGeneratorProps,
  LabelOperator,
  MaxUpdate,
  MergeRequestState,
  StepMatch,
  SyncPolicy,
  SyncWindow,
  TemplatePatch,
} from '../../../lib/argocd';
import { platformChart, REPOSITORY, rendered, specOf } from '../argo-fixture';
import { aSet } from './set-fixture';

it('minimal', () => {
  expect(rendered(aSet().chart, 'ApplicationSet')).toMatchSnapshot();
});

it('all the properties', () => {
  const chart = platformChart();
  const props: Required<ArgoApplicationSetProps> = {
    metadata: { name: 'set', namespace: 'argocd-2', labels: { a: 'b' } },
    generators: [ApplicationSetGenerator.list([{ name: 'x', nested: { list: [1, true, 'a'] } }])],
    template: {
      metadata: {
        name: '{{.name}}',
        labels: { name: '{{.name}}' },
        annotations: { note: '{{.nested.list}}' },
      },
      project: ArgoProject.fromProjectName(chart, 'project', 'apps'),
      destination: Destination.cluster('{{.name}}', 'chatgpt'),
      source: ApplicationSource.directory({ repoUrl: REPOSITORY, path: '{{.name}}' }),
      finalizer: ApplicationFinalizer.BACKGROUND,
      syncPolicy: SyncPolicy.automated({ prune: true }),
    },
    templatePatch: TemplatePatch.fields({ metadata: { labels: { patched: 'yes' } } }),
    applicationsSync: ApplicationsSync.CREATE_UPDATE,
    preserveResourcesOnDeletion: false,
    ignoreApplicationDifferences: [
      { name: 'x', jsonPointers: ['/spec/info'], jqPathExpressions: ['.spec.source.targetRevision'] },
    ],
    preservedFields: { annotations: ['a'], labels: ['b'] },
    rollingSync: {
      steps: [{ matches: [StepMatch.labelIn('name', ['x'])], maxUpdate: MaxUpdate.percent(20) }],
      deletionOrder: DeletionOrder.REVERSE,
    },
    previewInputs: { clusters: [] },
  };
  const set = new ArgoApplicationSet(chart, 'all', props);
  expect(rendered(chart, 'ApplicationSet')).toMatchSnapshot();
  expect(set.preview()).toMatchSnapshot();
});

describe('generators', () => {
  const generatorOf = (generator: ApplicationSetGenerator) => {
    const { chart } = aSet({ generators: [generator] });
    return (specOf(chart, 'ApplicationSet').generators as unknown[])[0];
  };
  const git: Required<GitFilesGeneratorProps> = {
    repoUrl: REPOSITORY,
    revision: 'main',
    files: ['a/*.json'],
    exclude: ['a/b.json'],
    values: { x: '{{.path.path}}' },
    pathParamPrefix: 'own',
    requeueAfter: Duration.minutes(5),
  };

  it('have all fields', () => {
    const clusters = ApplicationSetGenerator.clusters({
      selector: {
        matchLabels: { a: 'b' },
        matchExpressions: [{ key: 'c', operator: LabelOperator.NOT_IN, values: ['d'] }],
      },
      values: { name: '{{.nameNormalized}}' },
      flatList: true,
    });
    const requests = {
      labels: ['preview'],
      filters: [{ branchMatch: '^f', targetBranchMatch: 'main', titleMatch: 'x' }],
    };
    const token = { secretName: 'token', key: 'value' };
    const more = { ...requests, values: { a: '{{.number}}' }, token, requeueAfter: Duration.minutes(1) };
    expect([
      generatorOf(clusters),
      generatorOf(ApplicationSetGenerator.gitFiles(git)),
      generatorOf(ApplicationSetGenerator.gitDirectories({ ...git, directories: ['a/*'], exclude: ['a/b'] })),
      generatorOf(
        ApplicationSetGenerator.merge(['name'], [clusters, ApplicationSetGenerator.list([{ name: 'a' }])]),
      ),
      generatorOf(clusters.only({ matchLabels: { name: 'https://10.0.0.1' } })),
      generatorOf(
        ApplicationSetGenerator.githubPullRequests({
          owner: 'acme',
          repo: 'shop',
          api: 'https://x',
          ...more,
        }),
      ),
      generatorOf(
        ApplicationSetGenerator.githubPullRequests({ owner: 'acme', repo: 'shop', appSecretName: 'app' }),
      ),
      generatorOf(
        ApplicationSetGenerator.gitlabPullRequests({
          project: '7',
          api: 'https://x',
          state: MergeRequestState.MERGED,
          ...more,
        }),
      ),
      generatorOf(
        ApplicationSetGenerator.giteaPullRequests({ api: 'https://x', owner: 'acme', repo: 'shop', ...more }),
      ),
    ]).toMatchSnapshot();
  });

  it.each([
    ['no file', () => ApplicationSetGenerator.gitFiles({ ...git, files: [] }), 'names nothing'],
    ['an absolute path', () => ApplicationSetGenerator.gitFiles({ ...git, files: ['/a'] }), 'is absolute'],
    ['magic', () => ApplicationSetGenerator.gitFiles({ ...git, files: [':(glob)a'] }), 'means magic'],
    [
      'a slash',
      () => ApplicationSetGenerator.gitDirectories({ ...git, directories: ['a/'] }),
      'ends with a slash',
    ],
    [
      'a prefix',
      () => ApplicationSetGenerator.gitFiles({ ...git, pathParamPrefix: 'a.b' }),
      'is no name of a field',
    ],
    [
      'one to merge',
      () => ApplicationSetGenerator.merge(['a'], [ApplicationSetGenerator.list([])]),
      'less than two',
    ],
    ['no key', () => ApplicationSetGenerator.merge([], []), 'less than two'],
    [
      'two ways to sign in',
      () =>
        ApplicationSetGenerator.githubPullRequests({
          owner: 'a',
          repo: 'b',
          appSecretName: 'c',
          token: { secretName: 'd', key: 'e' },
        }),
      'is given beside a GitHub App',
    ],
    [
      'a template in a filter',
      () => ApplicationSetGenerator.list([]).only({ matchLabels: { a: '{{.b}}' } }),
      'is not rendered',
    ],
    [
      'a condition without values',
      () =>
        ApplicationSetGenerator.clusters({
          selector: { matchExpressions: [{ key: 'a', operator: LabelOperator.IN }] },
        }),
      'compares with no value',
    ],
    ['null', () => ApplicationSetGenerator.list([{ a: [null] }]), 'is no value that a manifest can hold'],
    ['no share', () => MaxUpdate.percent(0), 'is no share'],
    ['no number', () => MaxUpdate.count(1.5), 'is no number of applications'],
    ['no value', () => StepMatch.labelIn('a', []), 'of a are none'],
  ])('are refused with %s', (_, make, rule) => {
    expect(make as () => void).toThrow(rule);
  });
});

describe('a set is refused', () => {
  const chart = platformChart();
  const project = ArgoProject.fromProjectName(chart, 'project', 'apps');
  const destination = Destination.inCluster('a');
  const source = ApplicationSource.directory({ repoUrl: REPOSITORY, path: 'a' });
  const template = { metadata: { name: '{{.name}}' }, project, destination, source };
  const generators = [ApplicationSetGenerator.list([{ name: 'a' }])];
  const window = SyncWindow.allow({ schedule: '0 8 * * *', duration: Duration.hours(1) });

  it.each([
    ['without a generator', { generators: [], template }, 'holds no generator'],
    [
      'without a name',
      { generators, template: { project, destination, source } },
      'spec.template.metadata.name',
    ],
    [
      'with a namespace',
      { generators, template: { ...template, metadata: { name: 'a', namespace: 'b' } } },
      'is that of the set',
    ],
    [
      'with a finalizer that contradicts what is preserved',
      { generators, template: { ...template, finalizer: ApplicationFinalizer.FOREGROUND } },
      'is contradicted by the finalizer',
    ],
    [
      'without a finalizer where nothing is preserved',
      {
        generators,
        preserveResourcesOnDeletion: false,
        template: { ...template, finalizer: ApplicationFinalizer.NONE },
      },
      'adds a finalizer of its own',
    ],
    [
      'with windows',
      { generators, template: { ...template, syncPolicy: SyncPolicy.approval([window]) } },
      'needs windows',
    ],
    [
      'with a step for all',
      { generators, template, rollingSync: { steps: [{ matches: [] }] } },
      'has no condition',
    ],
    ['without a step', { generators, template, rollingSync: { steps: [] } }, 'holds no step'],
    [
      'ignoring nothing',
      { generators, template, ignoreApplicationDifferences: [{ name: 'a' }] },
      'names no field',
    ],
  ])('%s', (id, props, rule) => {
    expect(() => new ArgoApplicationSet(chart, id.replaceAll(' ', '-'), props)).toThrow(rule);
  });
});

it('a project that allows what its charts contain knows nothing of a set', () => {
  const { chart } = aSet({
    project: (scope) => {
      const project = new ArgoProject(scope, 'apps', {
        sourceRepos: ['*'],
        destinations: [Destination.inCluster('*')],
      });
      project.allowEmitted();
      return project;
    },
  });
  expect(() => rendered(chart, 'ApplicationSet')).toThrow(/would forbid all kinds of platform\/shop/);
});
