import type { LeaseElectorOptions } from '../../../../operator/src/engine/lease/lease-elector';
import { LeaseElector } from '../../../../operator/src/engine/lease/lease-elector';
import { FakeClock, settle } from '../../fake-clock';
import { type Fate, LeaseServer } from './lease-server';
import { SimulatedProcess, type SimulatedProcessOptions } from './simulated-process';

const QUICK: Fate = { there: 1, back: 1 };

function world() {
  const clock = new FakeClock();
  const server = new LeaseServer(clock);
  const start = (identity: string, options?: SimulatedProcessOptions) =>
    new SimulatedProcess(identity, clock, server, options);
  return { clock, server, start };
}

describe('LeaseElector', () => {
  it('creates the lease where there is none, with times that the API server takes', async () => {
    const { clock, server, start } = world();
    const process = start('a', { wallClock: () => Date.UTC(2026, 10, 21, 8, 0, 0, 7) });
    await clock.advance(100);
    expect(process.leads).toBe(true);
    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /apis/coordination.k8s.io/v1/namespaces/system/leases/operator',
      'POST /apis/coordination.k8s.io/v1/namespaces/system/leases',
    ]);
    expect(server.lease?.spec).toEqual({
      holderIdentity: 'a',
      leaseDurationSeconds: 15,
      acquireTime: '2026-11-21T08:00:00.007000Z',
      renewTime: '2026-11-21T08:00:00.007000Z',
      leaseTransitions: 0,
    });
  });

  it('renews each 2 s by one request, and keeps what others wrote into the lease', async () => {
    const { clock, server, start } = world();
    start('a');
    await clock.advance(100);
    server.write((lease) => ({ ...lease, metadata: { ...lease.metadata, labels: { team: 'x' } } }));
    await clock.advance(2100);
    const before = server.requests.length;
    await clock.advance(20_000);
    expect(server.requests.slice(before).map(({ method }) => method)).toEqual(Array(10).fill('PUT'));
    expect(server.lease?.metadata.labels).toEqual({ team: 'x' });
    expect(server.lease?.spec?.acquireTime).not.toBe(server.lease?.spec?.renewTime);
  });

  it('leaves a lease alone that is renewed, whatever the clocks say', async () => {
    const { clock, start } = world();
    const leader = start('a');
    await clock.advance(100);
    const other = start('b', { offset: 9e9 });
    leader.wallOffset = -86_400_000;
    await clock.advance(60_000);
    leader.wallOffset = 86_400_000;
    await clock.advance(60_000);
    expect([leader.leads, other.leads]).toEqual([true, false]);
  });

  it('is seen to renew even while the wall clock stands still', async () => {
    const { clock, start } = world();
    const leader = start('a', { wallClock: () => 0 });
    await clock.advance(100);
    const other = start('b');
    await clock.advance(60_000);
    expect([leader.leads, other.leads]).toEqual([true, false]);
  });

  it.each([0, 0.5, 1])('follows a leader that was killed within 17 s (random %d)', async (random) => {
    for (let lag = 0; lag < 2000; lag += 250) {
      const { clock, server, start } = world();
      const leader = start('a');
      await clock.advance(300 + lag);
      const other = start('b', { random: () => random });
      await clock.advance(20_000);
      leader.kill();
      const killed = clock.now();
      await clock.advance(17_000);
      expect(other.leads).toBe(true);
      expect((other.acquiredAt ?? 0) - killed).toBeGreaterThan(12_900);
      expect(server.lease?.spec).toMatchObject({ holderIdentity: 'b', leaseTransitions: 1 });
    }
  });

  it.each([0, 0.5, 1])('follows a leader that released within 2 s (random %d)', async (random) => {
    const { clock, server, start } = world();
    const leader = start('a');
    await clock.advance(100);
    const other = start('b', { random: () => random });
    await clock.advance(20_000);
    const released = leader.elector.release();
    expect(leader.leads).toBe(false);
    await clock.advance(10);
    await released;
    expect(server.lease?.spec).toMatchObject({
      holderIdentity: '',
      leaseDurationSeconds: 1,
      leaseTransitions: 0,
    });
    await clock.advance(2000);
    expect(other.leads).toBe(true);
    expect(server.lease?.spec).toMatchObject({
      holderIdentity: 'b',
      leaseDurationSeconds: 15,
      leaseTransitions: 1,
    });
    expect(leader.losses).toEqual([]);
  });

  it('releases although a renewal of its own comes between', async () => {
    const { clock, server, start } = world();
    let fate: Fate = QUICK;
    const leader = start('a', { fate: () => fate });
    await clock.advance(100);
    // sent at 2004, called off at 2100, there at 2105: between the look and the write of the release
    fate = { there: 101, back: 1 };
    await clock.advance(2000);
    const released = leader.elector.release();
    fate = { there: 2, back: 2 };
    await clock.advance(20);
    await released;
    expect(server.lease?.spec?.holderIdentity).toBe('');
    expect(server.requests.filter(({ method }) => method === 'PUT')).toHaveLength(3);
  });

  it('does not wait for a request that hangs when it is released', async () => {
    const { clock, server, start } = world();
    let fate: Fate = QUICK;
    const leader = start('a', { fate: () => fate });
    await clock.advance(100);
    fate = { ...QUICK, lost: 'request' };
    await clock.advance(2000);
    fate = QUICK;
    const released = leader.elector.release();
    await clock.advance(10);
    await released;
    expect(server.lease?.spec?.holderIdentity).toBe('');
  });

  it('ends waiting by release, and leaves the lease of the other alone', async () => {
    const { clock, server, start } = world();
    start('a');
    await clock.advance(100);
    const other = start('b');
    await clock.advance(3000);
    const released = other.elector.release();
    await clock.advance(10);
    await released;
    expect(await other.elector.acquire()).toBe(false);
    expect(server.lease?.spec?.holderIdentity).toBe('a');
  });

  it('gives up 10 s after the last renewal that was asked for in time', async () => {
    const { clock, start } = world();
    let fate: Fate = QUICK;
    const leader = start('a', { fate: () => fate });
    await clock.advance(6100);
    fate = { ...QUICK, refused: 500 };
    await clock.advance(9800);
    expect(leader.leads).toBe(true);
    await clock.advance(200);
    expect(leader.leads).toBe(false);
    expect(leader.losses).toEqual(['the lease could not be renewed for 10 s']);
  });

  it('overcomes a failure that is shorter than its deadline', async () => {
    const { clock, start } = world();
    let fate: Fate = QUICK;
    const leader = start('a', { fate: () => fate });
    await clock.advance(2100);
    fate = { ...QUICK, lost: 'answer' };
    await clock.advance(7000);
    fate = QUICK;
    await clock.advance(60_000);
    expect(leader.leads).toBe(true);
  });

  it('knows after a stop that it leads no more, before any timer has run', async () => {
    const { clock, start } = world();
    const leader = start('a');
    await clock.advance(100);
    const other = start('b');
    await clock.advance(5000);
    leader.pause();
    await clock.advance(30_000);
    expect([leader.leads, other.leads]).toEqual([false, true]);
    leader.resume();
    expect(leader.leads).toBe(false);
    await settle();
    expect(leader.losses).toHaveLength(1);
  });

  it('is not revived by an answer that comes too late, though nobody else leads', async () => {
    const { clock, start } = world();
    const leader = start('a');
    await clock.advance(2001);
    leader.pause();
    await clock.advance(12_000);
    leader.resume();
    await clock.advance(10);
    expect(leader.leads).toBe(false);
    expect(leader.losses).toEqual(['the lease could not be renewed for 10 s']);
  });

  it('does not lead by an answer that comes too late, and looks again', async () => {
    const { clock, start } = world();
    const process = start('a');
    await clock.advance(3);
    process.pause();
    await clock.advance(12_000);
    process.resume();
    await settle();
    expect([process.leads, process.acquiredAt, process.losses]).toEqual([false, undefined, []]);
    await clock.advance(2000);
    expect(process.leads).toBe(true);
  });

  it('is lost at once where another holds the lease', async () => {
    const { clock, server, start } = world();
    const leader = start('a');
    await clock.advance(100);
    server.write((lease) => ({ ...lease, spec: { ...lease.spec, holderIdentity: 'thief' } }));
    await clock.advance(2100);
    expect(leader.losses).toEqual(['"thief" holds the lease']);
    expect(server.lease?.spec?.holderIdentity).toBe('thief');
  });

  it('makes a deleted lease anew, while those who saw it wait', async () => {
    const { clock, server, start } = world();
    let fate: Fate = QUICK;
    const leader = start('a', { fate: () => fate });
    await clock.advance(100);
    const other = start('b');
    await clock.advance(3000);
    server.lease = undefined;
    await clock.advance(3000);
    expect([leader.leads, other.leads]).toEqual([true, false]);
    expect(server.lease).toMatchObject({ spec: { holderIdentity: 'a' } });
    server.lease = undefined;
    fate = { ...QUICK, lost: 'request' };
    await clock.advance(9000);
    expect(other.leads).toBe(false);
    await clock.advance(20_000);
    expect([leader.leads, other.leads]).toEqual([false, true]);
  });

  it('takes one of two who see a free lease at the same time', async () => {
    const { clock, start } = world();
    const processes = ['a', 'b', 'c'].map((identity) => start(identity));
    await clock.advance(5000);
    expect(processes.filter(({ leads }) => leads)).toHaveLength(1);
  });

  it('tells who leads, how old the last renewal is, and what took a look', async () => {
    const { clock, server, start } = world();
    const told: unknown[] = [];
    const { elector } = start('a', {
      observer: { leading: (leads) => told.push(leads), slowPath: () => told.push('slow') },
    });
    expect(elector.secondsSinceRenewal()).toBeUndefined();
    await clock.advance(1002);
    expect(elector.secondsSinceRenewal()).toBeCloseTo(1, 1);
    server.write((lease) => ({ ...lease, metadata: { ...lease.metadata, annotations: { x: 'y' } } }));
    await clock.advance(2000);
    const released = elector.release();
    await clock.advance(10);
    await released;
    expect(told).toEqual([false, true, 'slow', false]);
  });

  it.each<[string, Partial<LeaseElectorOptions>, string]>([
    [
      'leaves no room to stop',
      { renewDeadline: 15_000 },
      'renewDeadline = 15000 ms must be less than leaseDuration',
    ],
    ['leaves no room to try again', { retryPeriod: 9000 }, 'retryPeriod = 9000 ms'],
    ['is no whole second', { leaseDuration: 15_500 }, 'leaseDuration = 15500 ms must be whole seconds'],
  ])('refuses a time that %s', (_, times, message) => {
    const clock = new FakeClock();
    const transport = new LeaseServer(clock).transport(() => QUICK);
    const options = { transport, clock, namespace: 'n', name: 'l', identity: 'i', onLost: () => undefined };
    expect(() => new LeaseElector({ ...options, ...times })).toThrow(message);
  });
});
