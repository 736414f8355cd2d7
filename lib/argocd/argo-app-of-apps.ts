import type { ApiObjectMetadata, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { formatFinding } from '../validation/finding';
import { ArgoApplication } from './application/argo-application';
import { SyncPolicy } from './application/sync-policy';
import { Destination, IN_CLUSTER_SERVER } from './destination';
import { ARGOCD_NAMESPACE } from './names';
import { ArgoProject } from './project/argo-project';
import { permitsDestination } from './project/project-permissions';
import { constructsOf } from './waves/tree';

/** Properties of an ArgoAppOfApps. */
export interface ArgoAppOfAppsProps {
  /** The chart that holds the projects, applications and sets of applications. */
  readonly chart: Chart;
  /** The repository to which the manifests are committed. */
  readonly repoUrl: string;
  /**
   * Branch, tag or commit.
   * @default 'HEAD'
   */
  readonly targetRevision?: string;
  /**
   * The folder of the app's output, relative to the root of the repository.
   * @default - the app's `outdir`
   */
  readonly outputRoot?: string;
  /**
   * Name, namespace, labels and annotations of the root Application.
   * @default - the construct's id as name; the namespace of the delivered chart, or `argocd`
   */
  readonly metadata?: ApiObjectMetadata;
  /**
   * The project of the root Application, and of nothing else: who may write to Argo CD's namespace is its
   * administrator.
   * @default - a project of the root's name that allows what the chart holds, in Argo CD's namespace only
   */
  readonly project?: ArgoProject;
  /**
   * Who begins a sync of the root, and when.
   * @default - automated, with prune and self-heal
   */
  readonly syncPolicy?: SyncPolicy;
}

/**
 * One Application that delivers all others: apply it once, and the rest follows from Git. Projects come before
 * applications, and an application after those that it depends on (`node.addDependency`, between applications or
 * between the charts that they deliver). For waves to wait, Argo CD needs a health check for Applications.
 *
 * Put it into a chart of its own, and the projects and applications into the one that it delivers.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/cluster-bootstrapping/
 * @example
 * const app = new FleetApp({ layout: FleetLayout.FLEET });
 * const platform = new Chart(app, 'platform', { namespace: 'argocd' });
 * const root = new Chart(app, 'root', { namespace: 'argocd' });
 * new ArgoAppOfApps(root, 'platform', {
 *   chart: platform,
 *   repoUrl: 'https://github.com/acme/deployments',
 * });
 */
export class ArgoAppOfApps extends Construct {
  /** The root Application. */
  public readonly application: ArgoApplication;
  /** The project of the root Application. */
  public readonly project: ArgoProject;

  private readonly chart: Chart;

  /** @throws where the chart holds this construct, or has no path of its own. */
  constructor(scope: Construct, id: string, props: ArgoAppOfAppsProps) {
    super(scope, id);
    const { chart, repoUrl, targetRevision, outputRoot, project, syncPolicy } = props;
    const namespace = props.metadata?.namespace ?? chart.namespace ?? ARGOCD_NAMESPACE;
    const metadata = { name: id, ...props.metadata, namespace };
    const destination = Destination.inCluster(namespace);
    this.chart = chart;
    this.project = project ?? rootProject(this, metadata, repoUrl, destination);
    this.application = ArgoApplication.deliver(this, 'Application', {
      metadata,
      project: this.project,
      destination,
      chart,
      repoUrl,
      targetRevision,
      outputRoot,
      syncPolicy: syncPolicy ?? SyncPolicy.automated({ prune: true, selfHeal: true }),
    });
    this.node.addValidation({
      validate: () => [...this.guestsOfTheRoot(), ...this.projectsOfAdministrators()],
    });
  }

  /** Others in the root's project would be administrators of Argo CD. */
  private guestsOfTheRoot(): string[] {
    const { project, application } = this;
    const guests = project._memberPaths().filter((path) => path !== application.node.path);
    return guests.map((path) =>
      formatFinding(path, {
        severity: 'error',
        path: ['spec', 'project'],
        value: project.projectName,
        rule: `is the project of ${application.node.path}: who is in it may write Applications, and so everything`,
        fix: 'use another project',
      }),
    );
  }

  /** Projects of the chart whose applications may write to Argo CD's namespace. */
  private projectsOfAdministrators(): string[] {
    const { namespace } = this.application;
    const projects = constructsOf(this.chart).filter((construct) => construct instanceof ArgoProject);
    return projects
      .filter((project) => project !== this.project)
      .filter(
        (project) => permitsDestination(project._spec(), { server: IN_CLUSTER_SERVER, namespace }) === true,
      )
      .map((project) =>
        formatFinding(project.node.path, {
          severity: 'error',
          path: ['spec', 'destinations'],
          value: namespace,
          rule: `lets its applications write to Argo CD's own namespace, and so makes them its administrators`,
          fix: `deny it by Destination.inCluster('!${namespace}'), or name the namespaces that are meant`,
        }),
      );
  }
}

function rootProject(
  scope: Construct,
  { name, namespace }: ApiObjectMetadata,
  repoUrl: string,
  destination: Destination,
): ArgoProject {
  const project = new ArgoProject(scope, 'Project', {
    metadata: { name, namespace },
    description: 'The root application; for administrators of Argo CD only.',
    sourceRepos: [repoUrl],
    destinations: [destination],
  });
  project.allowEmitted();
  return project;
}
