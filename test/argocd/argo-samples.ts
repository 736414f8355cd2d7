import { App, Chart, Duration, Testing } from 'cdk8s';
import {
  ApplicationAction,
  ApplicationFinalizer,
  ApplicationSource,
  ArgoApplication,
  ArgoAppOfApps,
  ArgoProject,
  Destination,
  ProjectAction,
  ProjectPolicy,
  PrunePropagation,
  Removal,
  SignatureMode,
  SyncOption,
  SyncPolicy,
  SyncWindow,
} from '../../lib/argocd';
import type { KubernetesObject } from '../dist-objects';
import { fleetChart, PRODUCTION, REPOSITORY } from './argo-fixture';

/** Objects that between them have every field that the constructs can write. */
export function argoSamples(namespace: string): KubernetesObject[] {
  const app = new App();
  const platform = new Chart(app, 'platform', { namespace });
  const root = new Chart(app, 'root', { namespace });
  const project = everythingOfAProject(platform);
  everythingOfAnApplication(platform, project);
  everySource(platform, project);
  new ArgoAppOfApps(root, 'fleet', { chart: platform, repoUrl: REPOSITORY });
  return [...Testing.synth(platform), ...Testing.synth(root)] as KubernetesObject[];
}

function everythingOfAProject(scope: Chart): ArgoProject {
  const window = { schedule: '0 8 * * mon-thu', duration: Duration.hours(8), timeZone: 'Europe/Vienna' };
  const project = new ArgoProject(scope, 'production', {
    description: 'All apps in production.',
    sourceRepos: [
      'https://github.com/**',
      'https://charts.example.com',
      'oci://ghcr.io/acme/*',
      '!https://github.com/x/*',
    ],
    destinations: [
      Destination.server(PRODUCTION, 'chatgpt-*'),
      Destination.cluster('production', 'chatgpt-*'),
    ],
    sourceNamespaces: ['team-*'],
    clusterResourceWhitelist: [{ group: '', kind: 'Namespace', name: 'chatgpt-*' }],
    clusterResourceBlacklist: [{ group: 'policy', kind: '*' }],
    namespaceResourceWhitelist: [{ group: '*', kind: '*' }],
    namespaceResourceBlacklist: [{ group: '', kind: 'ResourceQuota' }],
    syncWindows: [
      SyncWindow.allow({
        ...window,
        clusters: ['*'],
        manualSync: true,
        andOperator: true,
        description: 'Office.',
      }),
      SyncWindow.deny({ ...window, namespaces: ['chatgpt-a'], syncOverrun: true }),
    ],
    orphanedResources: { warn: true, ignore: [{ group: '', kind: 'ConfigMap', name: 'kube-root-ca.crt' }] },
    destinationServiceAccounts: [{ server: '*', namespace: 'chatgpt-*', defaultServiceAccount: 'deployer' }],
    permitOnlyProjectScopedClusters: true,
    sourceIntegrity: [{ repos: ['*'], keys: ['4AEE18F83AFDEB23'], mode: SignatureMode.HEAD }],
  });
  project.addRole({
    name: 'operator',
    description: 'Runs it.',
    groups: ['chatgpt-operators'],
    policies: [
      ProjectPolicy.applications([ApplicationAction.GET, ApplicationAction.SYNC, ApplicationAction.run()]),
      ProjectPolicy.applicationSets([ProjectAction.GET]),
      ProjectPolicy.logs(),
    ],
  });
  project.allowEmitted();
  return project;
}

function everythingOfAnApplication(scope: Chart, project: ArgoProject): void {
  ArgoApplication.deliver(scope, 'shop', {
    project,
    destination: Destination.server(PRODUCTION),
    chart: fleetChart(),
    repoUrl: REPOSITORY,
    targetRevision: 'main',
    syncPolicy: SyncPolicy.automated({ prune: true, selfHeal: true, allowEmpty: true }),
    syncOptions: [SyncOption.pruneLast(), SyncOption.prunePropagationPolicy(PrunePropagation.FOREGROUND)],
    retry: {
      limit: 5,
      duration: Duration.seconds(5),
      factor: 2,
      maxDuration: Duration.minutes(3),
      refresh: true,
    },
    managedNamespaceMetadata: { labels: { a: 'b' }, annotations: { c: 'd' } },
    ignoreDifferences: [
      { group: 'apps', kind: 'Deployment', name: 'a', namespace: 'b', jsonPointers: ['/spec/replicas'] },
      { kind: 'Service', jqPathExpressions: ['.spec.ports[]'], managedFieldsManagers: ['cloud'] },
    ],
    protection: Removal.CONFIRMED,
    finalizer: ApplicationFinalizer.BACKGROUND,
    info: [{ name: 'Team', value: 'Shop' }],
    revisionHistoryLimit: 5,
  });
}

function everySource(scope: Chart, project: ArgoProject): void {
  const git = { repoUrl: REPOSITORY, path: 'a', targetRevision: 'main', name: 'a' };
  const helm = {
    releaseName: 'a',
    valueFiles: ['$values/a.yaml'],
    values: { replicas: 2, nested: { list: [1, 'b'] } },
    ignoreMissingValueFiles: true,
    skipCrds: true,
    skipTests: true,
  };
  const kustomize = {
    images: ['a=b:c'],
    labels: { a: 'b' },
    annotations: { a: 'b' },
    namePrefix: 'a-',
    nameSuffix: '-b',
    namespace: 'chatgpt-a',
    replicas: [{ name: 'a', count: 2 }],
    components: ['../b'],
    version: 'v5.4.1',
  };
  const options = { project, destination: Destination.cluster('production', 'chatgpt-a') };
  new ArgoApplication(scope, 'sources', {
    ...options,
    sources: [
      ApplicationSource.directory({
        ...git,
        recurse: true,
        include: '*.yaml',
        exclude: 'b/*',
        tagPrefix: 'a/',
      }),
      ApplicationSource.kustomize({ ...git, ...kustomize }),
      ApplicationSource.helmGit({ ...git, ...helm }),
      ApplicationSource.helmRepository({
        repoUrl: 'https://charts.example.com',
        chart: 'a',
        version: '1.x',
        ...helm,
      }),
      ApplicationSource.oci({ repoUrl: 'oci://ghcr.io/acme/a', targetRevision: '1.0.0' }),
      ApplicationSource.reference({ repoUrl: REPOSITORY, ref: 'values' }),
    ],
  }).node.addDependency(scope.node.findChild('shop'));
  new ArgoApplication(scope, 'hydrated', {
    ...options,
    syncPolicy: SyncPolicy.approval([
      SyncWindow.allow({ schedule: '0 8 * * *', duration: Duration.hours(1) }),
    ]),
    sourceHydrator: {
      drySource: ApplicationSource.kustomize({
        repoUrl: REPOSITORY,
        path: 'a',
        targetRevision: 'main',
        ...kustomize,
      }),
      syncBranch: 'environments/production',
      syncPath: 'a',
      syncRepoUrl: 'https://github.com/acme/rendered',
      hydrateTo: 'environments/next',
    },
  });
}
