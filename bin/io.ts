/** Where a command reads and writes; the process has these, and so has a test. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** Exit codes of all commands; where several apply, the highest. */
export const ExitCode = { valid: 0, invalid: 1, couldNotRun: 2 } as const;

/** The command line cannot be understood. */
export class UsageError extends Error {}
