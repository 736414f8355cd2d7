import { version } from '../package.json';
import { KINDS } from './kinds/kinds';
import { FlagError, helpText, parseFlags } from './process/flags';
import { createLogger } from './process/logger';
import { runOperator } from './process/run-operator';
import { serveHook } from './process/serve-hook';

const PROGRAM = 'chatgpt-operator';

/** What the program can do: the command is its first argument. */
const COMMANDS: Readonly<Record<string, string>> = {
  run: 'Keep the ChatGPTApps of a cluster true.',
  'serve-hook': 'Answer POST /sync for an engine that you run already, such as Metacontroller.',
};

async function main([first = '', ...others]: readonly string[]): Promise<void> {
  const isCommand = Object.keys(COMMANDS).includes(first);
  const command = isCommand ? first : 'run';
  // flags alone mean `run`, as for operators that have one command
  const flags = parseFlags(isCommand || first === '' ? others : [first, ...others], process.env);
  if (flags.help) return print(usage());
  if (flags.version) return print(`${PROGRAM} ${version}\n`);
  const log = createLogger({ level: flags.zapLogLevel, readable: flags.zapDevel });
  if (command === 'run') return runOperator(flags, KINDS, log);
  return serveHook(flags, KINDS, log);
}

function usage(): string {
  const commands = Object.entries(COMMANDS).map(([name, what]) => `  ${name.padEnd(12)}${what}`);
  return `Commands:\n${commands.join('\n')}\n\n${helpText(`${PROGRAM} <command>`)}`;
}

function print(text: string): void {
  process.stdout.write(text);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof FlagError ? error.message : (error as Error).stack}\n`);
  // a server that listens already would keep alive a process that does nothing
  process.exit(error instanceof FlagError ? error.exitCode : 1);
});
