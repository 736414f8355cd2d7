import fs, { mkdirSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, type AppProps, Chart, YamlOutputType } from 'cdk8s';
import { Construct } from 'constructs';
import { FleetApp, FleetLayout } from '../../lib';
import { filesOf, put, temporaryFolder } from './temporary-folder';

const root = temporaryFolder();

afterEach(() => jest.restoreAllMocks());

function fleetApp(props: Omit<AppProps, 'outdir'> & { layout?: FleetLayout } = {}): FleetApp {
  return new FleetApp({ ...props, outdir: join(root(), 'dist') });
}

function configMap(scope: Construct, id: string, namespace?: string, name = id): ApiObject {
  const metadata = { name, ...(namespace && { namespace }) };
  return new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata });
}

const written = (app: App) => Object.keys(filesOf(app.outdir));

describe('as App', () => {
  it('takes all the props of App', () => {
    const props: Required<AppProps> = {
      outdir: join(root(), 'out'),
      outputFileExtension: '.yml',
      yamlOutputType: YamlOutputType.FILE_PER_RESOURCE,
      recordConstructMetadata: true,
      resolvers: [{ resolve: (context) => context.value === 'old' && context.replaceValue('new') }],
    };
    const app = new FleetApp(props);
    const chart = new Chart(app, 'chart');
    new ApiObject(chart, 'a', {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'a' },
      type: 'old',
    } as never);
    app.synth();
    expect(filesOf(props.outdir)).toEqual({
      'Secret.a.yml': 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\ntype: new\n',
      'construct-metadata.json': '{"version":"1.0.0","resources":{"a":{"path":"chart/a"}}}',
    });
  });

  it('asks each construct once whether it is valid, also those that toJson() adds', () => {
    const app = fleetApp();
    const validate = jest.fn(() => []);
    for (const id of ['a', 'b', 'c']) {
      const chart = new (class extends Chart {
        public toJson() {
          if (!this.node.tryFindChild('late')) configMap(this, 'late').node.addValidation({ validate });
          return super.toJson();
        }
      })(app, id);
      configMap(chart, 'object').node.addValidation({ validate });
    }
    app.synth();
    expect(validate).toHaveBeenCalledTimes(6);
  });

  it('leaves the internals of cdk8s as they were, also where a chart throws', () => {
    const internals = App as unknown as Record<string, unknown>;
    const before = internals._synthChart;
    const app = fleetApp();
    new (class extends Chart {
      public toJson(): never {
        throw new Error('not today');
      }
    })(app, 'a');
    expect(() => app.synth()).toThrow('not today');
    expect(internals._synthChart).toBe(before);
  });

  it('orders charts whose ids are numbers as App does', () => {
    const build = (app: App) => {
      configMap(new Chart(new Construct(app, '1'), 'nested'), 'last');
      configMap(new Chart(app, '2'), 'first');
      return app.synthYaml();
    };
    expect(build(fleetApp())).toBe(build(new App()));
    expect(build(fleetApp())).toMatch(/first(.|\n)*last/);
  });

  it('lets toJson() remove a child before it is rendered', () => {
    const app = fleetApp();
    const chart = new (class extends Chart {
      public toJson() {
        this.node.tryRemoveChild('draft');
        return super.toJson();
      }
    })(app, 'chart');
    configMap(chart, 'draft');
    configMap(chart, 'final');
    expect(app.synthYaml()).toBe('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: final\n');
  });

  it('lets toJson() ask charts of other apps', () => {
    const other = new Chart(new App(), 'other');
    configMap(other, 'foreign');
    const app = fleetApp();
    new (class extends Chart {
      public toJson() {
        return other.toJson();
      }
    })(app, 'chart');
    expect(app.synthYaml()).toContain('name: foreign');
  });

  it('changes no dependency of the tree', () => {
    const app = fleetApp();
    const [a, b] = [new Chart(app, 'a'), new Chart(app, 'b')];
    const [inA, inB] = [configMap(a, 'x'), configMap(b, 'x')];
    a.addDependency(b);
    app.synth();
    expect([a, b, inA, inB].map(({ node }) => node.dependencies.length)).toEqual([1, 0, 0, 0]);
  });
});

