import fc from 'fast-check';
import { planWaves, type WaveStep } from '../../lib/argocd/waves/plan-waves';

interface Options {
  readonly rank?: number;
  readonly given?: number;
  readonly isGroup?: boolean;
}

function step(name: string, after: WaveStep[] = [], options: Options = {}): WaveStep {
  return { name, after, ...options };
}

function waves(...steps: WaveStep[]): Record<string, number> {
  const plan = planWaves(steps);
  expect(plan.cycle).toBeUndefined();
  return Object.fromEntries([...plan.waves].map(([{ name }, wave]) => [name, wave]));
}

describe('waves without anything given', () => {
  it('are 0 for what waits for nothing, and one more for each step of the longest way', () => {
    const config = step('config');
    const server = step('server', [config]);
    const route = step('route', [server, config]);
    expect(waves(route, config, server, step('other'))).toEqual({ config: 0, server: 1, route: 2, other: 0 });
  });

  it('pass through groups as if everything in them were named', () => {
    const first = step('a');
    const second = step('b', [first]);
    const group = step('group', [first, second], { isGroup: true });
    expect(waves(step('c', [group]), group, second, first)).toEqual({ a: 0, b: 1, c: 2 });
  });

  it('are negative for lower ranks, and leave the rest where it was', () => {
    const definition = step('definition', [], { rank: 0 });
    const project = step('project', [], { rank: 1 });
    expect(waves(step('app'), project, definition)).toEqual({ definition: -2, project: -1, app: 0 });
  });

  it('are 0 for a lower rank that is alone', () => {
    expect(waves(step('project', [], { rank: 1 }))).toEqual({ project: 0 });
  });

  it('draw what a lower rank waits for before it', () => {
    const key = step('key');
    const namespace = step('namespace', [key], { rank: 0 });
    expect(waves(step('app'), namespace, key)).toEqual({ key: -2, namespace: -1, app: 0 });
  });
});

describe('given waves', () => {
  it('stay, and others go around them', () => {
    const before = step('before');
    const job = step('job', [before], { given: -1 });
    const after = step('after', [job]);
    const late = step('late', [step('unrelated'), after], { given: 5 });
    expect(waves(...late.after, late, job, before, step('last', [late]))).toEqual({
      before: -2,
      job: -1,
      unrelated: 0,
      after: 0,
      late: 5,
      last: 6,
    });
  });

  it('are a conflict where one is not before another that waits for it, if only through others', () => {
    const early = step('early', [], { given: 3 });
    const between = step('between', [early]);
    const late = step('late', [between], { given: 4 });
    const { conflicts } = planWaves([late, between, early]);
    expect(conflicts.map((conflict) => [conflict.step.name, conflict.dependent.name])).toEqual([
      ['early', 'late'],
    ]);
    const enough = step('late', [between], { given: 5 });
    expect(planWaves([enough, between, early]).conflicts).toEqual([]);
  });
});

describe('a cycle', () => {
  it('is told by its path, from the name that sorts first, without what only waits for it', () => {
    const a = step('a');
    const c = step('c', [a]);
    const b = step('b', [c]);
    a.after.push(b);
    const plan = planWaves([step('z', [c]), c, b, a]);
    expect(plan.cycle).toEqual(['a', 'b', 'c', 'a']);
    expect(plan.waves.size).toBe(0);
  });

  it('is told without the groups that it passes', () => {
    const a = step('a');
    const group = step('(group 0)', [a, step('other')], { isGroup: true });
    a.after.push(group);
    expect(planWaves([...group.after, group]).cycle).toEqual(['a', 'a']);
  });
});

/** Edges from later to earlier indices only, so that there is no cycle. */
const graphs = fc.integer({ min: 1, max: 12 }).chain((size) =>
  fc.record({
    edges: fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 30 }),
    ranks: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: size, maxLength: size }),
    order: fc.shuffledSubarray([...Array(size).keys()], { minLength: size, maxLength: size }),
  }),
);

