import { type DestinationStream, destination, type Logger, pino } from 'pino';
import type { Log, LogFields } from '../engine/log';
import { readableLine } from './readable-line';

/** A number is a verbosity as zap counts it: 1 and above is debug. */
export type LogLevel = 'debug' | 'info' | 'error' | number;

export interface LoggerOptions {
  /** @default info */
  readonly level?: LogLevel;
  /** Lines for people in place of JSON. @default false */
  readonly readable?: boolean;
  /** Where lines go. @default standard output, written at once: the last words of a process must not be lost */
  readonly output?: DestinationStream;
}

/** The log of a process, in the keys of controller-runtime: level, ts, logger, msg, error, stacktrace. */
export function createLogger({ level = 'info', readable = false, output }: LoggerOptions = {}): Log {
  const sink = output ?? destination({ dest: 1, sync: true });
  const lines: DestinationStream = readable ? { write: (line) => sink.write(readableLine(line)) } : sink;
  const logger = pino(
    {
      base: null,
      level: typeof level === 'number' ? 'debug' : level,
      timestamp: () => `,"ts":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    lines,
  );
  return new PinoLog(logger, {});
}

class PinoLog implements Log {
  constructor(
    private readonly logger: Logger,
    private readonly fields: LogFields,
  ) {}

  debug(message: string, fields?: LogFields): void {
    this.logger.debug({ ...this.fields, ...fields }, message);
  }

  info(message: string, fields?: LogFields): void {
    this.logger.info({ ...this.fields, ...fields }, message);
  }

  error(message: string, error: unknown, fields?: LogFields): void {
    this.logger.error({ ...this.fields, ...fields, ...describe(error) }, message);
  }

  with(fields: LogFields): Log {
    return new PinoLog(this.logger, { ...this.fields, ...fields });
  }

  named(name: string): Log {
    const parent = this.fields.logger;
    return this.with({ logger: parent === undefined ? name : `${parent}.${name}` });
  }
}

/** What is thrown need not be an error. */
function describe(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: String(error) };
  return { error: messageOf(error), stacktrace: error.stack };
}

/** With the causes, outermost first. */
function messageOf(error: Error): string {
  const causes: string[] = [];
  for (let each: unknown = error; each !== undefined && causes.length < 5; each = causeOf(each))
    causes.push(each instanceof Error ? each.message : String(each));
  return causes.join(': ');
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}
