import fc from 'fast-check';
import { FakeClock } from '../../fake-clock';
import { type Fate, LeaseServer } from './lease-server';
import { SimulatedProcess } from './simulated-process';

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
const numRuns = Number(process.env.FUZZ_RUNS ?? 150);

jest.setTimeout(10_000 + numRuns * 50);

const delay = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 200 }) },
  { weight: 1, arbitrary: fc.integer({ min: 200, max: 30_000 }) },
);
const fate: fc.Arbitrary<Fate> = fc.record(
  {
    there: delay,
    back: delay,
    lost: fc.oneof(
      { weight: 8, arbitrary: fc.constant(undefined) },
      fc.constantFrom('request' as const, 'answer' as const),
    ),
    refused: fc.oneof({ weight: 12, arbitrary: fc.constant(undefined) }, fc.constantFrom(429, 500, 409)),
  },
  { requiredKeys: ['there', 'back'] },
);

const event = fc.record({
  after: fc.integer({ min: 0, max: 12_000 }),
  who: fc.nat({ max: 2 }),
  what: fc.constantFrom('pause', 'resume', 'resume', 'kill', 'restart', 'release', 'jump', 'outage', 'touch'),
});

const scenario = fc.record({
  fates: fc.array(fate, { minLength: 1, maxLength: 60 }),
  // quartz is off by far less than a hundredth
  rates: fc.array(fc.double({ min: 0.99, max: 1.01, noNaN: true }), { minLength: 3, maxLength: 3 }),
  offsets: fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 3, maxLength: 3 }),
  jitters: fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1, maxLength: 7 }),
  events: fc.array(event, { minLength: 4, maxLength: 25 }),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

/** Three processes and one lease, and everything that may go wrong. */
class World {
  readonly clock = new FakeClock();
  readonly server = new LeaseServer(this.clock);
  readonly processes: SimulatedProcess[] = [];
  readonly everLed = new Set<string>();
  private starts = 0;
  private requests = 0;
  private outageUntil = 0;

  constructor(private readonly scenario: Scenario) {
    for (const place of [0, 1, 2]) this.start(place);
  }

  start(place: number): void {
    const { fates, rates, offsets, jitters } = this.scenario;
    let draws = place;
    this.processes[place] = new SimulatedProcess(`p${place}-${this.starts++}`, this.clock, this.server, {
      rate: rates[place],
      offset: offsets[place],
      random: () => jitters[draws++ % jitters.length] ?? 0,
      fate: () =>
        this.clock.now() < this.outageUntil
          ? { there: 1, back: 1, lost: 'request' }
          : (fates[this.requests++ % fates.length] ?? { there: 1, back: 1 }),
    });
  }

  play({ who, what }: Scenario['events'][number]): void {
    const process = this.processes[who];
    if (what === 'pause') process?.pause();
    if (what === 'resume') process?.resume();
    if (what === 'kill') process?.kill();
    if (what === 'restart') {
      process?.kill();
      this.start(who);
    }
    if (what === 'release') void process?.elector.release();
    if (what === 'jump' && process !== undefined) process.wallOffset = -process.wallOffset - 3_600_000;
    if (what === 'outage') this.outageUntil = this.clock.now() + 20_000;
    if (what === 'touch')
      this.server.write((lease) => ({
        ...lease,
        metadata: { ...lease.metadata, annotations: { t: `${this.clock.now()}` } },
      }));
  }

  /** The leaders by their own belief; more than one must never be seen. */
  readonly look = (): void => {
    const leaders = this.processes.filter(({ leads }) => leads).map(({ identity }) => identity);
    for (const leader of leaders) this.everLed.add(leader);
    if (leaders.length > 1) throw new Error(`at ${this.clock.now()} ms ${leaders.join(' and ')} lead`);
  };
}

describe('LeaseElector under faults', () => {
  it('never has two leaders, whatever the network, the clocks and the processes do', async () => {
    let led = 0;
    await fc.assert(
      fc.asyncProperty(scenario, async (played) => {
        const world = new World(played);
        for (const event of played.events) {
          await world.clock.advance(event.after, world.look);
          world.play(event);
          world.look();
        }
        await world.clock.advance(10_000, world.look);
        led += world.everLed.size;
      }),
      { seed, numRuns },
    );
    // where nobody ever leads, nothing is proven
    expect(led).toBeGreaterThan(numRuns / 2);
  });

  it('has a leader again within 17 s after a kill, 3 s after a release, where the network works', async () => {
    const quick = fc.record({
      there: fc.integer({ min: 0, max: 40 }),
      back: fc.integer({ min: 0, max: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(
        scenario,
        fc.array(quick, { minLength: 1, maxLength: 9 }),
        fc.integer({ min: 0, max: 9000 }),
        fc.boolean(),
        async (base, fates, lead, soft) => {
          const world = new World({ ...base, fates, rates: [1, 1, 1] });
          await world.clock.advance(5000 + lead, world.look);
          const leader = world.processes.find(({ leads }) => leads);
          if (soft) void leader?.elector.release();
          else leader?.kill();
          await world.clock.advance(soft ? 3000 : 17_000, world.look);
          const next = world.processes.find(({ leads }) => leads);
          expect(next).toBeDefined();
          expect(next).not.toBe(leader);
        },
      ),
      { seed, numRuns: Math.ceil(numRuns / 3) },
    );
  });
});
