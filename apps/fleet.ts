/**
 * The fleet app: what `npm run synth` and `cdk8s synth` run. It renders fleet/ to dist/.
 *
 * The cdk8s CLI deletes its output folder before it runs the app, so cdk8s.yaml gives it a scratch folder, and the
 * files that it expects there (for --validations, --format helm) are written beside those of dist/.
 */
import { parseArgs } from 'node:util';
import { NO_PROGRESS, terminalProgress } from '../lib/synth/progress';
import { type Synthesis, synthesizeFleet } from '../lib/synth/synthesize-fleet';
import { addPlatform } from './platform';
import { formatSummary } from './summary';

const USAGE = `Usage: node apps/fleet.js [--quiet | --json] [--repo-url url] [--off check=reason]...

Renders the apps of fleet/ to dist/<environment>/<app>/<kind>.<name>.yaml, and to dist/argocd/ what delivers them.
Guides: docs/guides/fleet.md, docs/guides/argocd.md

Options:
  --repo-url url      the Git repository that dist/ is committed to, as Argo CD reads it
  -q, --quiet         print errors only
  --json              print the summary as JSON, to stdout
  --off check=reason  leave out a check of the rendered objects: docs/guides/synth-checks.md
  -h, --help          show this help
`;

/** Where the sample fleet lives; a fork gives its own by --repo-url. */
const REPO_URL = 'https://github.com/makeaihq/cdk8s-chatgpt-apps.git';

process.exitCode = main(process.argv.slice(2));

function main(args: string[]): number {
  // it would make cdk8s write fields in the order of the input
  delete process.env.CDK8S_DISABLE_SORT;
  const options = readOptions(args);
  if (typeof options === 'string') {
    console.error(options);
    return 2;
  }
  if (options.help) {
    console.error(USAGE);
    return 0;
  }
  const started = performance.now();
  const synthesis = synthesize(options);
  const seconds = (performance.now() - started) / 1000;
  const failed = synthesis.errors.length > 0;
  if (options.json) console.log(JSON.stringify({ ...synthesis, seconds }, null, 2));
  // to stderr, because the cdk8s CLI keeps what its app writes to stdout
  else if (failed || !options.quiet) console.error(formatSummary(synthesis, seconds, wantsColour()));
  return failed ? 1 : 0;
}

function synthesize(options: Options): Synthesis {
  const { quiet, json, off = [], 'repo-url': repoUrl = REPO_URL } = options;
  const progress = quiet || json ? NO_PROGRESS : terminalProgress();
  try {
    return synthesizeFleet({
      root: process.cwd(),
      mirror: process.env.CDK8S_OUTDIR,
      checksOff: Object.fromEntries(off.map(nameAndReason)),
      progress,
      extend: (fleet, apps) => addPlatform(fleet, apps, repoUrl),
    });
  } finally {
    progress.end();
  }
}

interface Options {
  readonly quiet?: boolean;
  readonly json?: boolean;
  readonly help?: boolean;
  readonly 'repo-url'?: string;
  readonly off?: readonly string[];
}

function readOptions(args: string[]): Options | string {
  try {
    const { values } = parseArgs({
      args,
      options: {
        quiet: { type: 'boolean', short: 'q' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        'repo-url': { type: 'string' },
        off: { type: 'string', multiple: true },
      },
    });
    return values;
  } catch (error) {
    return `${error instanceof Error ? error.message : error}\n\n${USAGE}`;
  }
}

/** The parts of `check=reason`; without a reason, the reason is empty, which is an error of its own. */
function nameAndReason(option: string): [string, string] {
  const [name = '', ...reason] = option.split('=');
  return [name, reason.join('=')];
}

/** @see https://no-color.org */
function wantsColour(): boolean {
  return process.stderr.isTTY === true && !process.env.NO_COLOR;
}
