import type { DocumentReport, FileReport } from './validation-report';

interface Seen {
  readonly document: DocumentReport;
  readonly file: string;
}

/**
 * Adds to the reports what only several documents together show: an app that is given twice (an error), and a
 * host that two apps want (a warning, because the files may belong to different environments).
 */
export function compareDocuments(files: readonly FileReport[]): void {
  const byIdentity = new Map<string, Seen>();
  const byHost = new Map<string, Seen>();
  for (const { file, documents } of files) {
    for (const document of documents) {
      const twin = firstOrSelf(byIdentity, identity(document), { document, file });
      if (twin !== undefined) {
        document.errors.push(duplicateError(document, twin));
        continue;
      }
      const neighbour = firstOrSelf(byHost, document.host, { document, file });
      if (neighbour !== undefined) document.warnings.push(sharedHostWarning(document, neighbour));
    }
  }
}

/** The first entry under `key`; where there is none, `self` becomes it. */
function firstOrSelf(seen: Map<string, Seen>, key: string | undefined, self: Seen): Seen | undefined {
  if (key === undefined) return undefined;
  const first = seen.get(key);
  if (first === undefined) seen.set(key, self);
  return first;
}

function identity({ kind, namespace, name }: DocumentReport): string | undefined {
  return kind === undefined || name === undefined ? undefined : JSON.stringify([kind, namespace, name]);
}

function duplicateError(document: DocumentReport, twin: Seen): DocumentReport['errors'][number] {
  const path = ['metadata', 'name'];
  const namespace =
    document.namespace === undefined ? 'without a namespace' : `of namespace ${document.namespace}`;
  return {
    severity: 'error',
    path,
    value: document.name,
    rule: `names a second ${document.kind} ${namespace}, after ${place(twin, path)}`,
    fix: 'rename one of the two, or pass one of them only',
    ...document.locate(path),
  };
}

function sharedHostWarning(document: DocumentReport, other: Seen): DocumentReport['warnings'][number] {
  const path = ['spec', 'host'];
  return {
    severity: 'warning',
    path,
    value: document.host,
    rule: `is the host of ${other.document.name ?? 'another app'} too, in ${place(other, path)}`,
    fix: 'give each app its own host, unless the two belong to different environments',
    ...document.locate(path),
  };
}

function place({ document, file }: Seen, path: readonly string[]): string {
  const { line, column } = document.locate(path);
  return `${file}:${line}:${column}`;
}
