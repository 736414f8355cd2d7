import { apiVersionOf } from '../../../operator/src/engine/kubernetes/resource';
import { chatGPTApps } from '../../../operator/src/kinds/chatgptapp';
import { operatorObjects } from '../../dist-objects';
import { ApiClient } from '../harness/api-client';
import { type ApiObject, accepted, hasCondition } from '../harness/api-object';
import { readClusterAccess } from '../harness/cluster-access';
import { type ControlPlane, startControlPlane } from '../harness/control-plane';
import { findCrdFile } from '../harness/crd-files';
import { installCrds } from '../harness/install-crds';
import { Kubectl } from '../harness/kubectl';
import { thirdPartyCrds } from '../harness/third-party-crds';
import { waitFor } from '../harness/wait-for';
import { LOGS_ALL, OPERATOR_USER, operatorKubeconfig } from './harness/operator-account';
import { OperatorProcess } from './harness/operator-process';
import { type Rule, rightsOf, UsedRights } from './harness/used-rights';

let controlPlane: ControlPlane;
let api: ApiClient;
let operator: OperatorProcess;

beforeAll(async () => {
  controlPlane = await startControlPlane({ auditPolicy: LOGS_ALL });
  api = new ApiClient(readClusterAccess(new Kubectl(controlPlane.binaries.kubectl, controlPlane.kubeconfig)));
  await installCrds(api, await Promise.all(thirdPartyCrds.map((crd) => findCrdFile(crd))));
  // namespaces first, and CRDs, as Argo CD does it in waves
  const order = ['Namespace', 'CustomResourceDefinition'];
  const rank = ({ kind }: ApiObject) => (order.indexOf(kind) + order.length + 1) % (order.length + 1);
  const objects = operatorObjects() as unknown as ApiObject[];
  for (const object of [...objects].sort((a, b) => rank(a) - rank(b))) accepted(await api.apply(object));
  operator = await OperatorProcess.start({
    kubeconfig: await operatorKubeconfig(controlPlane),
    flags: [
      '--leader-elect',
      '--leader-elect-namespace=chatgpt-operator-system',
      '--leader-elect-id=chatgpt-operator',
    ],
  });
});
afterAll(async () => {
  await operator?.stop();
  api?.close();
  await controlPlane?.stop();
});

it('the rules of dist/operator are what the operator uses, all of them and no others', async () => {
  await namespace();
  for (const app of [BY_GATEWAY, BY_INGRESS]) accepted(await api.apply(app));
  for (const app of [BY_GATEWAY, BY_INGRESS]) await untilReady(app);
  for (const app of [BY_GATEWAY, BY_INGRESS]) await hideChildren(app);
  await tellOfConflict();
  await leaveBehind();
  for (const app of [BY_GATEWAY, BY_INGRESS]) {
    accepted(await api.apply({ ...app, spec: LEAST }, { force: true }));
    await untilGone(app);
  }
  await operator.stop();

  const rules = operatorObjects().flatMap((object) =>
    object.kind === 'ClusterRole' || object.kind === 'Role'
      ? [{ name: object.metadata.name, rules: object.rules as readonly Rule[] }]
      : [],
  );
  const own = ['chatgpt-operator', 'chatgpt-operator-leader-election'];
  const given = rightsOf(rules.filter(({ name }) => own.includes(name)).flatMap((role) => role.rules));
  const { used, refused } = new UsedRights(controlPlane.auditLog, OPERATOR_USER);
  expect(given.length).toBeGreaterThan(60);
  expect(refused).toEqual([]);
  expect(given.filter((right) => !used.has(right))).toEqual([]);
  expect([...used].filter((right) => !given.includes(right))).toEqual([]);
});

const NAMESPACE = 'shop';

async function namespace(): Promise<void> {
  accepted(await api.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } }));
  const account = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'default', namespace: NAMESPACE },
  };
  await api.waitFor(account, 'exists', () => true);
}

const LEAST = {
  displayName: 'Shop',
  description: 'Sells things.',
  mcpServer: { image: 'ghcr.io/acme/shop:1.0.0' },
  replicas: 1,
  exposure: { allowHostChange: true },
  monitoring: { enabled: false },
  pod: { serviceAccountName: 'default' },
};

