import { ApiObject, type Chart } from 'cdk8s';
import { ArgoApplication, ArgoProject, Destination, SyncPolicy } from '../lib';

/** What is installed once in the cluster of the platform, for all apps. */
export interface Installation {
  /** Of its Application and of its project. */
  readonly name: string;
  /** Of the project. */
  readonly description: string;
  readonly namespace: string;
  readonly chart: Chart;
}

/** Where Argo CD finds what was rendered. */
export interface Output {
  /** The Git repository, as Argo CD reads it. */
  readonly repoUrl: string;
  /** The folder in it. */
  readonly outputRoot: string;
}

const RBAC = 'rbac.authorization.k8s.io';

/** An Application with a project that lets it have its own roles, by their names, and no others. */
export function deliverInstallation(
  platform: Chart,
  { name, description, namespace, chart }: Installation,
  { repoUrl, outputRoot }: Output,
): ArgoApplication {
  const destination = Destination.inCluster(namespace);
  const project = new ArgoProject(platform, `${name}-project`, {
    metadata: { name },
    ...{ description, sourceRepos: [repoUrl], destinations: [destination] },
  });
  project.allowEmitted();
  for (const role of rolesOf(chart)) {
    const { kind } = role;
    if (kind.startsWith('Cluster')) project.allowClusterKind(RBAC, kind, role.name);
    else project.allowNamespaceKind(RBAC, kind);
  }
  return ArgoApplication.deliver(platform, name, {
    ...{ project, destination, chart, repoUrl, outputRoot },
    syncPolicy: SyncPolicy.automated({ prune: true, selfHeal: true }),
  });
}

function rolesOf(chart: Chart): ApiObject[] {
  const objects = chart.node.findAll().filter((one) => ApiObject.isApiObject(one));
  return objects.filter(({ apiGroup }) => apiGroup === RBAC);
}
