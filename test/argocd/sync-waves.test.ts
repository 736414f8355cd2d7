import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import fc from 'fast-check';
import { SyncWaves } from '../../lib/argocd';
import { objectSteps } from '../../lib/argocd/waves/object-steps';
import { planWaves, type WaveStep } from '../../lib/argocd/waves/plan-waves';
import { ChatGPTAppConstruct } from '../../lib/chatgpt';
import { sampleApps } from '../sample-apps';
import { emptyChart } from '../sample-charts';
import { annotated, configMap, type Rendered, WAVE } from './annotated';

describe('the waves of a chart', () => {
  it('follow the dependencies between objects, and between constructs that hold them', () => {
    const chart = emptyChart();
    SyncWaves.of(chart);
    const data = new Construct(chart, 'data');
    configMap(data, 'database');
    configMap(data, 'cache');
    const server = configMap(new Construct(chart, 'server'), 'api');
    server.node.addDependency(data);
    const job = configMap(chart, 'job');
    job.node.addDependency(server.node.scope as Construct);
    expect(annotated(Testing.synth(chart))).toEqual({
      database: undefined,
      cache: undefined,
      api: '1',
      job: '2',
    });
  });

  it('put Namespaces and definitions before all else, and AppProjects between', () => {
    const chart = emptyChart();
    SyncWaves.of(chart);
    configMap(chart, 'rest');
    const object = (apiVersion: string, kind: string, name: string) =>
      new ApiObject(chart, name, { apiVersion, kind, metadata: { name } });
    object('argoproj.io/v1alpha1', 'AppProject', 'project');
    object('v1', 'Namespace', 'space');
    object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'definition');
    expect(annotated(Testing.synth(chart))).toEqual({
      rest: undefined,
      project: '-1',
      space: '-2',
      definition: '-2',
    });
  });

  it('keep what an object says itself, and count from there', () => {
    const chart = emptyChart();
    SyncWaves.of(chart);
    const early = configMap(chart, 'early', '-5');
    const late = configMap(chart, 'late');
    late.node.addDependency(early);
    const before = configMap(chart, 'before');
    early.node.addDependency(before);
    expect(annotated(Testing.synth(chart))).toEqual({ early: '-5', late: undefined, before: '-6' });
  });

  it('do not depend on whether they are asked for before, between or after', () => {
    const build = (when: number) => {
      const chart = emptyChart();
      const steps = [
        () => configMap(chart, 'a'),
        () => configMap(chart, 'b'),
        () => chart.node.findChild('b').node.addDependency(chart.node.findChild('a')),
      ];
      for (const [index, run] of steps.entries()) {
        if (index === when) SyncWaves.of(chart);
        run();
      }
      if (when === steps.length) SyncWaves.of(chart);
      return Testing.synth(chart);
    };
    const [first, ...others] = [0, 1, 2, 3].map(build);
    expect(annotated(first ?? [])).toEqual({ a: undefined, b: '1' });
    for (const other of others) expect(other).toEqual(first);
  });

  it('follow what changes between two syntheses', () => {
    const chart = emptyChart();
    SyncWaves.of(chart);
    const [a, b, c] = ['a', 'b', 'c'].map((name) => configMap(chart, name)) as [
      ApiObject,
      ApiObject,
      ApiObject,
    ];
    b.node.addDependency(a);
    expect(annotated(Testing.synth(chart))).toEqual({ a: undefined, b: '1', c: undefined });
    a.node.addDependency(c);
    expect(annotated(Testing.synth(chart))).toEqual({ a: '1', b: '2', c: undefined });
    b.metadata.addAnnotation(WAVE, '7');
    expect(annotated(Testing.synth(chart))).toEqual({ a: '1', b: '7', c: undefined });
  });

  it('change nothing in a chart without dependencies', () => {
    const render = (waves: boolean) => {
      const chart = emptyChart();
      configMap(chart, 'a');
      if (waves) SyncWaves.of(chart);
      return Testing.synth(chart);
    };
    expect(render(true)).toEqual(render(false));
  });

  it('leave out charts in the chart, and what is outside', () => {
    const chart = emptyChart();
    const inner = new Chart(chart, 'inner');
    const outside = configMap(new Chart(App.of(chart), 'outside'), 'outside');
    const innerObject = configMap(inner, 'inner');
    const own = configMap(chart, 'own');
    own.node.addDependency(outside, innerObject);
    SyncWaves.of(chart);
    expect(annotated(Testing.synth(chart))).toEqual({ own: undefined });
  });

  it('are told by waveOf before anything is rendered', () => {
    const chart = emptyChart();
    const [a, b] = [configMap(chart, 'a'), configMap(chart, 'b')];
    b.node.addDependency(a);
    expect(SyncWaves.of(chart).waveOf(b)).toBe(1);
    expect(SyncWaves.of(chart)).toBe(SyncWaves.of(chart));
    const stranger = configMap(emptyChart(), 'stranger');
    expect(() => SyncWaves.of(chart).waveOf(stranger)).toThrow('chart/stranger is not in chart');
  });
});

