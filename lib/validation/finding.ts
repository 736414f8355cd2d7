import { type FieldPath, formatFieldPath } from './field-path';

/** One thing that is wrong (`error`) or doubtful (`warning`) in a manifest. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  /** The field it is about; empty for the document as a whole. */
  readonly path: FieldPath;
  /** The very entry below `path` that is meant, where the API server names only the list that holds it. */
  readonly at?: FieldPath;
  /** The offending value; undefined where a value is missing. */
  readonly value?: unknown;
  /** The rule that the value breaks, as a clause that follows the value: "is above 65535, the highest port". */
  readonly rule: string;
  /** What to do about it, as an imperative. */
  readonly fix: string;
}

const LONGEST_VALUE = 80;

/** A value as it is shown in a message: JSON, on one line, cut where it is long. */
export function formatValue(value: unknown): string {
  const json = JSON.stringify(value) ?? 'undefined';
  // a character is at most two units long
  const start = [...json.slice(0, 2 * (LONGEST_VALUE + 1))];
  return start.length <= LONGEST_VALUE ? json : `${start.slice(0, LONGEST_VALUE - 1).join('')}…`;
}

/**
 * The finding as it is printed:
 * ```
 * fleet/production/fitness: spec.mcpServer.port = 70000
 *   is above 65535, the highest port.
 *   Fix: use a port from 1 to 65535.
 * ```
 *
 * @param where the construct path, or `file:line:column`.
 */
export function formatFinding(where: string, finding: Finding): string {
  const field = formatFieldPath(finding.at ?? finding.path);
  const subject = [field, finding.value === undefined ? '' : `= ${formatValue(finding.value)}`]
    .filter((part) => part !== '')
    .join(' ');
  const warning = finding.severity === 'warning' ? 'warning: ' : '';
  const head = `${where}: ${warning}${subject}`.trimEnd();
  return `${head}\n  ${sentence(finding.rule)}\n  Fix: ${sentence(finding.fix)}`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
