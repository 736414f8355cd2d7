import { ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { objectName } from '../../validation/object-name';
import { withoutUndefined } from '../../validation/plain-json';
import { refuse } from '../../validation/refuse';
import type { Destination } from '../destination';
import { ARGOCD_API_VERSION, ARGOCD_NAMESPACE } from '../names';
import { ArgoProject } from '../project/argo-project';
import { rememberDelivery } from '../waves/delivered-charts';
import { SyncWaves } from '../waves/sync-waves';
import { applicationAnnotations } from './application-annotations';
import { applicationJson } from './application-json';
import {
  ApplicationFinalizer,
  type ArgoApplicationOptions,
  type ArgoApplicationProps,
  type ArgoDeliveryProps,
} from './application-props';
import { forgetChartNames, outputRootOf, refuseUnderivable } from './delivered-source';
import { deliverySource, foreignSource, type SourceOfApplication } from './source-of-application';

/**
 * Keeps a cluster as a repository says. For what this program renders, `ArgoApplication.deliver` derives the path from
 * the chart; for other sources use the constructor.
 *
 * Objects are applied and compared on the server, only commits that touch the source are looked at, and deleting the
 * Application deletes what it delivered, unless you say otherwise.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/application-specification/
 * @example
 * const platform = new Chart(new App(), 'platform', { namespace: 'argocd' });
 * const project = ArgoProject.fromProjectName(platform, 'infrastructure', 'infrastructure');
 * new ArgoApplication(platform, 'cert-manager', {
 *   project,
 *   destination: Destination.inCluster('cert-manager'),
 *   source: ApplicationSource.helmRepository({
 *     repoUrl: 'https://charts.jetstack.io',
 *     chart: 'cert-manager',
 *     version: '1.21.1',
 *   }),
 *   syncPolicy: SyncPolicy.automated({ prune: true, selfHeal: true }),
 * });
 */
export class ArgoApplication extends Construct {
  /**
   * An Application of a chart, or of all charts of an app. Its path is where synthesis writes them, so it cannot name
   * a folder that is not there; dependencies between the objects become sync waves.
   *
   * @throws where not exactly one of chart and app is given, where the app's layout gives a chart no path of its own,
   * or where the Application itself would be part of what it delivers.
   */
  public static deliver(scope: Construct, id: string, props: ArgoDeliveryProps): ArgoApplication {
    const { chart, app, repoUrl, targetRevision, outputRoot, syncWaves, ...options } = props;
    const marked: ArgoApplicationProps = { ...options };
    DELIVERIES.set(marked, props);
    return new ArgoApplication(scope, id, marked);
  }

  /** The application's name. */
  public readonly applicationName: string;
  /** The namespace that the Application itself lives in. */
  public readonly namespace: string;
  /** The cluster, and the namespace for objects that name none. */
  public readonly destination: Destination;

  private readonly source: SourceOfApplication;

  /** @throws where the name, the sources or an option is invalid; the message tells which. */
  constructor(scope: Construct, id: string, props: ArgoApplicationProps) {
    super(scope, id);
    const { metadata, project } = props;
    this.applicationName = objectName(this.node.path, metadata?.name ?? id);
    this.namespace = metadata?.namespace ?? Chart.of(this).namespace ?? ARGOCD_NAMESPACE;
    const delivery = DELIVERIES.get(props);
    this.source = delivery ? this.delivered(delivery) : foreignSource(this.node.path, props);
    this.destination = props.destination._inNamespace(delivery?.chart?.namespace);
    const spec = applicationJson(this.node.path, props, this.destination);

    new ApiObject(this, 'Resource', {
      apiVersion: ARGOCD_API_VERSION,
      kind: 'Application',
      metadata: {
        ...metadata,
        name: this.applicationName,
        namespace: this.namespace,
        annotations: { ...applicationAnnotations(props, this.source), ...metadata?.annotations },
        finalizers: finalizersOf(props),
      },
      spec: { ...spec, ...this.source.lazyFields },
    });
    if (project instanceof ArgoProject) this.join(project, props);
    else this.refuseWindows(props);
  }

  /** Derives the source from what is delivered, and lets its dependencies become waves. */
  private delivered(props: ArgoDeliveryProps): SourceOfApplication {
    const { chart, app, syncWaves = true } = props;
    const where = this.node.path;
    const scope = chart ?? app;
    if (scope === undefined || (chart && app)) {
      refuse(
        where,
        'chart',
        undefined,
        'is needed, or app, and not both',
        'give the chart that is delivered',
      );
    }
    const owner = App.of(scope);
    if (chart ? Chart.of(this) === chart : this.node.scopes.includes(owner)) {
      const rule = 'holds this Application, which would deliver itself';
      refuse(
        where,
        chart ? 'chart' : 'app',
        scope.node.path,
        rule,
        'put the Application into another chart or app',
      );
    }
    refuseUnderivable(where, owner, chart);
    const outputRoot = outputRootOf(where, owner, props.outputRoot);
    const charts = chart ? () => [chart] : () => chartsIn(owner);
    const { name, serverUrl } = props.destination;
    rememberDelivery(this, { charts, cluster: name ?? serverUrl ?? '' });
    if (syncWaves) SyncWaves.of(scope);
    // validation comes before rendering, and charts may have been added since the last one
    this.node.addValidation({ validate: () => forgetChartNames(owner) });
    return deliverySource(props, { chart, app, outputRoot }, charts);
  }

  private join(
    project: ArgoProject,
    { syncPolicy, managedNamespaceMetadata, syncOptions = [] }: ArgoApplicationProps,
  ) {
    const creates = managedNamespaceMetadata || syncOptions.some(({ name }) => name === 'CreateNamespace');
    project._addMember({
      path: this.node.path,
      name: this.applicationName,
      namespace: this.namespace,
      repositories: this.source.repositories,
      destination: withoutUndefined(this.destination._toJson()),
      charts: this.source.charts,
      createdNamespace: creates ? this.destination.namespace : undefined,
    });
    for (const window of syncPolicy?._windowsFor(this.applicationName) ?? []) project.addSyncWindow(window);
  }

  private refuseWindows({ syncPolicy, project }: ArgoApplicationOptions): void {
    if (!syncPolicy?._windowsFor(this.applicationName).length) return;
    const rule = 'needs windows in a project that is not made here';
    refuse(
      this.node.path,
      'syncPolicy',
      project.projectName,
      rule,
      'use an ArgoProject, or SyncPolicy.manual()',
    );
  }
}

/** Props that came by `deliver`: they have no source of their own. */
const DELIVERIES = new WeakMap<ArgoApplicationProps, ArgoDeliveryProps>();

function finalizersOf({
  metadata,
  finalizer = ApplicationFinalizer.FOREGROUND,
}: ArgoApplicationProps): string[] {
  return [...(finalizer === ApplicationFinalizer.NONE ? [] : [finalizer]), ...(metadata?.finalizers ?? [])];
}

function chartsIn(app: App): Chart[] {
  return app.node.findAll().filter((construct) => construct instanceof Chart);
}