describe('an object whose construct waits for a part of itself', () => {
  it('comes after that part, which does not wait for itself', () => {
    const chart = emptyChart();
    SyncWaves.of(chart);
    const part = configMap(new Construct(chart, 'part'), 'first');
    configMap(chart, 'second');
    chart.node.addDependency(part);
    expect(annotated(Testing.synth(chart))).toEqual({ first: undefined, second: '1' });
  });

  it('comes before a part that waits for the whole', () => {
    const chart = emptyChart();
    SyncWaves.of(chart);
    const last = configMap(chart, 'last');
    configMap(chart, 'first');
    last.node.addDependency(chart);
    expect(annotated(Testing.synth(chart))).toEqual({ first: undefined, last: '1' });
  });
});

describe('synthesis fails', () => {
  it('where objects wait for each other, with the path', () => {
    const chart = emptyChart();
    SyncWaves.of(chart);
    const [a, b] = [configMap(chart, 'a'), configMap(chart, 'b')];
    a.node.addDependency(b);
    b.node.addDependency(a);
    expect(() => Testing.synth(chart)).toThrow(
      'Objects wait for each other: chart/a => chart/b => chart/a.\n  Fix: remove one of these dependencies.',
    );
  });

  it('where an annotation contradicts a dependency', () => {
    const chart = emptyChart();
    SyncWaves.of(chart);
    const [a, b] = [configMap(chart, 'a', '2'), configMap(chart, 'b', '2')];
    b.node.addDependency(a);
    expect(() => Testing.synth(chart)).toThrow(
      'chart/a: metadata.annotations[argocd.argoproj.io/sync-wave] = "2"\n' +
        '  is too late: chart/b, which waits for it, has the wave 2.\n' +
        '  Fix: change one of the two annotations, or remove both.',
    );
  });

  it.each(['first', '1.5', ''])('where an annotation is no whole number: %j', (wave) => {
    const chart = emptyChart();
    SyncWaves.of(chart);
    configMap(chart, 'a', wave);
    expect(() => Testing.synth(chart)).toThrow(
      'is no whole number, and Argo CD would take it as 0 in silence',
    );
  });
});

describe('an app', () => {
  it.each(sampleApps().map((app) => [app.metadata.name, app] as const))(
    '%s: its server waits for what it reads, and what brings traffic, pods or a certificate for the server',
    (name, manifest) => {
      const chart = emptyChart();
      SyncWaves.of(chart);
      ChatGPTAppConstruct.fromManifest(chart, name, manifest);
      const waves = (chart.toJson() as (Rendered & { kind: string })[]).map(
        ({ kind, metadata }) => [kind, metadata.annotations?.[WAVE]] as const,
      );
      const expected: Record<string, string> = {
        Deployment: '1',
        HorizontalPodAutoscaler: '2',
        Certificate: '2',
        HTTPRoute: '2',
        Ingress: '2',
      };
      expect(waves).toEqual(waves.map(([kind]) => [kind, expected[kind]]));
    },
  );
});

it('what waits for a construct costs an edge for each object, not for each pair', () => {
  const chart = emptyChart();
  const constructs = [0, 1, 2].map((index) => {
    const construct = new Construct(chart, `c${index}`);
    for (let object = 0; object < 50; object++) configMap(construct, `o${index}-${object}`);
    return construct;
  });
  constructs[1]?.node.addDependency(constructs[0] as Construct);
  constructs[2]?.node.addDependency(constructs[0] as Construct, constructs[1] as Construct);
  const { steps } = objectSteps(chart, () => undefined);
  const edges = steps.reduce((count, { after }) => count + after.length, 0);
  // a group of 50 for each of two constructs, one between, and 50 that wait, twice
  expect(edges).toBeLessThanOrEqual(50 + 50 + 2 + 50 + 50);
});

it('a graph through groups gives the waves of the same graph with an edge for each pair of objects', () => {
  const trees = fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 10 });
  fc.assert(
    fc.property(trees, (edges) => {
      const chart = emptyChart();
      const constructs = Array.from({ length: 8 }, (_, index) => {
        const construct = new Construct(chart, `c${index}`);
        for (let object = 0; object <= index % 3; object++) configMap(construct, `o${index}-${object}`);
        return construct;
      });
      const steps = new Map(
        chart.node
          .findAll()
          .flatMap((node) =>
            ApiObject.isApiObject(node) ? [[node, { name: node.node.path, after: [] as WaveStep[] }]] : [],
          ) as [ApiObject, WaveStep][],
      );
      for (const [a, b] of edges) {
        const [early, late] = [constructs[Math.min(a, b)], constructs[Math.max(a, b)]];
        if (!early || !late || early === late) continue;
        late.node.addDependency(early);
        for (const source of late.node.children) {
          for (const target of early.node.children) {
            steps.get(source as ApiObject)?.after.push(steps.get(target as ApiObject) as WaveStep);
          }
        }
      }
      const expected = planWaves([...steps.values()]).waves;
      const found = SyncWaves.of(chart);
      for (const [object, step] of steps) expect(found.waveOf(object)).toBe(expected.get(step));
    }),
    { numRuns: 50 },
  );
});
