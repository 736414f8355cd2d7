import { ApiObject as Emitted } from 'cdk8s';
import { monotonicClock } from '../../../operator/src/engine/clock';
import { EventRecorder } from '../../../operator/src/engine/control/event-recorder';
import { KindRunner } from '../../../operator/src/engine/control/kind-runner';
import { Discovery } from '../../../operator/src/engine/kubernetes/discovery';
import { UndiciTransport } from '../../../operator/src/engine/kubernetes/undici-transport';
import { silentLog } from '../../../operator/src/engine/log';
import type { ManagedKind } from '../../../operator/src/engine/managed-kind';
import { renderConstruct } from '../../../operator/src/kinds/render-construct';
import { Metrics } from '../../../operator/src/process/metrics';
import { observersOf } from '../../../operator/src/process/observers';
import { type ApiObject, accepted, hasCondition } from '../harness/api-object';
import { cluster } from '../harness/cluster';
import { readClusterAccess } from '../harness/cluster-access';
import type { RestrictedNamespace } from '../harness/restricted-namespace';

/** All that a new kind needs beside its CRD: what it becomes. */
const greetings: ManagedKind = {
  resource: {
    group: 'test.makeaihq.com',
    version: 'v1',
    kind: 'Greeting',
    plural: 'greetings',
    namespaced: true,
  },
  children: [{ group: '', version: 'v1', kind: 'ConfigMap', plural: 'configmaps', namespaced: true }],
  parentLabel: 'test.makeaihq.com/greeting',
  render: ({ metadata: { name, namespace }, spec }) => ({
    objects: renderConstruct((chart) => {
      const labels = { 'test.makeaihq.com/greeting': name };
      const { text } = spec as { readonly text: string };
      new Emitted(chart, 'text', {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name, namespace, labels },
        data: { text },
      });
    }),
    warnings: [],
  }),
  describe: () => ({}),
};

const open = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
const crd = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'greetings.test.makeaihq.com' },
  spec: {
    group: 'test.makeaihq.com',
    scope: 'Namespaced',
    names: { kind: 'Greeting', plural: 'greetings', singular: 'greeting' },
    versions: [
      {
        ...{ name: 'v1', served: true, storage: true, subresources: { status: {} } },
        schema: { openAPIV3Schema: { type: 'object', properties: { spec: open, status: open } } },
      },
    ],
  },
};

const { api, kubectl } = cluster();
let namespace: RestrictedNamespace;
let runner: KindRunner;
let transport: UndiciTransport;

beforeAll(async () => {
  namespace = await cluster().namespace('greetings');
  accepted(await api.apply(crd));
  await api.waitFor(crd, 'is established', (live) => hasCondition(live, 'Established'));
  const { server, certificateAuthority, certificate, key, token } = readClusterAccess(kubectl);
  const authorization = async () => token && `Bearer ${token}`;
  transport = new UndiciTransport({ server, certificateAuthority, certificate, key, authorization });
  runner = new KindRunner({
    ...{
      kind: greetings,
      transport,
      log: silentLog,
      clock: monotonicClock,
      manager: 'greeter',
      syncPeriod: 0,
    },
    namespaces: [namespace.name],
    discovery: new Discovery(transport),
    recorder: new EventRecorder(transport, 'greeter', 'test', silentLog),
    assertLeading: () => undefined,
    observers: observersOf(greetings, new Metrics(), 1, silentLog),
  });
  runner.watch();
  await runner.synced();
  runner.work(1);
});
afterAll(async () => {
  await runner?.drain();
  await transport?.close();
  await api.delete(crd);
  await namespace?.delete();
});

it('a second kind is kept true by its registration alone', async () => {
  const greeting: ApiObject = {
    apiVersion: 'test.makeaihq.com/v1',
    kind: 'Greeting',
    metadata: { name: 'hello', namespace: namespace.name },
    spec: { text: 'Hello' },
  };
  const text: ApiObject = { apiVersion: 'v1', kind: 'ConfigMap', metadata: greeting.metadata };
  const says = (words: string) => (live: ApiObject) =>
    (live.data as { text?: string } | undefined)?.text === words;
  accepted(await api.apply(greeting));
  await api.waitFor(
    greeting,
    'is Ready',
    ({ status }) => (status as { phase?: string } | undefined)?.phase === 'Ready',
  );
  await api.waitFor(text, 'says hello', says('Hello'));

  accepted(await api.apply({ ...greeting, spec: { text: 'Good evening' } }));
  await api.waitFor(text, 'says good evening', says('Good evening'));

  accepted(await api.patch(text, { data: { text: 'Go away' } }));
  await api.waitFor(text, 'is healed', says('Good evening'));

  accepted(await api.delete(greeting));
  // the garbage collector learns of a new kind every half minute
  await api.waitForGone(text, { deadline: 60 });
});
