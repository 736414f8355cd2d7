import { type Finding, formatFinding } from './finding';

/** A manifest breaks rules of its API; the message lists all of them. */
export class InvalidManifestError extends Error {
  constructor(
    where: string,
    public readonly findings: readonly Finding[],
  ) {
    super(findings.map((finding) => formatFinding(where, finding)).join('\n'));
    this.name = 'InvalidManifestError';
  }
}
