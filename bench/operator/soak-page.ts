/** What a minute of a soak showed. */
export interface Minute {
  readonly minute: number;
  readonly acts: number;
  /** What was killed at its begin. */
  readonly fault?: string;
  /** Seconds from the last act until every app was as it should be. */
  readonly settled: number;
  /** Of the operator, until it was at rest. */
  readonly writes: number;
  /** Of the operator in the rest of the minute, in which nothing happens. */
  readonly idleWrites: number;
  /** MiB, at the end. */
  readonly memory: number;
}

/**
 * What a soak showed, for people.
 *
 * @param failure why it ended before its time; its first line is told.
 */
export function soakPage(apps: number, minutes: readonly Minute[], failure?: string): string {
  const sum = (of: (minute: Minute) => number) => minutes.reduce((total, each) => total + of(each), 0);
  const most = (of: (minute: Minute) => number) => Math.max(...minutes.map(of)).toFixed(1);
  const rows = minutes.map(
    ({ minute, acts, fault = '', settled, writes, idleWrites, memory }) =>
      `${minute} | ${acts} | ${fault} | ${settled.toFixed(1)} | ${writes} | ${idleWrites} | ${memory.toFixed(0)}`,
  );
  const [reason] = failure?.split('\n') ?? [];
  const end = reason === undefined ? '' : `\n**It ended in minute ${minutes.length + 1}**: ${reason}\n`;
  return `<!-- Made by npm run soak:operator. Do not edit. -->
# The operator over ${minutes.length} minutes
${apps} apps in a cluster of etcd, an API server and the garbage collector, with a simulator of Deployments. In each minute, for forty seconds and in turn: the
image of an app is changed; a child is deleted; another manager changes a label or the image of a Deployment, or an
annotation; an app is deleted and made anew. Every five minutes the operator or the API server is killed (\`SIGKILL\`) and
started again. A minute ends with a check that every app is Ready, runs its image and has its objects.

Over all: ${sum(({ acts }) => acts)} acts, ${sum(({ writes }) => writes)} writes of the operator, ${sum(({ idleWrites }) => idleWrites)} writes when nothing happened. Longest time until every
app was well again: ${most(({ settled }) => settled)} s. Most memory: ${most(({ memory }) => memory)} MiB (it begins anew where the operator was killed).
${end}
Minute | Acts | Killed | Well again after, s | Writes | Idle writes | Memory, MiB
-:|-:|-|-:|-:|-:|-:
${rows.join('\n')}
`;
}
