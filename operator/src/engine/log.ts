/** Named values of a line of the log. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Where the engine says what it does. */
export interface Log {
  /** What helps to find a fault, and is too much otherwise. */
  debug(message: string, fields?: LogFields): void;
  /** What an operator of the cluster wants to read. */
  info(message: string, fields?: LogFields): void;
  /** What went wrong, with its stack. */
  error(message: string, error: unknown, fields?: LogFields): void;
  /** The same log, with these fields in each line. */
  with(fields: LogFields): Log;
  /** The log of a part: names are joined by dots. */
  named(name: string): Log;
}

/** A log that nobody reads. */
export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  error: () => undefined,
  with: () => silentLog,
  named: () => silentLog,
};
