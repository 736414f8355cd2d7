import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, YamlOutputType } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { SyncWaves } from '../../lib/argocd';
import { FleetApp, FleetLayout } from '../../lib/synth/fleet-app';
import { annotated, configMap } from './annotated';

describe('on every road to the manifests', () => {
  let outdir: string;
  beforeEach(() => {
    outdir = mkdtempSync(join(tmpdir(), 'waves-'));
  });
  afterEach(() => rmSync(outdir, { recursive: true, force: true }));

  function fill(app: App): Chart {
    const chart = new Chart(app, 'chart');
    SyncWaves.of(chart);
    configMap(chart, 'b').node.addDependency(configMap(chart, 'a'));
    return chart;
  }

  function written(): Record<string, string | undefined> {
    const files = readdirSync(outdir, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.yaml'),
    );
    const texts = files.map((file) => readFileSync(join(outdir, file), 'utf8'));
    return annotated(texts.flatMap((text) => parseAllDocuments(text).map((document) => document.toJS())));
  }

  it.each(Object.values(YamlOutputType).filter((type) => typeof type === 'number'))(
    'the waves are there: App and FleetApp, output type %s',
    (yamlOutputType) => {
      for (const type of [App, FleetApp]) {
        const app = new type({ outdir, yamlOutputType });
        fill(app);
        app.synth();
        expect(written()).toEqual({ a: undefined, b: '1' });
      }
    },
  );

  it('the waves are there: the fleet layout, one YAML text, and Chart.toJson()', () => {
    const app = new FleetApp({ outdir, layout: FleetLayout.FLEET, checks: false });
    const chart = fill(app);
    app.synth();
    const expected = { a: undefined, b: '1' };
    expect(written()).toEqual(expected);
    expect(annotated(chart.toJson())).toEqual(expected);
    expect(annotated(parseAllDocuments(app.synthYaml()).map((document) => document.toJS()))).toEqual(
      expected,
    );
  });
});
