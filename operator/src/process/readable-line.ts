/** A JSON line of the log as people read it: time, level, logger, message, the other fields, and a stack below. */
export function readableLine(line: string): string {
  const { ts, level, logger, msg, stacktrace, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const words = [ts, String(level).toUpperCase().padEnd(5), logger, msg].filter((word) => word !== undefined);
  if (Object.keys(fields).length > 0) words.push(JSON.stringify(fields));
  return `${words.join('  ')}\n${stacktrace === undefined ? '' : `${String(stacktrace)}\n`}`;
}
