import { FLAGS, type FlagDefinition, type FlagName, type Flags } from './flag-table';

/** What was wrong with the flags, all of it. */
export class FlagError extends Error {
  override readonly name = 'FlagError';
  /** Of the process, as of Go's flag package. */
  readonly exitCode = 2;

  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/** A value and where it came from: `--watch-namespaces` or `WATCH_NAMESPACES`. */
interface Given {
  readonly source: string;
  readonly text: string;
}

const NAMES = Object.keys(FLAGS) as FlagName[];

/**
 * Reads flags as Go's flag package does: one dash or two, `-flag=value` or `-flag value`, switches without a value or
 * with `=false`, `-h` for help; the last one wins. A flag that is not given is read from the environment, by its name
 * in capitals with `_` for `-` (`WATCH_NAMESPACES`); an empty variable counts as none. `--help` and `--version` are
 * flags only, and so is `--kubeconfig`: KUBECONFIG may name several files.
 *
 * Node's own `parseArgs` knows neither one dash nor `--switch=false`.
 *
 * @throws FlagError with all problems.
 */
export function parseFlags(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
): Flags {
  const problems: string[] = [];
  const given = { ...fromEnvironment(env), ...fromArguments(args, problems) };
  const values = new Map<FlagName, unknown>();
  for (const name of NAMES) {
    const { kind, default: fallback }: FlagDefinition<unknown> = FLAGS[name];
    const { source, text } = given[name] ?? { source: `--${name}`, text: fallback };
    const value = kind.parse(text);
    if (value === undefined)
      problems.push(`${source} = "${text}" ${kind.rule}. Fix: ${source}=${kind.example}, for example.`);
    values.set(name, value);
  }
  // who develops sees all, unless a level is given
  if (values.get('zap-devel') === true && given['zap-log-level'] === undefined)
    values.set('zap-log-level', 'debug');
  problems.push(...missing(values));
  const asked = values.get('help') === true || values.get('version') === true;
  if (problems.length > 0 && !asked) throw new FlagError(problems);
  return Object.fromEntries([...values].map(([name, value]) => [camelCase(name), value])) as unknown as Flags;
}

/** What `--help` prints. */
export function helpText(program: string): string {
  const usages = NAMES.map((name) => {
    const { kind, default: fallback, help }: FlagDefinition<unknown> = FLAGS[name];
    const value = kind.placeholder === '' ? '' : ` <${kind.placeholder}>`;
    const shown = fallback === '' || fallback === 'false' ? '' : ` (default ${fallback})`;
    const variable = isFlagOnly(name) ? '' : `\n      Environment: ${variableOf(name)}`;
    return `  --${name}${value}\n      ${help}${shown}${variable}`;
  });
  return `Usage: ${program} [flags]\n\nA flag wins over its environment variable.\n\n${usages.join('\n')}\n`;
}

function fromEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): Partial<Record<FlagName, Given>> {
  const given: Partial<Record<FlagName, Given>> = {};
  for (const name of NAMES.filter((candidate) => !isFlagOnly(candidate))) {
    const text = env[variableOf(name)];
    if (text !== undefined && text !== '') given[name] = { source: variableOf(name), text };
  }
  return given;
}

function fromArguments(args: readonly string[], problems: string[]): Partial<Record<FlagName, Given>> {
  const given: Partial<Record<FlagName, Given>> = {};
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined && arg !== '--'; arg = rest.shift()) {
    const [, written = '', inline] = /^--?([^=-][^=]*)(?:=(.*))?$/s.exec(arg) ?? [];
    const name = NAMES.find((candidate) => candidate === (written === 'h' ? 'help' : written));
    if (name === undefined) problems.push(unknownArgument(arg, written));
    else {
      const { kind } = FLAGS[name];
      const text = inline ?? (kind.placeholder === '' ? 'true' : rest.shift());
      if (text === undefined)
        problems.push(`--${name} ${kind.rule}, and has no value. Fix: --${name}=${kind.example}.`);
      else given[name] = { source: `--${name}`, text };
    }
  }
  for (const arg of rest) problems.push(unknownArgument(arg, ''));
  return given;
}

function unknownArgument(arg: string, written: string): string {
  if (written === '') return `"${arg}" is no flag. Fix: leave it out, or see --help.`;
  const near = nearest(written);
  return `--${written} is no flag of this program. Fix: ${near === undefined ? 'see --help' : `use --${near}`}.`;
}

/** The flag that shares most words. */
function nearest(written: string): FlagName | undefined {
  const words = new Set(written.toLowerCase().split(/[-_]/));
  const shared = (name: FlagName) => name.split('-').filter((word) => words.has(word)).length;
  const [best] = [...NAMES].sort((one, other) => shared(other) - shared(one));
  return best !== undefined && shared(best) > 0 ? best : undefined;
}

/** Flags that want another flag. */
function missing(values: ReadonlyMap<FlagName, unknown>): string[] {
  const problems: string[] = [];
  if (values.get('metrics-secure') === true && values.get('metrics-cert-dir') === '')
    problems.push('--metrics-secure = true needs a certificate. Fix: name its folder by --metrics-cert-dir.');
  return [...problems, ...missingForWebhooks(values)];
}

function missingForWebhooks(values: ReadonlyMap<FlagName, unknown>): string[] {
  const webhooks = values.get('webhook-bind-address');
  const isGiven = (name: FlagName) => values.get(name) !== '';
  if (webhooks === undefined || webhooks === '0') return [];
  if (isGiven('webhook-cert-dir'))
    return isGiven('webhook-secret-name')
      ? ['--webhook-cert-dir and --webhook-secret-name are two certificates. Fix: leave one of them out.']
      : [];
  if (!isGiven('webhook-secret-name'))
    return [
      `--webhook-bind-address = "${webhooks}" needs a certificate. Fix: name its folder by --webhook-cert-dir, or a Secret to keep one in by --webhook-secret-name.`,
    ];
  return (['webhook-service-name', 'webhook-configuration-name'] as const)
    .filter((name) => !isGiven(name))
    .map((name) => `--webhook-secret-name needs --${name}. Fix: name it.`);
}

function isFlagOnly(name: FlagName): boolean {
  return name === 'help' || name === 'version' || name === 'kubeconfig';
}

function variableOf(name: FlagName): string {
  return name.toUpperCase().replaceAll('-', '_');
}

function camelCase(name: string): string {
  return name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
