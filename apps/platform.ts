/**
 * What delivers the fleet with Argo CD: a project and an Application for the operator and for the monitoring, a project
 * for each environment, an Application for each app in it, and one root Application that delivers these. `kubectl apply -f dist/argocd/root/` once, and the rest follows from Git.
 */
import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import {
  ApplicationAction,
  ArgoApplication,
  ArgoAppOfApps,
  ArgoConfig,
  ArgoNotifications,
  ArgoProject,
  Destination,
  type FleetApp,
  NotificationService,
  ProjectPolicy,
  SyncPolicy,
} from '../lib';
import type { DeployedApp } from '../lib/synth/synthesize-fleet';
import { version } from '../package.json';
import { ENVIRONMENT_LABEL } from './environment-label';
import { deliverInstallation, type Installation } from './installation';
import { addMonitoring, MONITORING_NAMESPACE } from './monitoring';
import { addOperator, OPERATOR_NAMESPACE } from './operator';
import { addSets } from './platform-sets';

/** The folder that is committed; under the cdk8s CLI the app's own output folder is another one. */
const OUTPUT = 'dist';

/** Where people see what Argo CD does. */
const ARGO_CD_URL = 'https://argocd.example.com';

/** @param repoUrl the Git repository that the output is committed to, as Argo CD reads it. */
export function addPlatform(fleet: FleetApp, apps: readonly DeployedApp[], repoUrl: string): void {
  const scope = new Construct(fleet, 'argocd');
  const platform = new Chart(scope, 'platform', { namespace: 'argocd' });
  const config = addConfig(platform);
  for (const installation of installations(fleet, apps)) {
    deliverInstallation(platform, installation, { repoUrl, outputRoot: OUTPUT }).node.addDependency(config);
  }
  const projects = new Map<string, ArgoProject>();
  for (const deployed of apps) {
    const { name } = deployed.environment;
    const project = projects.get(name) ?? addProject(platform, deployed, repoUrl);
    projects.set(name, project);
    // by its health check of Applications the root knows when these are done
    addApplication(platform, project, deployed, repoUrl).node.addDependency(config);
  }
  addSets(scope, apps, repoUrl, OUTPUT);
  const root = new Chart(scope, 'root', { namespace: 'argocd' });
  new ArgoAppOfApps(root, 'chatgpt-apps', { chart: platform, repoUrl, outputRoot: OUTPUT });
}

/** What runs beside the apps, for all of them. */
function installations(fleet: FleetApp, apps: readonly DeployedApp[]): Installation[] {
  return [
    {
      name: 'chatgpt-operator',
      description: 'The operator of ChatGPT apps; for administrators of the cluster only.',
      namespace: OPERATOR_NAMESPACE,
      chart: addOperator(fleet, version),
    },
    {
      name: 'chatgpt-monitoring',
      description: 'Alerts, objectives and dashboards of ChatGPT apps.',
      namespace: MONITORING_NAMESPACE,
      chart: addMonitoring(fleet, apps),
    },
  ];
}

/** What Argo CD knows of our kinds, and whom it tells what in production. */
function addConfig(platform: Chart): ArgoConfig {
  const selector = `${ENVIRONMENT_LABEL}=production`;
  new ArgoNotifications(platform, 'notifications', {
    argocdUrl: ARGO_CD_URL,
    services: [
      NotificationService.slack({ token: '$slack-token' }),
      NotificationService.pagerDutyV2({ serviceKeys: { chatgpt: '$pagerduty-chatgpt' } }),
    ],
    subscriptions: [
      {
        recipients: ['slack:chatgpt-ops'],
        triggers: ['on-deployed', 'on-health-degraded', 'on-sync-failed'],
        selector,
      },
      { recipients: ['pagerdutyv2:chatgpt'], triggers: ['on-health-degraded'], selector },
    ],
  });
  return new ArgoConfig(platform, 'config', {
    url: ARGO_CD_URL,
    commandParameters: { progressiveSyncs: true },
  });
}

/** Who may deliver what into an environment: what its apps contain, and nothing else. */
function addProject(platform: Chart, { environment }: DeployedApp, repoUrl: string): ArgoProject {
  const project = new ArgoProject(platform, `chatgpt-${environment.name}`, {
    description: `ChatGPT apps in ${environment.name}`,
    sourceRepos: [repoUrl],
    destinations: [destinationOf(environment)],
    roles: [
      {
        name: 'developer',
        description: 'Sees apps and their logs',
        groups: ['chatgpt-developers'],
        policies: [ProjectPolicy.applications([ApplicationAction.GET]), ProjectPolicy.logs()],
      },
      {
        name: 'operator',
        description: 'Syncs apps and restarts their pods',
        groups: ['chatgpt-operators', 'sre-team'],
        policies: [
          ProjectPolicy.applications([
            ApplicationAction.GET,
            ApplicationAction.SYNC,
            ApplicationAction.run('apps', 'Deployment', 'restart'),
          ]),
          ProjectPolicy.logs(),
        ],
      },
    ],
  });
  project.allowEmitted();
  return project;
}

function addApplication(
  platform: Chart,
  project: ArgoProject,
  { app, environment, chart }: DeployedApp,
  repoUrl: string,
): ArgoApplication {
  return ArgoApplication.deliver(platform, `${app}-${environment.name}`, {
    metadata: { labels: { 'apps.makeaihq.com/app': app, [ENVIRONMENT_LABEL]: environment.name } },
    project,
    destination: destinationOf(environment),
    chart,
    repoUrl,
    outputRoot: OUTPUT,
    syncPolicy: SyncPolicy.automated({ prune: true, selfHeal: true }),
    // the apps' pods keep to it, so nothing else in their namespace has a reason not to
    managedNamespaceMetadata: { labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
  });
}

/** An environment names its cluster by its URL or by its name in Argo CD. */
function destinationOf({ cluster, namespace }: DeployedApp['environment']): Destination {
  return /^https?:\/\//.test(cluster)
    ? Destination.server(cluster, namespace)
    : Destination.cluster(cluster, namespace);
}
