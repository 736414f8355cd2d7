import { request } from 'node:https';
import { App, Chart } from 'cdk8s';
import { ManagedKind, OperatorConstruct } from '../../../lib';
import { ApiClient } from '../harness/api-client';
import { type ApiObject, accepted } from '../harness/api-object';
import { readClusterAccess } from '../harness/cluster-access';
import { type ControlPlane, startControlPlane } from '../harness/control-plane';
import { freePorts } from '../harness/free-ports';
import { Kubectl } from '../harness/kubectl';
import { waitFor } from '../harness/wait-for';
import { fitnessApp } from './harness/fitness-app';
import { LOGS_ALL, OPERATOR_USER, operatorKubeconfig } from './harness/operator-account';
import { OperatorProcess } from './harness/operator-process';
import { type Rule, rightsOf, UsedRights } from './harness/used-rights';

const NAMESPACE = 'chatgpt-operator-system';
const WEBHOOK = 'chatgpt-operator-webhook';
const SECRET = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'chatgpt-operator-webhook-tls', namespace: NAMESPACE },
};

let controlPlane: ControlPlane;
let api: ApiClient;
let operator: OperatorProcess;
let port: number;

beforeAll(async () => {
  controlPlane = await startControlPlane({ storageOnly: true, auditPolicy: LOGS_ALL });
  api = new ApiClient(readClusterAccess(new Kubectl(controlPlane.binaries.kubectl, controlPlane.kubeconfig)));
  for (const object of installation(true)) accepted(await api.apply(object));
  [port = 0] = await freePorts(1);
  operator = await OperatorProcess.start({
    kubeconfig: await operatorKubeconfig(controlPlane),
    flags: [
      ...['--leader-elect', `--leader-elect-namespace=${NAMESPACE}`, '--leader-elect-id=chatgpt-operator'],
      `--webhook-bind-address=127.0.0.1:${port}`,
      `--webhook-secret-name=${SECRET.metadata.name}`,
      ...[`--webhook-service-name=${WEBHOOK}`, `--webhook-configuration-name=${WEBHOOK}`],
    ],
  });
});
afterAll(async () => {
  await operator?.stop();
  api?.close();
  await controlPlane?.stop();
});

it('a webhook adds the rights that it uses, all of them and no others', async () => {
  await untilAnswered();
  await spoilTheSecret();
  const { used, refused } = new UsedRights(controlPlane.auditLog, OPERATOR_USER);
  const [without, given] = [false, true].map((webhook) => rightsOf(rulesOf(installation(webhook))));
  const added = (given ?? []).filter((right) => !without?.includes(right));
  expect(added.sort()).toEqual(
    [
      'create /secrets',
      'get /secrets',
      'get admissionregistration.k8s.io/validatingwebhookconfigurations',
      'get /secrets',
      'patch admissionregistration.k8s.io/validatingwebhookconfigurations',
      'update /secrets',
    ].sort(),
  );
  expect(refused).toEqual([]);
  expect(added.filter((right) => !used.has(right))).toEqual([]);
  expect([...used].filter((right) => !given?.includes(right))).toEqual([]);
});

/** What the API server stores of an installation; its wave order. */
function installation(webhook: boolean): ApiObject[] {
  const app = new App();
  const chart = new Chart(app, 'operator', { namespace: NAMESPACE, disableResourceNameHashes: true });
  new OperatorConstruct(chart, 'chatgpt-operator', {
    image: 'registry.example.com/chatgpt-operator:1.0.0',
    kinds: [ManagedKind.chatGPTApp()],
    webhook: webhook ? { warnOfMissingSecrets: true } : undefined,
  });
  const first = ['Namespace', 'CustomResourceDefinition'];
  const isFirst = ({ kind }: ApiObject) => Number(!first.includes(kind));
  return (chart.toJson() as ApiObject[]).sort((a, b) => isFirst(a) - isFirst(b));
}

function rulesOf(objects: readonly ApiObject[]): Rule[] {
  const own = ['chatgpt-operator', 'chatgpt-operator-leader-election', WEBHOOK];
  return objects
    .filter(({ kind, metadata }) => kind.endsWith('Role') && own.includes(String(metadata.name)))
    .flatMap((role) => role.rules as Rule[]);
}

/** The webhook warns of a Secret that is not there, so it has looked. */
async function untilAnswered(): Promise<void> {
  const mcpServer = { image: 'ghcr.io/acme/fitness:1.0.0', imagePullSecrets: [{ name: 'not-there' }] };
  const app = fitnessApp('default', 'fitness', { mcpServer });
  await waitFor(
    'the webhook warns of the missing Secret',
    async () => (await ask(app).catch(() => '')).includes('not-there') || undefined,
    { deadline: 60 },
    () => operator.log.slice(-1500),
  );
}

function ask(object: object): Promise<string> {
  const kind = { group: 'apps.makeaihq.com', version: 'v1alpha1', kind: 'ChatGPTApp' };
  const review = {
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    request: { uid: 'one', kind, operation: 'CREATE', namespace: 'default', object },
  };
  return new Promise((resolve, reject) => {
    const options = {
      method: 'POST',
      rejectUnauthorized: false,
      headers: { 'content-type': 'application/json' },
    };
    const question = request(
      `https://127.0.0.1:${port}/validate-apps-makeaihq-com-v1alpha1-chatgptapp`,
      options,
      (answer) => {
        let text = '';
        answer.on('data', (chunk) => {
          text += chunk;
        });
        answer.on('end', () => resolve(text));
      },
    );
    question.on('error', reject).end(JSON.stringify(review));
  });
}

/** What someone broke is written again. */
async function spoilTheSecret(): Promise<void> {
  accepted(await api.patch(SECRET, { data: { 'tls.crt': '', 'tls.key': '' } }));
  await api.waitFor(SECRET, 'is mended', (live) => (live.data as Record<string, string>)['tls.crt'] !== '', {
    deadline: 60,
  });
}
