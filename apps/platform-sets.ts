/**
 * Two other ways to deliver: the fleet to every cluster of an environment, and an app to every tenant. They are written
 * to dist/argocd/sets/, beside what the root delivers: apply the one that you want, instead of the root or beside it.
 */
import { ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  ApplicationSetGenerator,
  ApplicationSource,
  ArgoApplicationSet,
  ArgoProject,
  Destination,
  LabelOperator,
  MaxUpdate,
  StepMatch,
  SyncPolicy,
  TemplatePatch,
} from '../lib';
import type { DeployedApp } from '../lib/synth/synthesize-fleet';
import { ENVIRONMENT_LABEL } from './environment-label';

const RESTRICTED = { labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } };

/** @param output the folder that is committed. */
export function addSets(
  scope: Construct,
  apps: readonly DeployedApp[],
  repoUrl: string,
  output: string,
): void {
  const chart = new Chart(scope, 'sets', { namespace: 'argocd' });
  addClusters(chart, apps, repoUrl, output);
  addTenants(chart, repoUrl);
}

/** Every app of an environment on every cluster that has its label; production last, one Application at a time. */
function addClusters(chart: Chart, apps: readonly DeployedApp[], repoUrl: string, output: string): void {
  const project = new ArgoProject(chart, 'chatgpt-clusters', {
    description: 'ChatGPT apps on the clusters of their environments',
    sourceRepos: [repoUrl],
    destinations: [Destination.cluster('*', 'chatgpt-*')],
  });
  allowKindsOf(project, apps);
  const clusters = ApplicationSetGenerator.clusters({
    selector: { matchExpressions: [{ key: ENVIRONMENT_LABEL, operator: LabelOperator.EXISTS }] },
    values: { environment: `{{ index .metadata.labels "${ENVIRONMENT_LABEL}" }}` },
  });
  const folders = ApplicationSetGenerator.gitDirectories({
    repoUrl,
    directories: [`${output}/{{ .values.environment }}/*`],
  });
  new ArgoApplicationSet(chart, 'clusters', {
    generators: [ApplicationSetGenerator.matrix(clusters, folders)],
    template: {
      metadata: {
        name: '{{ .path.basename }}-{{ .nameNormalized }}',
        labels: { [ENVIRONMENT_LABEL]: '{{ .values.environment }}' },
      },
      project,
      destination: Destination.cluster('{{ .name }}', 'chatgpt-{{ .values.environment }}'),
      source: ApplicationSource.directory({ repoUrl, path: '{{ .path.path }}' }),
      syncPolicy: SyncPolicy.automated({ prune: true, selfHeal: true }),
      managedNamespaceMetadata: RESTRICTED,
    },
    rollingSync: {
      steps: [
        { matches: [StepMatch.labelNotIn(ENVIRONMENT_LABEL, ['production'])] },
        { matches: [StepMatch.labelIn(ENVIRONMENT_LABEL, ['production'])], maxUpdate: MaxUpdate.count(1) },
      ],
    },
  });
}

/** What the apps contain, and their namespaces. */
function allowKindsOf(project: ArgoProject, apps: readonly DeployedApp[]): void {
  const objects = apps
    .flatMap(({ chart }) => chart.node.findAll())
    .filter((one) => ApiObject.isApiObject(one));
  const kinds = new Map(objects.map((object) => [`${object.apiGroup}/${object.kind}`, object]));
  for (const { apiGroup, kind } of kinds.values()) {
    project.allowNamespaceKind(apiGroup === 'core' ? '' : apiGroup, kind);
  }
  project.allowClusterKind('', 'Namespace', 'chatgpt-*');
}

/** An app for each file of a tenant: drop a file, get an app. */
function addTenants(chart: Chart, repoUrl: string): void {
  const project = new ArgoProject(chart, 'chatgpt-tenants', {
    description: 'The app of each tenant, in a namespace of its own',
    sourceRepos: [repoUrl],
    destinations: [Destination.inCluster('chatgpt-tenant-*')],
  });
  project.allowNamespaceKind('apps.makeaihq.com', 'ChatGPTApp');
  project.allowClusterKind('', 'Namespace', 'chatgpt-tenant-*');
  new ArgoApplicationSet(chart, 'tenants', {
    generators: [ApplicationSetGenerator.gitFiles({ repoUrl, files: ['examples/tenants/*/config.json'] })],
    template: {
      metadata: {
        name: 'tenant-{{ .tenant.name | slugify }}',
        labels: { tenant: '{{ .tenant.name | slugify }}', tier: '{{ .tenant.tier }}' },
      },
      project,
      destination: Destination.inCluster('chatgpt-tenant-{{ .tenant.name | slugify }}'),
      source: ApplicationSource.kustomize({ repoUrl, path: 'examples/tenants/app' }),
      syncPolicy: SyncPolicy.automated({ prune: true, selfHeal: true }),
      managedNamespaceMetadata: RESTRICTED,
    },
    templatePatch: TemplatePatch.fields({
      spec: { source: { kustomize: { patches: [{ target: { kind: 'ChatGPTApp' }, patch: TENANT_PATCH }] } } },
    }),
  });
}

const TENANT_PATCH = JSON.stringify([
  { op: 'replace', path: '/spec/host', value: '{{ .tenant.host }}' },
  { op: 'replace', path: '/spec/mcpServer/env/0/value', value: '{{ int .tenant.rateLimit }}' },
]);
