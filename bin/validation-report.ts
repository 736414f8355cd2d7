import type { ReadProblem } from '../lib/manifest/file-text';
import type { ManifestFinding } from '../lib/manifest/read-manifests';

/** What became of one document. */
export interface DocumentReport {
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly host?: string;
  readonly errors: ManifestFinding[];
  readonly warnings: ManifestFinding[];
  /** Where to point for a finding about two documents. */
  readonly locate: (path: readonly string[]) => { readonly line: number; readonly column: number };
}

/** What became of one file. */
export interface FileReport {
  /** As it was given on the command line. */
  readonly file: string;
  readonly documents: readonly DocumentReport[];
  /** Why the file as a whole is refused; `unreadable` means that nothing can be said about its content. */
  readonly problem?: ReadProblem & { readonly unreadable: boolean };
}

export function isValid(document: DocumentReport): boolean {
  return document.errors.length === 0;
}