describe('dependencies', () => {
  it('order a chain of 40 charts of 7 objects in less than a second', () => {
    const app = fleetApp();
    const charts = Array.from({ length: 40 }, (_, index) => new Chart(app, `chart-${index}`));
    charts.forEach((chart, index) => {
      for (let object = 0; object < 7; object++) configMap(chart, `object-${object}`);
      chart.addDependency(...charts.slice(index + 1, index + 2));
    });
    const started = performance.now();
    app.synth();
    expect(performance.now() - started).toBeLessThan(1000);
    expect(written(app).at(0)).toBe('0000-chart-39.k8s.yaml');
    expect(written(app).at(-1)).toBe('0039-chart-0.k8s.yaml');
  });

  it('may be a chain that is longer than the call stack', () => {
    const chart = new Chart(fleetApp(), 'chart');
    const objects = Array.from({ length: 20_000 }, (_, index) => configMap(chart, `object-${index}`));
    objects.forEach((object, index) => {
      object.addDependency(...objects.slice(index + 1, index + 2));
    });
    expect((App.of(chart) as FleetApp).synthYaml()).toMatch(
      /^apiVersion: v1\n.*\n.*\n {2}name: object-19999\n/,
    );
  });

  it('between two charts of 2,000 objects cost 4,000 edges, not 4 million', () => {
    const app = fleetApp();
    const [a, b] = [new Chart(app, 'a'), new Chart(app, 'b')];
    for (const chart of [a, b]) {
      for (let object = 0; object < 2000; object++) configMap(chart, `object-${object}`);
    }
    a.addDependency(b);
    const started = performance.now();
    expect(app.charts).toEqual([b, a]);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('in a circle are told, with their path', () => {
    const app = fleetApp();
    const [a, b] = [new Chart(app, 'a'), new Chart(app, 'b')];
    const [first, second] = [configMap(a, 'first'), configMap(b, 'second')];
    first.addDependency(second);
    second.addDependency(first);
    expect(() => app.synth()).toThrow('Dependency cycle detected: a => b => a');
    expect(fs.existsSync(app.outdir)).toBe(false);
  });
});

describe('writing', () => {
  function app(text: string, ...names: string[]): FleetApp {
    const built = fleetApp();
    for (const name of names) configMap(new Chart(built, name), 'x', undefined, name === 'a' ? text : 'x');
    return built;
  }

  it('touches only what changed, and deletes nothing, as App', () => {
    app('old', 'a', 'b', 'c').synth();
    const dist = join(root(), 'dist');
    put(dist, { 'README.md': 'mine' });
    const past = new Date('2001-01-01');
    for (const file of readdirSync(dist)) utimesSync(join(dist, file), past, past);
    app('new', 'a', 'b').synth();
    const touched = readdirSync(dist).filter((file) => statSync(join(dist, file)).mtimeMs !== past.getTime());
    expect(touched).toEqual(['a.k8s.yaml']);
    expect(readdirSync(dist)).toEqual(['README.md', 'a.k8s.yaml', 'b.k8s.yaml', 'c.k8s.yaml']);
  });

  it.each([FleetLayout.CDK8S, FleetLayout.FLEET])(
    'leaves all as it was where the disk is full: %s',
    (layout) => {
      const build = (name: string) => {
        const built = fleetApp({ layout });
        for (const id of ['a', 'b'])
          configMap(new Chart(built, id), 'x', undefined, layout === 'fleet' ? 'x' : name);
        for (const chart of built.charts) chart.apiObjects[0]?.metadata.addLabel('version', name);
        return built;
      };
      build('old').synth();
      const before = filesOf(join(root(), 'dist'));
      const rename = fs.renameSync;
      jest.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
        if (/dist\/b/.test(String(to)) && !String(from).endsWith('restored')) throw new Error('ENOSPC');
        rename(from, to);
      });
      expect(() => build('new').synth()).toThrow('ENOSPC');
      jest.restoreAllMocks();
      expect(filesOf(join(root(), 'dist'))).toEqual(before);
      build('new').synth();
      expect(filesOf(join(root(), 'dist'))).not.toEqual(before);
    },
  );
});

