import { App, Chart, Testing } from 'cdk8s';
import {
  ApplicationSource,
  ArgoApplication,
  type ArgoDeliveryProps,
  ArgoProject,
  type ArgoProjectProps,
  Destination,
  SyncOption,
} from '../../lib/argocd';
import { emit, fleetChart, PRODUCTION, platformChart, REPOSITORY, specOf } from './argo-fixture';

/** A project, and an application in it that delivers a chart with a ConfigMap in chatgpt-production. */
function synth(props: ArgoProjectProps, delivery: Partial<ArgoDeliveryProps> = {}, chart = fleetChart()) {
  const platform = platformChart();
  const project = new ArgoProject(platform, 'live', {
    sourceRepos: [REPOSITORY],
    destinations: [Destination.server(PRODUCTION, 'chatgpt-*')],
    ...props,
  });
  ArgoApplication.deliver(platform, 'shop', {
    project,
    destination: Destination.server(PRODUCTION),
    repoUrl: REPOSITORY,
    chart,
    ...delivery,
  });
  return () => Testing.synth(platform);
}

const says = (message: string) => `will be refused by Argo CD: "${message}"`;

it('an application that keeps the rules of its project is synthesized', () => {
  expect(synth({})).not.toThrow();
});

describe('the repository', () => {
  const message = `application repo ${REPOSITORY} is not permitted in project 'live'`;

  it.each([
    [[]],
    [['https://github.com/acme/*/x']],
    [['*', '!https://github.com/acme/*']],
    [['https://github.com/*']],
  ])('is told where the project has only %j', (sourceRepos) => {
    expect(synth({ sourceRepos })).toThrow(
      `platform/shop: spec.source.repoURL = "${REPOSITORY}"\n  ${says(message)}.\n` +
        '  Fix: add it to sourceRepos of the project.',
    );
  });

  it.each([
    [['*']],
    [['https://github.com/acme/*']],
    [['https://github.com/**']],
    [['HTTPS://github.com/Acme/Deployments.git']],
    [['!https://other/*']],
  ])('is fine where the project has %j', (sourceRepos) => {
    expect(synth({ sourceRepos })).not.toThrow();
  });

  it('is each of several, and that which a hydrator writes to', () => {
    const platform = platformChart();
    const project = new ArgoProject(platform, 'live', {
      sourceRepos: ['https://a/dry'],
      destinations: [Destination.inCluster('shop')],
    });
    const options = { project, destination: Destination.inCluster('shop') };
    const at = (repoUrl: string) =>
      ApplicationSource.directory({ repoUrl, path: 'a', targetRevision: 'main' });
    new ArgoApplication(platform, 'many', { ...options, sources: [at('https://a/dry'), at('https://a/x')] });
    new ArgoApplication(platform, 'hydrated', {
      ...options,
      sourceHydrator: {
        drySource: at('https://a/dry'),
        syncBranch: 'live',
        syncPath: 'shop',
        syncRepoUrl: 'https://a/wet',
      },
    });
    expect(() => Testing.synth(platform)).toThrow(
      "application repo https://a/x is not permitted in project 'live'",
    );
    expect(() => Testing.synth(platform)).toThrow(
      "sync source repo https://a/wet is not permitted in project 'live'",
    );
  });
});

describe('the destination', () => {
  const message = (cluster: string, namespace: string) =>
    says(
      `application destination server '${cluster}' and namespace '${namespace}' do not match any of the allowed destinations in project 'live'`,
    );

  it.each<[string, Destination[]]>([
    ['none', []],
    ['another cluster', [Destination.server('https://10.0.0.2:6443', '*')]],
    ['another namespace', [Destination.server(PRODUCTION, 'other-*')]],
    ['a denied namespace', [Destination.server('*', '*'), Destination.server(PRODUCTION, '!chatgpt-*')]],
    ['a denied cluster', [Destination.server('*', '*'), Destination.server(`!${PRODUCTION}`, '*')]],
  ])('is told where the project has %s', (_, destinations) => {
    expect(synth({ destinations })).toThrow(message(PRODUCTION, 'chatgpt-production'));
  });

  it('is told by its name where that is how it is given', () => {
    const destinations = [Destination.cluster('staging', '*')];
    const destination = Destination.cluster('production');
    expect(synth({ destinations }, { destination })).toThrow(message('production', 'chatgpt-production'));
  });

  it('of Argo CD itself is the same by name and by URL', () => {
    const destinations = [Destination.cluster('in-cluster', '*')];
    expect(synth({ destinations }, { destination: Destination.inCluster() })).not.toThrow();
    const byUrl = [Destination.inCluster('*')];
    expect(synth({ destinations: byUrl }, { destination: Destination.cluster('in-cluster') })).not.toThrow();
  });

  it('is left to Argo CD where only that knows which cluster has which name', () => {
    const destinations = [Destination.cluster('production', '*')];
    expect(synth({ destinations })).not.toThrow();
    // but the namespace does not depend on it
    const elsewhere = [Destination.cluster('production', 'other')];
    expect(synth({ destinations: elsewhere })).toThrow(message(PRODUCTION, 'chatgpt-production'));
  });

  it('is each namespace that objects name', () => {
    const chart = fleetChart();
    emit(chart, 'v1', 'Service', 'a', 'kube-system');
    expect(synth({}, {}, chart)).toThrow(says("namespace kube-system is not permitted in project 'live'"));
  });
});

