import fs, { readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, type AppProps, Chart, YamlOutputType } from 'cdk8s';
import { Construct } from 'constructs';
import { FleetApp, type FleetAppProps, FleetLayout } from '../../lib/synth/fleet-app';
import { filesOf, put, temporaryFolder } from './temporary-folder';

const root = temporaryFolder();

afterEach(() => jest.restoreAllMocks());

function fleetApp(props: Omit<FleetAppProps, 'outdir'> = {}): FleetApp {
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

it('does not validate what an override took out of the app, as App does not', () => {
  class Taking extends Chart {
    override toJson(): unknown[] {
      const child = this.node.findChild('child') as Chart;
      this.node.tryRemoveChild('child');
      const added = new ApiObject(child, 'added', { apiVersion: 'v1', kind: 'Added' });
      added.node.addValidation({ validate: () => ['never valid'] });
      return child.toJson();
    }
  }
  const taken = (app: App) => {
    const chart = new Taking(app, 'taking');
    new Chart(chart, 'child');
    return app.synthYaml();
  };
  expect(taken(new FleetApp())).toBe(taken(new App()));
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
        const built = fleetApp({ layout, checks: false });
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
