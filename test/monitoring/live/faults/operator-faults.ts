import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type ApiObject, accepted } from '../../../cluster/harness/api-object';
import { Opponent } from '../../../cluster/operator/harness/opponent';
import { type Live, SHOP } from '../harness/live';
import type { End, Fault } from './fault';

/** Whose fields somebody else sets. */
export const FOUGHT_APP = 'fought';

const OPERATOR = { controller: 'chatgptapp' };
const REFUSED = 3;
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