describe('kinds', () => {
  it('of namespaces are all allowed until some are, and those of the cluster never', () => {
    const chart = fleetChart();
    emit(chart, 'acme.com/v1', 'Thing', 'a');
    expect(synth({}, {}, chart)).not.toThrow();
    const namespaceResourceWhitelist = [{ group: '', kind: '*' }];
    const thing = says('resource acme.com:Thing is not permitted in project live');
    expect(synth({ namespaceResourceWhitelist }, {}, chart)).toThrow(thing);
    expect(synth({ namespaceResourceBlacklist: [{ group: '*', kind: 'T*' }] }, {}, chart)).toThrow(thing);
    const cluster = fleetChart('cluster');
    emit(cluster, 'v1', 'Namespace', 'a');
    expect(synth({}, {}, cluster)).toThrow(says('resource :Namespace is not permitted in project live'));
  });

  it('of the cluster are allowed, and denied, by name', () => {
    const chart = fleetChart();
    emit(chart, 'v1', 'Namespace', 'chatgpt-a');
    const clusterResourceWhitelist = [{ group: '', kind: 'Namespace', name: 'chatgpt-*' }];
    expect(synth({ clusterResourceWhitelist }, {}, chart)).not.toThrow();
    const clusterResourceBlacklist = [{ group: '', kind: 'Namespace', name: '*-a' }];
    expect(synth({ clusterResourceWhitelist, clusterResourceBlacklist }, {}, chart)).toThrow(
      'resource :Namespace is not permitted in project live',
    );
  });

  it('are those of a whole app, and a namespace that Argo CD is to create', () => {
    const app = new App({ outdir: 'dist' });
    emit(new Chart(app, 'a', { namespace: 'chatgpt-a' }), 'v1', 'Secret', 'a');
    const namespaceResourceWhitelist = [{ group: 'apps', kind: '*' }];
    const destination = Destination.server(PRODUCTION, 'chatgpt-a');
    expect(synth({ namespaceResourceWhitelist }, { chart: undefined, app, destination })).toThrow(
      'resource :Secret is not permitted in project live',
    );
    const syncOptions = [SyncOption.createNamespace()];
    expect(synth({}, { syncOptions })).toThrow(
      '  delivers Namespace chatgpt-production, and will be refused by Argo CD: "resource :Namespace is not permitted in project live".',
    );
    const platform = platformChart();
    const project = new ArgoProject(platform, 'live', {
      sourceRepos: ['*'],
      destinations: [Destination.server('*', '*')],
    });
    project.allowEmitted();
    ArgoApplication.deliver(platform, 'shop', {
      project,
      destination: Destination.server(PRODUCTION),
      repoUrl: REPOSITORY,
      chart: fleetChart(),
      syncOptions,
    });
    expect(specOf(platform, 'AppProject').clusterResourceWhitelist).toEqual([
      { group: '', kind: 'Namespace', name: 'chatgpt-production' },
    ]);
  });
});

describe('an application in another namespace than its project', () => {
  const metadata = { namespace: 'team-a' };

  it('is told where the project does not let it in', () => {
    expect(synth({ sourceNamespaces: ['team-b'] }, { metadata })).toThrow(
      says("application 'shop' in namespace 'team-a' is not permitted to use project 'live'"),
    );
  });

  it.each(['team-*', '/^team-[a-c]$/', 'team-a'])('is fine where the project lets %s in', (pattern) => {
    expect(synth({ sourceNamespaces: [pattern] }, { metadata })).not.toThrow();
  });
});
