import { Applier } from '../../../operator/src/engine/control/applier';
import type { KubeObject } from '../../../operator/src/engine/kubernetes/kube-object';
import type { Resource } from '../../../operator/src/engine/kubernetes/resource';
import { ApiError } from '../../../operator/src/engine/kubernetes/transport';
import { UndiciTransport } from '../../../operator/src/engine/kubernetes/undici-transport';
import { chatGPTApps } from '../../../operator/src/kinds/chatgptapp';
import { sampleApps } from '../../sample-apps';
import { cluster } from '../harness/cluster';
import { readClusterAccess } from '../harness/cluster-access';
import type { RestrictedNamespace } from '../harness/restricted-namespace';

let namespace: RestrictedNamespace;
let transport: UndiciTransport;
let applier: Applier;

beforeAll(async () => {
  namespace = await cluster().namespace('applied');
  transport = new UndiciTransport(readClusterAccess(cluster().kubectl));
  applier = new Applier(transport, 'chatgpt-operator', () => undefined);
});
afterAll(async () => {
  await transport?.close();
  await namespace?.delete();
});

const configMaps: Resource = {
  ...{ group: '', version: 'v1', kind: 'ConfigMap', plural: 'configmaps', namespaced: true },
};

const [app] = sampleApps() as unknown as readonly (KubeObject & { readonly spec: object })[];

// the server does not read an apply a second time for us: it would break if that were needed to find wrong fields
it.each([
  [
    'a built-in kind',
    configMaps,
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'odd' }, dota: { text: 'a' } },
  ],
  ['a custom resource', chatGPTApps.resource, { ...app, spec: { ...app?.spec, displayNaem: 'Odd' } }],
] as const)('the server refuses a field that %s does not have', async (_title, resource, object) => {
  const manifest = { ...object, metadata: { ...object.metadata, namespace: namespace.name } } as KubeObject;
  await expect(applier.apply(resource, manifest)).rejects.toThrow(/dota|displayNaem/);
  await expect(applier.apply(resource, manifest)).rejects.toBeInstanceOf(ApiError);
  expect(await applier.read(resource, manifest)).toBeUndefined();
});
