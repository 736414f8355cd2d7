import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type ApiObject, accepted } from '../../../cluster/harness/api-object';
import { AppFleet } from '../../../cluster/operator/harness/app-fleet';
import { Opponent } from '../../../cluster/operator/harness/opponent';
import { type Live, SHOP } from '../harness/live';
import { SilentServer } from '../harness/silent-server';
import { type End, type Fault, withAnother } from './fault';

/** Whose fields somebody else sets. */
export const FOUGHT_APP = 'fought';

const OPERATOR = { controller: 'chatgptapp' };
const QUEUE = { name: 'chatgptapp' };
const REFUSED = 3;
/** As many as the operator has (--max-concurrent-reconciles). */
const WORKERS = 4;
/** Apps that come at once: more than the alert about a backlog lets wait. */
const CROWD = 120;
const LEASE = {
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  metadata: { name: 'chatgpt-operator', namespace: 'chatgpt-operator-system' },
};

/** While the operator runs and gets through. */
export const OPERATOR_FAULTS: readonly Fault[] = [
  { alert: 'ChatGPTOperatorReconcileErrors', labels: OPERATOR, begin: refuseDeployments },
  { alert: 'ChatGPTOperatorFieldFights', labels: {}, begin: fight },
  { alert: 'ChatGPTAppDegraded', labels: { exported_namespace: 'unwell' }, begin: refuseApp },
  { alert: 'ChatGPTOperatorCertificateUnreadable', labels: {}, begin: breakCertificate },
];

/** Writes of the operator take as long as it waits for one. */
export const SLOW_WRITES: readonly Fault[] = [
  { alert: 'ChatGPTOperatorSlowReconciles', labels: OPERATOR, begin: stallDeployments },
  { alert: 'ChatGPTOperatorSlowQueue', labels: QUEUE, begin: async () => withAnother },
  { alert: 'ChatGPTOperatorBacklog', labels: QUEUE, begin: async () => withAnother },
];

/** The API server is gone, for the operator. */
export const UNREACHABLE: readonly Fault[] = [
  {
    alert: 'ChatGPTOperatorApiErrors',
    labels: {},
    begin: async ({ operator }) => {
      operator.way.isOpen = false;
      operator.way.reset();
      return async () => {
        operator.way.isOpen = true;
      };
    },
  },
];

/** Somebody else holds the lease. */
export const LEADERLESS: readonly Fault[] = [
  { alert: 'ChatGPTOperatorHasNoLeader', labels: {}, begin: takeLease },
];

/** No process of the operator is left. */
export const DOWN: readonly Fault[] = [
  {
    alert: 'ChatGPTOperatorDown',
    labels: { severity: 'critical' },
    begin: async ({ operator }) => {
      await operator.kill();
      return () => operator.restart();
    },
  },
];

/** The Deployments of some apps are refused, and somebody edits these apps all the time. */
async function refuseDeployments({ cluster, fleet }: Live): Promise<End> {
  const policy = refusal();
  for (const object of policy) accepted(await cluster.api.apply(object));
  const names = Array.from({ length: REFUSED }, (_, index) => `refused-${index}`);
  let goesOn = true;
  const editing = (async () => {
    for (let edit = 0; goesOn; edit++) {
      for (const name of names) await fleet.apply(name, { description: `edit ${edit}` });
      await pause(1000);
    }
  })();
  return async () => {
    goesOn = false;
    await editing;
    for (const name of names) await fleet.delete(name);
    for (const object of policy) await cluster.api.delete(object);
  };
}

function refusal(): readonly ApiObject[] {
  const apiVersion = 'admissionregistration.k8s.io/v1';
  const metadata = { name: 'refused-apps' };
  const deployments = { apiGroups: ['apps'], apiVersions: ['v1'], resources: ['deployments'] };
  return [
    {
      ...{ apiVersion, kind: 'ValidatingAdmissionPolicy', metadata },
      spec: {
        matchConstraints: { resourceRules: [{ ...deployments, operations: ['CREATE', 'UPDATE'] }] },
        validations: [{ expression: "!object.metadata.name.startsWith('refused-')", message: 'refused' }],
      },
    },
    {
      ...{ apiVersion, kind: 'ValidatingAdmissionPolicyBinding', metadata },
      spec: { policyName: metadata.name, validationActions: ['Deny'] },
    },
  ];
}