describe('the fleet layout', () => {
  const layout = FleetLayout.FLEET;

  function fleet(...apps: string[]): FleetApp {
    const app = fleetApp({ layout });
    const production = new Construct(app, 'production');
    for (const name of apps) configMap(new Chart(production, name, { namespace: 'prod' }), 'settings');
    return app;
  }

  it('puts each object into a file of its own, in a folder named by the path of its chart', () => {
    const app = fleet('fitness', 'bookkeeping');
    app.synth();
    expect(written(app)).toEqual([
      'production/bookkeeping/configmap.settings.yaml',
      'production/fitness/configmap.settings.yaml',
    ]);
    expect(filesOf(app.outdir)['production/fitness/configmap.settings.yaml']).toBe(
      '# Generated by FleetApp of cdk8s-chatgpt-apps; do not edit.\n' +
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n  namespace: prod\n',
    );
  });

  it('renames nothing when a dependency or a nested chart is added', () => {
    const plain = fleet('fitness', 'bookkeeping');
    plain.synth();
    const before = filesOf(plain.outdir);
    const ordered = fleet('fitness', 'bookkeeping');
    const [first, second] = ordered.charts;
    first?.addDependency(second as Chart);
    configMap(new Chart(first as Chart, 'nested'), 'x');
    ordered.synth();
    expect(filesOf(ordered.outdir)).toEqual({
      ...before,
      'production/fitness/nested/configmap.x.yaml': expect.any(String),
    });
  });

  it('keeps apart what has one kind and name in two namespaces', () => {
    const app = fleetApp({ layout });
    const chart = new Chart(app, 'a', { namespace: 'prod' });
    configMap(chart, '1', undefined, 'settings');
    configMap(chart, '2', 'monitoring', 'settings');
    configMap(chart, '3', undefined, 'settings.monitoring');
    app.synth();
    expect(written(app)).toEqual([
      'a/configmap.settings.monitoring.yaml',
      'a/configmap.settings.yaml',
      'a/configmap.settings@monitoring.yaml',
    ]);
  });

  it('never leaves the output folder, and gives no two names one file', () => {
    const app = fleetApp({ layout });
    const chart = new Chart(new Chart(app, '..'), '.git');
    ['system:node', 'system%3Anode', '../x', 'a@b'].forEach((name, index) => {
      configMap(chart, `${index}`, undefined, name);
    });
    app.synth();
    expect(written(app)).toEqual(
      ['..%2Fx', 'a%40b', 'system%253Anode', 'system%3Anode'].map(
        (name) => `%2E./%2Egit/configmap.${name.replace(/^\./, '%2E')}.yaml`,
      ),
    );
  });

  it('tells all that want one file, on any file system', () => {
    const app = fleetApp({ layout });
    for (const id of ['a', 'A']) {
      const chart = new Chart(app, id);
      for (const object of ['1', '2']) configMap(chart, object, undefined, 'x');
    }
    expect(() => app.synth()).toThrow(
      [
        'a: two objects want the file a/configmap.x.yaml. Fix: give one of them another name.',
        'A: two objects want the file A/configmap.x.yaml. Fix: give one of them another name.',
        'A: two objects want the file A/configmap.x.yaml. Fix: give one of them another name.',
      ].join('\n'),
    );
  });

  it('removes files of objects that are gone, at any depth, and nothing else', () => {
    const app = fleet('fitness', 'bookkeeping');
    configMap(new Chart(app, 'top'), 'x');
    app.synth();
    put(app.outdir, { 'README.md': 'mine', 'production/bookkeeping/extra.yaml': 'kind: ConfigMap\n' });
    mkdirSync(join(app.outdir, 'empty'));
    fleet('fitness').synth();
    expect(written(app)).toEqual([
      'README.md',
      'production/bookkeeping/extra.yaml',
      'production/fitness/configmap.settings.yaml',
    ]);
    expect(readdirSync(app.outdir)).toEqual(['README.md', 'empty', 'production']);
  });

  it.each([{ yamlOutputType: YamlOutputType.FILE_PER_APP }, { outputFileExtension: '.yml' }])(
    'takes no %j, which it would ignore',
    (props) => {
      expect(() => fleetApp({ layout, ...props })).toThrow('has no meaning in FleetLayout.FLEET');
      expect(() => fleetApp({ layout: FleetLayout.CDK8S, ...props })).not.toThrow();
    },
  );
});
