import { setTimeout as pause } from 'node:timers/promises';
import { type ApiObject, accepted } from '../../../cluster/harness/api-object';
import { held } from '../../../cluster/harness/held-pods';
import { TcpProxy } from '../../../cluster/operator/harness/tcp-proxy';
import { argoCdNamespace } from '../../../gitops/harness/base-objects';
import { applicationManifest, applicationSpec, configMap, deployment } from '../../../gitops/manifests';
import type { Live } from '../harness/live';
import { type End, type Fault, withAnother } from './fault';

/** Where the objects of these Applications go. */
const NAMESPACE = 'default';
/** Nobody listens there. */
const NOWHERE = '127.0.0.1:1';
const FAR_AWAY = `https://${NOWHERE}`;

const NO_REPOSITORY = { url: 'file:///no/such/repository' };
const NO_COMMIT = '0123456789abcdef0123456789abcdef01234567';

const application = (name: string) => ({ name, exported_namespace: argoCdNamespace });

/** What is told of after an hour, which takes two minutes here. */
export const HOUR_LONG: readonly Fault[] = [
  {
    alert: 'ArgoCDAppProgressing',
    labels: application('unfinished'),
    begin: (live) => deploy(live, 'unfinished', [deployment('unfinished', { podLabels: held })]),
  },
  {
    alert: 'ArgoCDAppSetRolloutStuck',
    labels: application('stuck'),
    begin: breakTemplate,
  },
];

/** A cluster breaks connections. */
export const BROKEN_CLUSTER: readonly Fault[] = [
  // the labels of these three are the address of the cluster, which has another port each time
  { alert: 'ArgoCDKubectlRetries', labels: { severity: 'warning' }, begin: breakConnections },
  { alert: 'ArgoCDKubectlRequestsSlow', labels: { severity: 'warning' }, begin: async () => withAnother },
  { alert: 'ArgoCDReconcilesSlow', labels: { severity: 'warning' }, begin: async () => withAnother },
];

/** While Argo CD runs. */
export const ARGO_CD_FAULTS: readonly Fault[] = [
  {
    alert: 'ArgoCDAppOutOfSync',
    labels: { ...application('drifted'), sync_status: 'OutOfSync' },
    begin: (live) => deploy(live, 'drifted', [configMap('drifted', 'new')], { automated: null }),
  },
  {
    alert: 'ArgoCDAppSyncFailed',
    labels: application('refused'),
    begin: failSync,
  },
  {
    alert: 'ArgoCDAppUnhealthy',
    labels: { ...application('unready'), health_status: 'Degraded' },
    begin: (live) => deploy(live, 'unready', [unreadyDeployment()]),
  },
  {
    alert: 'ArgoCDNotificationsFail',
    labels: { trigger: 'on-anything', exported_service: 'operations' },
    begin: breakNotifications,
  },
  {
    alert: 'ArgoCDClusterUnreachable',
    labels: { server: FAR_AWAY },
    begin: (live) => useCluster(live, 'far-away', FAR_AWAY),
  },
  // the label repo of these two is no repository, but the folder of its clone
  { alert: 'ArgoCDGitLsRemoteFails', labels: { severity: 'warning' }, begin: loseRepository },
  { alert: 'ArgoCDGitFetchFails', labels: { severity: 'warning' }, begin: loseCommit },
  {
    alert: 'ArgoCDApiErrors',
    labels: { grpc_service: 'repository.RepoServerService' },
    begin: async () => withAnother,
  },
];

/** The application controller is gone. */
export const CONTROLLER_DOWN: readonly Fault[] = [
  {
    alert: 'ArgoCDControllerDown',
    labels: { severity: 'critical' },
    begin: async ({ argoCdProcesses }) => {
      await argoCdProcesses.kill('argocd-application-controller');
      return () => argoCdProcesses.restart('argocd-application-controller');
    },
  },
];