/**
 * In a namespace every Deployment is shown to an admission webhook that never answers, so that the API server waits half a
 * minute. Each worker of the operator gets there at its own time, as workers do; then many apps come at once, and wait.
 */
async function stallDeployments({ cluster, authority }: Live): Promise<End> {
  const namespace = 'crowd';
  accepted(await cluster.api.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }));
  const silent = await SilentServer.start(await authority.issueForServer('silent'));
  const caBundle = readFileSync(authority.certificateFile).toString('base64');
  const webhook = stalling(namespace, { url: silent.url, caBundle });
  accepted(await cluster.api.apply(webhook));
  const crowd = new AppFleet(cluster, namespace);
  const names = Array.from({ length: WORKERS }, (_, index) => `early-${index}`);
  for (const name of names) {
    await crowd.apply(name);
    await pause(5000);
  }
  await crowd.applyMany(CROWD, 'v1');
  return async () => {
    const apps = await crowd.apps();
    await Promise.all(apps.map((app) => cluster.api.delete(app)));
    accepted(await cluster.api.delete(webhook));
    await silent.stop();
  };
}

function stalling(namespace: string, clientConfig: object): ApiObject {
  const deployments = { apiGroups: ['apps'], apiVersions: ['v1'], resources: ['deployments'] };
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'stalling' },
    webhooks: [
      {
        name: 'stalling.example.com',
        clientConfig,
        rules: [{ ...deployments, operations: ['CREATE', 'UPDATE'] }],
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
        ...{ timeoutSeconds: 30, failurePolicy: 'Ignore' },
        ...{ admissionReviewVersions: ['v1'], sideEffects: 'None' },
      },
    ],
  };
}

/** A rival sets the replicas of a Deployment that the operator sets. */
async function fight({ cluster }: Live): Promise<End> {
  const rival = new Opponent(cluster.api, 'rival-controller', [
    {
      ...{ apiVersion: 'apps/v1', kind: 'Deployment' },
      metadata: { name: `${FOUGHT_APP}-mcp`, namespace: SHOP },
      spec: { replicas: 2 },
    },
  ]);
  rival.start();
  return () => rival.stop();
}

/** An app whose Deployment is somebody else's already. */
async function refuseApp({ cluster, fleet }: Live): Promise<End> {
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'unwell' } };
  accepted(await cluster.api.apply(namespace));
  const labels = { app: 'foreign' };
  const metadata = { name: 'taken-mcp', namespace: 'unwell' };
  const spec = {
    ...{ replicas: 0, selector: { matchLabels: labels } },
    template: { metadata: { labels }, spec: { containers: [{ name: 'a', image: 'example.com/a:1' }] } },
  };
  accepted(await cluster.api.apply({ apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec }));
  const app: ApiObject = { ...fleet.manifest('taken'), metadata: { name: 'taken', namespace: 'unwell' } };
  accepted(await cluster.api.apply({ ...app, spec: { ...(app.spec as object), host: 'taken.example.com' } }));
  return () => cluster.api.delete(app);
}

/** In the middle of a renewal the certificate is none. */
async function breakCertificate({ operator }: Live): Promise<End> {
  const file = join(operator.certificates, 'tls.crt');
  const good = readFileSync(file);
  writeFileSync(file, 'no certificate');
  return async () => writeFileSync(file, good);
}

/** Both processes end, and when they come back the lease is somebody else's, who is not there. */
async function takeLease({ cluster, operator }: Live): Promise<End> {
  await operator.kill();
  const now = new Date().toISOString().replace('Z', '000Z');
  const spec = { holderIdentity: 'nobody', leaseDurationSeconds: 3600, acquireTime: now, renewTime: now };
  accepted(await cluster.api.apply({ ...LEASE, spec } as ApiObject, { force: true }));
  await operator.restart();
  // given back; a lease that is deleted still counts for as long as it said
  return async () =>
    accepted(
      await cluster.api.apply({ ...LEASE, spec: { holderIdentity: '' } } as ApiObject, { force: true }),
    );
}
