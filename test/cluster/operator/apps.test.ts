import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleApps } from '../../sample-apps';
import { type ApiObject, accepted, hasCondition } from '../harness/api-object';
import { cluster } from '../harness/cluster';
import type { RestrictedNamespace } from '../harness/restricted-namespace';
import { waitFor } from '../harness/wait-for';
import { adminKubeconfig } from './harness/admin-kubeconfig';
import { childrenIn } from './harness/children';
import { OperatorProcess } from './harness/operator-process';

const { api, kubectl } = cluster();
let namespace: RestrictedNamespace;
let operator: OperatorProcess;

const apps = sampleApps() as unknown as readonly ApiObject[];
const placed = (object: ApiObject): ApiObject => ({
  ...object,
  metadata: { ...object.metadata, namespace: namespace.name },
});
const refer = (apiVersion: string, kind: string, name: string) =>
  placed({ apiVersion, kind, metadata: { name } });
const app = (name: string) => refer('apps.makeaihq.com/v1alpha1', 'ChatGPTApp', name);
const deployment = () => refer('apps/v1', 'Deployment', 'fitness-mcp');
/** What a sample app refers to beyond its namespace. */
const CLUSTER_OBJECTS: readonly ApiObject[] = [
  { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'business' }, value: 1000 },
  { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'gvisor' }, handler: 'runsc' },
];
const start = async () =>
  OperatorProcess.start({
    kubeconfig: await adminKubeconfig(),
    flags: [`--watch-namespaces=${namespace.name}`],
  });

beforeAll(async () => {
  namespace = await cluster().namespace('operated');
  // what a sample app refers to and does not bring itself
  accepted(
    await api.apply(placed({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'kitchen' } })),
  );
  for (const object of CLUSTER_OBJECTS) accepted(await api.apply(object));
  operator = await start();
});
afterAll(async () => {
  for (const object of CLUSTER_OBJECTS) await api.delete(object);
  await operator?.stop();
  await namespace?.delete();
});

/** Waits until nothing has been written for some seconds. @returns the writes so far */
async function untilQuiet(seconds = 1): Promise<number> {
  let last = { writes: -1, since: 0 };
  return waitFor('the operator is quiet', async () => {
    const writes = await operator.writes();
    if (writes !== last.writes) last = { writes, since: Date.now() };
    return Date.now() - last.since > seconds * 1_000 ? writes : undefined;
  });
}

/** Longer than the operator waits with changes of the status that are not urgent. */
const SETTLED = 6;

async function phaseOf(name: string): Promise<unknown> {
  return (accepted(await api.get(app(name))).status as { phase?: unknown } | undefined)?.phase;
}

