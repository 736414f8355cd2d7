import { isClusterScoped, isNamespaced } from '../../../lib/synth/checks/kind-scopes';
import { cluster } from '../harness/cluster';

interface Resource {
  readonly group: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** Every kind that the server has, that of CustomResourceDefinitions included. */
async function resources(): Promise<Resource[]> {
  const table = await cluster().kubectl.output('api-resources', '--no-headers');
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [kind = '', namespaced, apiVersion = ''] = line.trim().split(/ +/).reverse();
      const group = apiVersion.includes('/') ? apiVersion.replace(/\/.*/, '') : '';
      return { group, kind, namespaced: namespaced === 'true' };
    });
}

it('knows of each built-in kind where it lives, and says nothing wrong of others', async () => {
  const all = await resources();
  expect(all.length).toBeGreaterThan(50);
  const isBuiltIn = ({ group }: Resource) => !group.includes('.') || group.endsWith('.k8s.io');
  const builtIn = all.filter((one) => isBuiltIn(one) && one.group !== 'gateway.networking.k8s.io');
  const known = ({ group, kind }: Resource) => [isNamespaced(group, kind), isClusterScoped(group, kind)];
  const actual = ({ namespaced }: Resource) => [namespaced, !namespaced];
  expect(builtIn.map((one) => [one, known(one)])).toEqual(builtIn.map((one) => [one, actual(one)]));
  const named = all.filter(({ group, kind }) => isNamespaced(group, kind));
  expect(named.filter(({ namespaced }) => !namespaced)).toEqual([]);
});

it.each([
  ['apps.makeaihq.com', 'ChatGPTApp'],
  ['cert-manager.io', 'Certificate'],
  ['gateway.networking.k8s.io', 'HTTPRoute'],
  ['monitoring.coreos.com', 'ServiceMonitor'],
])('knows that a %s %s lives in a namespace, as the server does', async (group, kind) => {
  const found = (await resources()).find((one) => one.group === group && one.kind === kind);
  expect([isNamespaced(group, kind), found?.namespaced]).toEqual([true, true]);
});