function app(name: string, exposure: object): ApiObject {
  return {
    apiVersion: 'apps.makeaihq.com/v1alpha1',
    kind: 'ChatGPTApp',
    metadata: { name, namespace: NAMESPACE },
    spec: {
      ...{ displayName: 'Shop', description: 'Sells things.', mcpServer: LEAST.mcpServer },
      host: `${name}.example.com`,
      autoscaling: { minReplicas: 2, maxReplicas: 3 },
      widgets: [{ name: 'list', template: '<p></p>' }],
      exposure: { ...exposure, tls: { issuerRef: { name: 'letsencrypt' } } },
    },
  };
}

const BY_GATEWAY = app('gateway', { type: 'Gateway' });
const BY_INGRESS = app('ingress', { type: 'Ingress' });

async function untilReady(ref: ApiObject): Promise<void> {
  await api.waitFor(ref, 'is Ready', (live) => hasCondition(live, 'Ready'), { deadline: 60 });
}

/** Takes the label by which the operator sees what is its own, and waits until it has found each all the same. */
async function hideChildren({ metadata: { name } }: ApiObject): Promise<void> {
  const label = chatGPTApps.parentLabel;
  for (const resource of chatGPTApps.children) {
    const { kind } = resource;
    const apiVersion = apiVersionOf(resource);
    const labelSelector = `${label}=${name}`;
    const children = await api.list({ apiVersion, kind, namespace: NAMESPACE, labelSelector });
    for (const { metadata } of children) {
      const child: ApiObject = { apiVersion, kind, metadata: { name: metadata.name, namespace: NAMESPACE } };
      accepted(await api.patch(child, { metadata: { labels: { [label]: null } } }));
      await api.waitFor(child, 'has its label again', (live) => live.metadata.labels?.[label] === name);
    }
  }
}

/** An object of another, which an event tells of. */
async function tellOfConflict(): Promise<void> {
  const foreign = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'third-mcp', namespace: NAMESPACE },
  };
  accepted(await api.create({ ...foreign, spec: { ports: [{ port: 1 }] } }));
  const third = app('third', { type: 'None' });
  accepted(await api.apply(third));
  await api.waitFor(third, 'has a Conflict', (live) => hasCondition(live, 'Conflict'));
  await waitFor('an event tells of it', async () => {
    const events = await api.list({ apiVersion: 'events.k8s.io/v1', kind: 'Event', namespace: NAMESPACE });
    return events.some(({ reason }) => reason === 'Foreign') ? true : undefined;
  });
}

/** What an earlier version of the operator may have rendered, of kinds that this one always renders. */
async function leaveBehind(): Promise<void> {
  const { uid, name } = accepted(await api.get(BY_GATEWAY)).metadata;
  const owner = { apiVersion: BY_GATEWAY.apiVersion, kind: 'ChatGPTApp', name, uid, controller: true };
  const metadata = {
    ...{ name: 'gateway-old', namespace: NAMESPACE },
    labels: { 'apps.makeaihq.com/app': 'gateway' },
    ownerReferences: [owner],
  };
  const labels = { old: 'yes' };
  const pod = { metadata: { labels }, spec: { containers: [{ name: 'old', image: 'old:1' }] } };
  const old = [
    { apiVersion: 'v1', kind: 'Service', metadata, spec: { ports: [{ port: 1 }] } },
    { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec: { podSelector: {} } },
    {
      ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata },
      spec: { replicas: 0, selector: { matchLabels: labels }, template: pod },
    },
  ];
  for (const object of old) accepted(await api.create(object as unknown as ApiObject));
  for (const object of old) await api.waitForGone(object);
}

/** Waits until what an app no longer wants is gone. */
async function untilGone({ metadata }: ApiObject): Promise<void> {
  const optional = [
    ['policy/v1', 'PodDisruptionBudget'],
    ['autoscaling/v2', 'HorizontalPodAutoscaler'],
    ['gateway.networking.k8s.io/v1', 'HTTPRoute'],
    ['networking.k8s.io/v1', 'Ingress'],
    ['cert-manager.io/v1', 'Certificate'],
    ['monitoring.coreos.com/v1', 'ServiceMonitor'],
    ['v1', 'ServiceAccount'],
  ] as const;
  const { name, namespace: place } = metadata;
  for (const [apiVersion, kind] of optional) {
    await api.waitForGone({ apiVersion, kind, metadata: { name: `${name}-mcp`, namespace: place } });
  }
  const widget = { name: `${name}-mcp-widget-list`, namespace: place };
  await api.waitForGone({ apiVersion: 'v1', kind: 'ConfigMap', metadata: widget });
}