describe('the operator', () => {
  it.each(apps.map(({ metadata }) => metadata.name ?? ''))('makes the sample app %s Ready', async (name) => {
    const manifest = apps.find(({ metadata }) => metadata.name === name);
    const file = join(mkdtempSync(join(tmpdir(), 'app-')), 'app.json');
    writeFileSync(file, JSON.stringify(manifest && placed(manifest)));
    await kubectl.output('apply', '-f', file);
    const live = await api.waitFor(app(name), 'is Ready', (object) => hasCondition(object, 'Ready'));
    expect(live.status).toMatchObject({
      phase: 'Ready',
      observedGeneration: live.metadata.generation,
      endpoint: expect.stringContaining(`http://${name}-mcp.${namespace.name}.svc.cluster.local`),
    });
  });

  it('writes no more than it must: each object once, and the status when it changes', async () => {
    // its autoscaler takes some time
    const isScaled = ({ status }: ApiObject) => (status as { readyReplicas?: number }).readyReplicas === 3;
    await api.waitFor(app('storefront'), 'has its three pods', isScaled, { deadline: 60 });
    const writes = await untilQuiet(SETTLED);
    const children = await childrenIn(namespace.name);
    expect(writes).toBeLessThanOrEqual(children.size + apps.length * 2.5);
  });

  it('writes nothing while nothing changes, though others write beside it', async () => {
    const before = await untilQuiet();
    const versions = await versionsOf(deployment());
    for (let round = 0; round < 5; round++) {
      const annotations = { 'example.com/round': String(round) };
      accepted(await api.patch(deployment(), { metadata: { annotations } }));
      accepted(await api.patch(app('fitness'), { metadata: { annotations } }));
    }
    expect(await untilQuiet()).toBe(before);
    expect(await versionsOf(deployment())).not.toEqual(versions);
    expect(
      (await childrenIn(namespace.name)).get('Deployment/fitness-mcp')?.metadata.annotations,
    ).toMatchObject({
      'example.com/round': '4',
    });
  });

  it('writes nothing when it starts anew and everything is in place', async () => {
    await operator.stop();
    operator = await start();
    expect(await untilQuiet()).toBe(0);
  });

  it.each<[string, () => Promise<unknown>, () => Promise<boolean>]>([
    [
      'a Service that was deleted',
      () => api.delete(refer('v1', 'Service', 'fitness-mcp')),
      async () => (await api.get(refer('v1', 'Service', 'fitness-mcp'))).status === 200,
    ],
    [
      'an image that was changed',
      () =>
        kubectl.output('set', 'image', 'deployment/fitness-mcp', 'mcp-server=evil:1', '-n', namespace.name),
      async () => !JSON.stringify(accepted(await api.get(deployment()))).includes('evil:1'),
    ],
    [
      'a label that was changed',
      () =>
        kubectl.output(
          'label',
          'service/fitness-mcp',
          'app.kubernetes.io/name=x',
          '--overwrite',
          '-n',
          namespace.name,
        ),
      async () =>
        accepted(await api.get(refer('v1', 'Service', 'fitness-mcp'))).metadata.labels?.[
          'app.kubernetes.io/name'
        ] === 'fitness',
    ],
    [
      'a policy that was opened',
      () =>
        api.patch(refer('networking.k8s.io/v1', 'NetworkPolicy', 'fitness-mcp'), { spec: { egress: [{}] } }),
      async () =>
        !JSON.stringify(
          accepted(await api.get(refer('networking.k8s.io/v1', 'NetworkPolicy', 'fitness-mcp'))).spec,
        ).includes('"egress":[{}]'),
    ],
  ])('heals %s, with one write, and stays Ready', async (_, harm, isHealed) => {
    const before = await untilQuiet();
    await harm();
    await waitFor('it is healed', async () => ((await isHealed()) ? true : undefined));
    const writes = (await untilQuiet()) - before;
    expect(writes).toBe(1);
    expect(await phaseOf('fitness')).toBe('Ready');
  });

  it('rolls out another image with few writes, and says so', async () => {
    const before = await untilQuiet();
    const image = `ghcr.io/acme/mcp-hello:1.0.0@sha256:${'a'.repeat(64)}`;
    accepted(await api.patch(app('hello'), { spec: { mcpServer: { image } } }));
    await api.waitFor(app('hello'), 'is Ready again', ({ status, metadata }) => {
      const { observedGeneration, phase } = status as { observedGeneration?: number; phase?: string };
      return observedGeneration === metadata.generation && phase === 'Ready';
    });
    expect((await untilQuiet()) - before).toBeLessThanOrEqual(4 + (await labelled('hello')));
  });

  it('leaves nothing of an app that is deleted', async () => {
    await kubectl.output('delete', 'chatgptapp', '--all', '-n', namespace.name);
    await waitFor('everything is gone', async () =>
      (await childrenIn(namespace.name)).size === 0 ? true : undefined,
    );
  });
});

async function versionsOf(ref: ApiObject): Promise<unknown> {
  return accepted(await api.get(ref)).metadata.resourceVersion;
}

/** Objects whose label of the version changes with a tag. */
async function labelled(name: string): Promise<number> {
  const children = [...(await childrenIn(namespace.name)).values()];
  return children.filter(({ metadata }) => metadata.labels?.['apps.makeaihq.com/app'] === name).length;
}
