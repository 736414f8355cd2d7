import { type ApiObject, accepted } from '../../harness/api-object';
import { cluster } from '../../harness/cluster';
import type { RestrictedNamespace } from '../../harness/restricted-namespace';
import { waitFor } from '../../harness/wait-for';
import { adminKubeconfig } from '../harness/admin-kubeconfig';
import { AppFleet } from '../harness/app-fleet';
import { OperatorProcess } from '../harness/operator-process';
import { RecoveryTimes } from '../harness/recovery-times';

const JUNK = 5_000;
const MOST_RSS = 250 * 1024 * 1024;
const LABEL = 'apps.makeaihq.com/app';

describe('an operator among junk', () => {
  const { api } = cluster();
  const times = new RecoveryTimes();
  let namespace: RestrictedNamespace;
  let operator: OperatorProcess;
  let fleet: AppFleet;

  beforeAll(async () => {
    namespace = await cluster().namespace('junk');
    fleet = new AppFleet(cluster(), namespace.name);
    operator = await start();
    await fleet.apply('shop');
    await fleet.untilConverged();
  });
  afterAll(async () => {
    times.print();
    await operator?.stop();
    await namespace?.delete();
  });

  it('touches none of 5,000 objects that are not its own, though half of them have its label', async () => {
    const writes = await operator.writes();
    const junk = Array.from({ length: JUNK }, (_, index) => junkObject(index));
    await Promise.all(junk.map(async (object) => accepted(await api.create(object))));
    const before = await junkVersions();
    expect(before).toHaveLength(JUNK);
    // it sees them all before the next app
    await fleet.apply('late');
    await times.measure('5,000 junk objects: a new app', () => untilReady('late'));
    expect(await junkVersions()).toEqual(before);
    // the new app alone
    expect((await operator.writes()) - writes).toBeLessThan(25);
    expect(await rss()).toBeLessThan(MOST_RSS);
  });

  it('starts among them in a few seconds', async () => {
    await operator.stop();
    await times.measure('5,000 junk objects: a start', async () => {
      operator = await start();
    });
    await fleet.apply('later');
    await untilReady('later');
    expect(await rss()).toBeLessThan(MOST_RSS);
  });

  it('lives with objects that are odd', async () => {
    const { name } = namespace;
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'shop-mcp', namespace: name } };
    const app = fleet.manifest('shop');
    // nobody manages anything any more
    accepted(await api.patch(service, { metadata: { managedFields: [{}] } }));
    accepted(await api.patch(app, { metadata: { managedFields: [{}] } }));
    // no labels at all, and much to read
    accepted(await api.patch(service, { metadata: { labels: null } }));
    accepted(await api.patch(app, { metadata: { annotations: { long: 'x'.repeat(200_000) } } }));
    accepted(await api.patch(service, { metadata: { annotations: { long: 'x'.repeat(200_000) } } }));
    await patchStatus(app, {
      phase: 'Terminating',
      inventory: [{ apiVersion: 'v1', kind: 'Secret', name: 'none-of-ours', wave: 3 }],
      conditions: [
        {
          type: 'Ready',
          status: 'Unknown',
          reason: 'Odd',
          message: '',
          lastTransitionTime: '2000-01-01T00:00:00Z',
        },
      ],
    });
    await times.measure('odd objects', () =>
      waitFor('the app is as wanted', async () =>
        (await problemsOf('shop')).length === 0 && (await fleet.app('shop')).status ? true : undefined,
      ),
    );
    const { status } = await fleet.app('shop');
    expect(status).toMatchObject({ phase: 'Ready' });
    expect(JSON.stringify(status)).not.toContain('none-of-ours');
    expect(await operator.probe('healthz')).toBe(200);
  });

  function start(): Promise<OperatorProcess> {
    return adminKubeconfig().then((kubeconfig) =>
      OperatorProcess.start({ kubeconfig, flags: [`--watch-namespaces=${namespace.name}`] }),
    );
  }

  function junkObject(index: number): ApiObject {
    const labels: Record<string, string> = { junk: 'true' };
    // of an app that is there, of one that is not, or of none
    if (index % 4 === 0) labels[LABEL] = 'shop';
    if (index % 4 === 1) labels[LABEL] = `gone-${index}`;
    const metadata = { name: `junk-${index}`, namespace: namespace.name, labels };
    return index % 10 === 0
      ? { apiVersion: 'v1', kind: 'Service', metadata, spec: { ports: [{ port: 80 }], clusterIP: 'None' } }
      : { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { text: 'x'.repeat(500) } };
  }

  async function junkVersions(): Promise<unknown[]> {
    const lists = await Promise.all(
      ['Service', 'ConfigMap'].map((kind) =>
        api.list({ apiVersion: 'v1', kind, namespace: namespace.name, labelSelector: 'junk' }),
      ),
    );
    return lists
      .flat()
      .map(({ kind, metadata }) => [kind, metadata.name, metadata.uid, metadata.resourceVersion]);
  }

  /** Other than `fleet.problems`, which takes junk with our label for something left behind. */
  async function problemsOf(app: string): Promise<string[]> {
    const problems = await fleet.problems();
    return problems.filter((problem) => problem.includes(app) && !problem.endsWith('is left behind'));
  }

  async function untilReady(app: string): Promise<unknown> {
    return waitFor(`${app} is as wanted`, async () =>
      (await problemsOf(app)).length === 0 ? true : undefined,
    );
  }

  async function patchStatus(app: ApiObject, status: object): Promise<void> {
    const { apiVersion, kind, metadata } = app;
    const options = { subresource: 'status', fieldManager: 'somebody', force: true };
    accepted(await api.apply({ apiVersion, kind, metadata, status }, options));
  }

  async function rss(): Promise<number> {
    const [bytes = 0] = (await operator.metric('process_resident_memory_bytes')).values();
    return bytes;
  }
});