function build(
  edges: readonly (readonly [number, number])[],
  ranks: readonly number[],
  ranked: boolean,
): WaveStep[] {
  const steps = ranks.map((rank, index) => step(`s${index}`, [], ranked ? { rank } : {}));
  for (const [a, b] of edges) {
    const [early, late] = [steps[Math.min(a, b)], steps[Math.max(a, b)]];
    if (early && late && early !== late) late.after.push(early);
  }
  return steps;
}

function longestWay({ after }: WaveStep): number {
  return after.reduce((longest, before) => Math.max(longest, longestWay(before) + 1), 0);
}

describe('for any graph', () => {
  it('each step is later than all that it waits for, whatever the ranks', () => {
    fc.assert(
      fc.property(graphs, ({ edges, ranks }) => {
        const steps = build(edges, ranks, true);
        const plan = planWaves(steps);
        for (const each of steps) {
          for (const before of each.after) {
            expect(plan.waves.get(before)).toBeLessThan(plan.waves.get(each) ?? Number.NaN);
          }
        }
      }),
    );
  });

  it('a wave is the length of the longest way to it, and so the smallest', () => {
    fc.assert(
      fc.property(graphs, ({ edges, ranks }) => {
        const steps = build(edges, ranks, false);
        const plan = planWaves(steps);
        for (const each of steps) expect(plan.waves.get(each)).toBe(longestWay(each));
      }),
    );
  });

  it('a lower rank that nothing of a higher one holds back is over before the higher begins, and ends below 0', () => {
    fc.assert(
      fc.property(graphs, ({ ranks }) => {
        const steps = build([], ranks, true);
        const plan = planWaves(steps);
        const distinct = [...new Set(ranks)].sort();
        for (const each of steps) {
          const behind = distinct.length - 1 - distinct.indexOf(each.rank ?? 0);
          expect(plan.waves.get(each)).toBe(0 - behind);
        }
      }),
    );
  });

  it('the order of steps and edges changes nothing', () => {
    fc.assert(
      fc.property(graphs, ({ edges, ranks, order }) => {
        const steps = build(edges, ranks, true);
        const other = build([...edges].reverse(), ranks, true);
        const shuffled = order.flatMap((index) => other[index] ?? []);
        expect(byName(planWaves(shuffled).waves)).toEqual(byName(planWaves(steps).waves));
      }),
    );
  });

  it('the waves that were found may as well be given', () => {
    fc.assert(
      fc.property(graphs, ({ edges, ranks, order }) => {
        const found = planWaves(build(edges, ranks, false));
        const steps = build(edges, ranks, false);
        const given = new Map([...found.waves].map(([{ name }, wave]) => [name, wave]));
        const some = new Set(order.slice(0, Math.ceil(order.length / 2)).map((index) => `s${index}`));
        const fixed = new Map(
          steps.map((each) => [
            each,
            { ...each, given: some.has(each.name) ? given.get(each.name) : undefined },
          ]),
        );
        for (const each of fixed.values()) {
          const after = each.after.flatMap((before) => fixed.get(before) ?? []);
          each.after.splice(0, each.after.length, ...after);
        }
        const plan = planWaves([...fixed.values()]);
        expect(plan.conflicts).toEqual([]);
        expect(byName(plan.waves)).toEqual(byName(found.waves));
      }),
    );
  });
});

it('takes a chain that is longer than the call stack', () => {
  const chain: WaveStep[] = [];
  for (let index = 0; index < 100_000; index++) chain.push(step(`s${index}`, chain.slice(-1)));
  expect(planWaves(chain).waves.get(chain.at(-1) as WaveStep)).toBe(99_999);
});

function byName(waves: ReadonlyMap<WaveStep, number>): Record<string, number> {
  return Object.fromEntries([...waves].map(([{ name }, wave]) => [name, wave]).sort());
}
