import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { App, type AppProps, YamlOutputType } from 'cdk8s';
import fc from 'fast-check';
import { FleetApp } from '../../lib/synth/fleet-app';
import { buildApp, type RandomApp, randomApp } from './random-app';
import { filesOf, memoryFolder, temporaryFolder } from './temporary-folder';

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
const numRuns = Number(process.env.FUZZ_RUNS ?? 1250);
const root = temporaryFolder(memoryFolder());

type Outcome = { readonly result: unknown } | { readonly error: string };

function outcomeOf(run: () => unknown): Outcome {
  try {
    return { result: run() };
  } catch (error) {
    const { message, name } = error as Error;
    // where a construct that waits for itself is waited for, cdk8s exceeds the call stack
    const isCycle = name === 'RangeError' || message.startsWith('Dependency cycle detected: ');
    return { error: isCycle ? 'cycle' : `${name}: ${message}` };
  }
}

function synthesized(app: App, random: RandomApp): Outcome {
  buildApp(app, random);
  const outcome = outcomeOf(() => {
    app.synth();
    return {
      files: filesOf(app.outdir),
      folders: readdirSync(app.outdir),
      charts: app.charts.map(({ node }) => node.path),
    };
  });
  rmSync(app.outdir, { recursive: true, force: true });
  return outcome;
}

const outputTypes = [
  YamlOutputType.FILE_PER_APP,
  YamlOutputType.FILE_PER_CHART,
  YamlOutputType.FILE_PER_RESOURCE,
  YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
];

it.each(outputTypes.map((type) => [YamlOutputType[type], type] as const))(
  `writes what App writes in random trees: %s, seed ${seed}`,
  (_, yamlOutputType) => {
    const seen = { files: 0, errors: 0 };
    const property = fc.property(randomApp, fc.boolean(), (random, recordConstructMetadata) => {
      const props: AppProps = { yamlOutputType, recordConstructMetadata };
      const expected = synthesized(new App({ ...props, outdir: join(root(), 'app') }), random);
      const actual = synthesized(new FleetApp({ ...props, outdir: join(root(), 'fleet') }), random);
      expect(actual).toEqual(expected);
      seen['error' in expected ? 'errors' : 'files']++;
    });
    fc.assert(property, { seed, numRuns });
    // neither side of the comparison is a rare case
    expect(Math.min(seen.files, seen.errors)).toBeGreaterThan(numRuns / 10);
  },
  120_000,
);

it(`renders what App renders in random trees: synthYaml, seed ${seed}`, () => {
  const rendered = (app: App, random: RandomApp) => {
    buildApp(app, random);
    return outcomeOf(() => app.synthYaml());
  };
  const property = fc.property(randomApp, (random) => {
    expect(rendered(new FleetApp(), random)).toEqual(rendered(new App(), random));
  });
  fc.assert(property, { seed, numRuns });
}, 120_000);
