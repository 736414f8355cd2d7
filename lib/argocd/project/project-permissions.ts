import { type DestinationSpec, IN_CLUSTER_NAME, IN_CLUSTER_SERVER } from '../destination';
import { normalizeGitUrl } from '../git-url';
import { globMatch } from '../glob';
import type { ProjectSpec } from './project-spec';

/** Whether a project lets its applications read a repository: an entry matches, and none that denies does. */
export function permitsSource({ sourceRepos = [] }: ProjectSpec, url: string): boolean {
  const normalized = normalizeGitUrl(url);
  let permitted = false;
  for (const repo of sourceRepos) {
    const denies = repo.startsWith('!');
    const pattern = normalizeGitUrl(denies ? repo.slice(1) : repo);
    // alone, `*` is all; otherwise, and in what denies, it stops at a slash
    const matches = (pattern === '*' && !denies) || globMatch(pattern, normalized, '/');
    if (denies && matches) return false;
    if (denies || matches) permitted = true;
  }
  return permitted;
}

/**
 * Whether a project lets its applications deploy to a destination; undefined where that depends on which cluster has
 * which name, which only Argo CD knows.
 */
export function permitsDestination(
  { destinations = [] }: ProjectSpec,
  destination: DestinationSpec,
): boolean | undefined {
  const verdicts = possibleVerdicts(destinations, withBothNames(destination));
  return verdicts.size === 1 ? verdicts.has(true) : undefined;
}

/** Whether applications of a namespace may use a project of another one. */
export function permitsNamespace({ sourceNamespaces = [] }: ProjectSpec, namespace: string): boolean {
  return sourceNamespaces.some((pattern) => {
    const isExpression = pattern.length > 1 && pattern.startsWith('/') && pattern.endsWith('/');
    return isExpression ? matchesExpression(pattern.slice(1, -1), namespace) : globMatch(pattern, namespace);
  });
}

function withBothNames({ name, server, namespace }: DestinationSpec): DestinationSpec {
  if (name === IN_CLUSTER_NAME) return { name, server: IN_CLUSTER_SERVER, namespace };
  if (server === IN_CLUSTER_SERVER) return { name: IN_CLUSTER_NAME, server, namespace };
  return { name, server: server?.replace(/\/+$/, ''), namespace };
}

/** The verdicts that Argo CD may come to, whatever the name or URL that is not known turns out to be. */
function possibleVerdicts(
  destinations: readonly DestinationSpec[],
  destination: DestinationSpec,
): Set<boolean> {
  const verdicts = new Set<boolean>();
  let soFar = new Set([false]);
  for (const item of destinations) {
    const next = new Set<boolean>();
    for (const matches of possibleMatches(item, destination)) {
      const effect = effectOf(item, matches);
      if (effect === 'refuse') verdicts.add(false);
      else for (const permitted of soFar) next.add(permitted || effect === 'permit');
    }
    soFar = next;
  }
  for (const permitted of soFar) verdicts.add(permitted);
  return verdicts;
}

interface Matches {
  readonly byName: boolean;
  readonly byServer: boolean;
  readonly byNamespace: boolean;
}

function possibleMatches(
  item: DestinationSpec,
  { name, server, namespace = '' }: DestinationSpec,
): Matches[] {
  const byNamespace = globOrDeny(item.namespace ?? '', namespace);
  return possibly(item.name, name).flatMap((byName) =>
    possibly(item.server, server).map((byServer) => ({ byName, byServer, byNamespace })),
  );
}

function possibly(pattern = '', text: string | undefined): boolean[] {
  if (pattern === '*') return [true];
  if (pattern === '') return [false];
  return text === undefined ? [true, false] : [globOrDeny(pattern, text)];
}

/** What one entry does. An entry that denies permits what it does not deny, and ends the search where it does. */
function effectOf(
  item: DestinationSpec,
  { byName, byServer, byNamespace }: Matches,
): 'permit' | 'refuse' | 'nothing' {
  if ((byName || byServer) && byNamespace) return 'permit';
  const refuses =
    (!byName && denies(item.name)) ||
    (!byServer && denies(item.server) && byNamespace) ||
    (!byNamespace && denies(item.namespace) && byServer);
  return refuses ? 'refuse' : 'nothing';
}

function globOrDeny(pattern: string, text: string): boolean {
  if (denies(pattern)) return !globMatch(pattern.slice(1), text);
  return pattern === '*' || globMatch(pattern, text);
}

function denies(pattern: string | undefined): boolean {
  return pattern?.startsWith('!') === true;
}

function matchesExpression(source: string, text: string): boolean {
  try {
    return new RegExp(source).test(text);
  } catch {
    return false;
  }
}