interface Differences {
  readonly automated?: null;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** An Application of its own repository. */
async function deploy(
  { argoCd }: Live,
  name: string,
  objects: readonly ApiObject[],
  differences: Differences = {},
): Promise<End> {
  const repository = argoCd.repository(name);
  repository.write('objects.yaml', objects);
  repository.commit(name);
  const namespace = NAMESPACE;
  await argoCd.apply(applicationManifest({ name, repository, path: '.', namespace, ...differences }));
  return () => argoCd.application(name).delete();
}

/** Somebody syncs what no server takes: a ConfigMap of such a name. By itself Argo CD would try again for minutes. */
async function failSync(live: Live): Promise<End> {
  const name = 'refused';
  const end = await deploy(live, name, [configMap('Not_A_Name', 'new')], { automated: null });
  await live.argoCd.application(name).startSync();
  return end;
}

/** Its pod never starts, and after some seconds that counts as a failure. */
function unreadyDeployment(): ApiObject {
  const object = deployment('unready', { podLabels: held });
  return { ...object, spec: { ...(object.spec as object), progressDeadlineSeconds: 3 } };
}

/** An ApplicationSet that cannot fill in its template. */
async function breakTemplate({ argoCd, cluster }: Live): Promise<End> {
  const metadata = { name: 'stuck', namespace: argoCdNamespace };
  const object = { apiVersion: 'argoproj.io/v1alpha1', kind: 'ApplicationSet', metadata };
  const spec = applicationSpec({ repository: NO_REPOSITORY, path: '.', namespace: NAMESPACE });
  await argoCd.apply({
    ...object,
    spec: {
      ...{ goTemplate: true, goTemplateOptions: ['missingkey=error'] },
      generators: [{ list: { elements: [{ app: 'stuck' }] } }],
      template: { metadata: { name: '{{.nothing}}' }, spec },
    },
  });
  return async () => accepted(await cluster.api.delete(object));
}

/** The service that notifications are sent by does not answer. */
async function breakNotifications(live: Live): Promise<End> {
  const restore = await live.argoCd.configure({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'argocd-notifications-cm' },
    data: {
      'service.webhook.operations': `url: http://${NOWHERE}\nretryMax: 0\n`,
      'template.anything': 'webhook:\n  operations:\n    method: POST\n    body: any\n',
      'trigger.on-anything': "- when: 'true'\n  send: [anything]\n",
    },
  });
  const annotations = { 'notifications.argoproj.io/subscribe.on-anything.operations': '' };
  const end = await deploy(live, 'unheard', [configMap('unheard', 'new')], { annotations });
  return async () => {
    await end();
    await restore();
  };
}

/** An application goes to a cluster that Argo CD does not get through to, and somebody looks at it again and again. */
async function useCluster(live: Live, name: string, server: string): Promise<End> {
  const secret: ApiObject = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      ...{ name, namespace: argoCdNamespace },
      labels: { 'argocd.argoproj.io/secret-type': 'cluster' },
    },
    stringData: { name, server, config: '{}' },
  };
  const application = applicationManifest({
    ...{ name, repository: NO_REPOSITORY, path: '.', namespace: NAMESPACE },
  });
  const destination = { server, namespace: NAMESPACE };
  await live.argoCd.apply(secret);
  const end = await askFor(live, { ...application, spec: { ...(application.spec as object), destination } });
  return async () => {
    await end();
    accepted(await live.cluster.api.delete(secret));
  };
}

/** A load balancer takes connections to a cluster and breaks them at once. Argo CD tries each request ten times again. */
async function breakConnections(live: Live): Promise<End> {
  const balancer = await TcpProxy.start(FAR_AWAY);
  balancer.isOpen = false;
  const end = await useCluster(live, 'flapping', balancer.url);
  return async () => {
    await end();
    await balancer.close();
  };
}

/** The repository is gone. */
async function loseRepository(live: Live): Promise<End> {
  return askFor(
    live,
    applicationManifest({ name: 'lost', repository: NO_REPOSITORY, path: '.', namespace: NAMESPACE }),
  );
}

/** The repository is there, and the commit is not. */
async function loseCommit(live: Live): Promise<End> {
  const repository = live.argoCd.repository('rewritten');
  repository.write('objects.yaml', [configMap('rewritten', 'new')]);
  repository.commit('rewritten');
  const object = applicationManifest({ name: 'rewritten', repository, path: '.', namespace: NAMESPACE });
  const spec = object.spec as { readonly source: object };
  return askFor(live, {
    ...object,
    spec: { ...spec, source: { ...spec.source, targetRevision: NO_COMMIT } },
  });
}

/** Somebody wants to see the last commit of an Application again and again. */
async function askFor({ argoCd, cluster }: Live, object: ApiObject): Promise<End> {
  await argoCd.apply(object);
  const application = argoCd.application(object.metadata.name ?? '');
  let goesOn = true;
  const refreshing = (async () => {
    while (goesOn) {
      await application.refresh();
      await pause(2000);
    }
  })();
  return async () => {
    goesOn = false;
    await refreshing;
    accepted(await cluster.api.delete(application.ref));
  };
}
