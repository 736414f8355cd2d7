/** What is wrong, or doubtful, in a template or an expression. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  /** The piece of text that is meant. */
  readonly text: string;
  readonly rule: string;
  readonly fix: string;
}

/** Something that must be changed. */
export function error(text: string, rule: string, fix: string): Problem {
  return { severity: 'error', text, rule, fix };
}

/** What is known about fields that exist, but do not say what they seem to. */
export function doubts(path: string): Problem[] {
  if (path === 'app.status.health.message') {
    const fix = 'leave it out, or tell of app.status.resources and app.status.conditions';
    return [error(path, 'is deprecated, and always empty', fix)];
  }
  if (path === 'app.status.sync.revision') {
    const rule = 'is empty for an Application of several sources';
    const fix =
      'use app.status.operationState.syncResult.revision, or .revisions where there are several sources';
    return [{ severity: 'warning', text: path, rule, fix }];
  }
  return [];
}
