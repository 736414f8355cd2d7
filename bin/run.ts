import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkChatGPTApp } from '../lib/chatgpt/check-chatgptapp';
import type { CheckResult } from '../lib/validation/check-result';
import { APPSET_PREVIEW_USAGE, appsetPreview } from './appset-preview';
import { ExitCode, type Io, UsageError } from './io';
import { VALIDATE_USAGE, validate } from './validate';

/** What the commands rely on and a test may replace. */
export interface Dependencies {
  readonly check: (manifest: unknown) => CheckResult;
}

const USAGE = `Usage: chatgpt-apps <command>

Commands:
  validate FILE…        check ChatGPTApp manifests before they reach a cluster
  appset-preview FILE…  show the Applications that ApplicationSets generate

Options:
  -h, --help            show this help, or that of a command
  --version             show the version

Guides: https://github.com/makeaihq/cdk8s-chatgpt-apps/blob/main/docs/guides/validate.md
        https://github.com/makeaihq/cdk8s-chatgpt-apps/blob/main/docs/guides/argocd-applicationsets.md
`;

type Command = (argv: readonly string[], io: Io, dependencies: Dependencies) => Promise<number>;

const COMMANDS = new Map<string, { readonly usage: string; readonly execute: Command }>([
  ['validate', { usage: VALIDATE_USAGE, execute: validate }],
  ['appset-preview', { usage: APPSET_PREVIEW_USAGE, execute: appsetPreview }],
]);

/** Runs the command line and gives the exit code; never throws. */
export async function run(
  argv: readonly string[],
  io: Io,
  dependencies: Dependencies = { check: checkChatGPTApp },
): Promise<number> {
  const [name = '', ...rest] = argv;
  const command = COMMANDS.get(name);
  try {
    return command === undefined
      ? runWithoutCommand(argv, io)
      : await command.execute(rest, io, dependencies);
  } catch (error) {
    if (isUsageError(error)) {
      io.stderr.write(`chatgpt-apps: ${error.message}\n\n${command?.usage ?? USAGE}`);
    } else {
      const reason = error instanceof Error ? error.message : String(error);
      io.stderr.write(
        `chatgpt-apps: unexpected error: ${reason}\n  Fix: please report it with the file that causes it, at ${packageJson().bugs}.\n`,
      );
    }
    return ExitCode.couldNotRun;
  }
}

function runWithoutCommand(argv: readonly string[], io: Io): number {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: { help: { type: 'boolean', short: 'h' }, version: { type: 'boolean' } },
    allowPositionals: true,
  });
  if (positionals[0] !== undefined) throw new UsageError(`there is no command "${positionals[0]}"`);
  if (values.version) io.stdout.write(`${packageJson().version}\n`);
  else if (values.help) io.stdout.write(USAGE);
  else throw new UsageError('a command is missing');
  return ExitCode.valid;
}

/** parseArgs reports unknown and misused options by errors with such codes. */
function isUsageError(error: unknown): error is Error {
  return error instanceof UsageError || String(codeOf(error)).startsWith('ERR_PARSE_ARGS_');
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

function packageJson(): { readonly version: string; readonly bugs: string } {
  return JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8'));
}
