import { cluster } from '../../harness/cluster';
import type { RestrictedNamespace } from '../../harness/restricted-namespace';
import { waitFor } from '../../harness/wait-for';
import { adminKubeconfig } from '../harness/admin-kubeconfig';
import { AppFleet } from '../harness/app-fleet';
import { OperatorProcess } from '../harness/operator-process';
import { RecoveryTimes } from '../harness/recovery-times';

const APPS = 20;

describe('two operators of which one leads', () => {
  const { api } = cluster();
  const times = new RecoveryTimes();
  const started: OperatorProcess[] = [];
  let namespace: RestrictedNamespace;
  let fleet: AppFleet;
  let leader: OperatorProcess;
  let standby: OperatorProcess;

  beforeAll(async () => {
    namespace = await cluster().namespace('leadership');
    fleet = new AppFleet(cluster(), namespace.name);
    leader = await start();
    await waitFor('one leads', async () => ((await leads(leader)) ? true : undefined));
    standby = await start();
  });
  afterAll(async () => {
    times.print();
    for (const operator of started) {
      operator.signal('SIGKILL');
      await operator.stop();
    }
    await namespace?.delete();
  });

  it('write by one of them only', async () => {
    await fleet.applyMany(APPS, '1.0.0');
    await fleet.untilConverged();
    expect(await leader.writes()).toBeGreaterThan(APPS);
    expect(await standby.writes()).toBe(0);
    expect(await leads(standby)).toBe(false);
    // else its queue would grow for ever, and its waits be told as delays when it leads
    expect(new Set((await standby.metric('workqueue_depth')).values())).toEqual(new Set([0]));
  });

  it('hand over in time where the leader is told to end', async () => {
    const ended = leader.stop();
    await fleet.applyMany(APPS, '1.1.0');
    const seconds = await times.measure('leader told to end: another leads', () => untilLeads(standby));
    expect(await ended).toBe(0);
    expect(seconds).toBeLessThan(5);
    await times.measure('leader told to end: all apps ready', () => fleet.untilConverged());
    await follow();
  });

  it('finish the wave of a leader that is killed', async () => {
    await begin('1.2.0');
    leader.signal('SIGKILL');
    const seconds = await times.measure('leader killed: another leads', () => untilLeads(standby));
    expect(seconds).toBeLessThan(20);
    await times.measure('leader killed: all apps ready', () => fleet.untilConverged());
    await follow();
  });

  it('never both write, though the leader stands still in the middle of a wave and wakes up later', async () => {
    await begin('1.3.0');
    leader.signal('SIGSTOP');
    // what the sleeper still wants is the past now
    await fleet.applyMany(APPS, '1.4.0');
    await times.measure('leader stopped: another leads', () => untilLeads(standby));
    await times.measure('leader stopped: all apps ready', () => fleet.untilConverged());
    const before = await versions();
    leader.signal('SIGCONT');
    expect(await leader.ended()).toBe(1);
    expect(leader.log).toContain('leadership is lost');
    expect(await versions()).toEqual(before);
    expect(await standby.probe('readyz')).toBe(200);
  });

  /** Resolves when the leader is in the middle of the roll-out of a version. */
  async function begin(version: string): Promise<void> {
    const before = await leader.writes();
    await fleet.applyMany(APPS, version);
    await waitFor('the leader has begun', async () => ((await leader.writes()) > before ? true : undefined));
  }

  async function start(): Promise<OperatorProcess> {
    const operator = await OperatorProcess.start({
      kubeconfig: await adminKubeconfig(),
      flags: [
        '--leader-elect',
        `--leader-elect-namespace=${namespace.name}`,
        `--watch-namespaces=${namespace.name}`,
      ],
    });
    started.push(operator);
    return operator;
  }

  /** Who stood by leads now, and a new one stands by. */
  async function follow(): Promise<void> {
    leader = standby;
    standby = await start();
  }

  /** Everything in the namespace that someone could have written: a write changes at least one of these. */
  async function versions(): Promise<Record<string, unknown>> {
    const events = await api.list({
      apiVersion: 'events.k8s.io/v1',
      kind: 'Event',
      namespace: namespace.name,
    });
    const objects = [...(await fleet.apps()), ...(await fleet.children()).values()];
    const own = events.filter(
      ({ reportingController }) => reportingController === 'apps.makeaihq.com/chatgpt-operator',
    );
    return Object.fromEntries(
      [...objects, ...own].map(({ kind, metadata }) => [
        `${kind}/${metadata.name}`,
        metadata.resourceVersion,
      ]),
    );
  }
});

async function leads(operator: OperatorProcess): Promise<boolean> {
  const masters = await operator.metric('leader_election_master_status');
  return [...masters.values()].some((value) => value === 1);
}

function untilLeads(operator: OperatorProcess): Promise<unknown> {
  return waitFor('another leads', async () => ((await leads(operator)) ? true : undefined), { every: 20 });
}
