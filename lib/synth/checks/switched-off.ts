import { closestName } from '../../validation/closest-name';
import { isObject } from '../../validation/structural-schema';
import type { CheckFinding } from './check-finding';

/** Which checks are off, and what is wrong with what says so. Nothing is switched off by mistake. */
export function switchesOf(off: unknown, checks: readonly string[]) {
  if (off === undefined) return { switchedOff: [], findings: [] };
  if (!isObject(off)) {
    const fix = 'write a reason for each check, as in plain-secret: "encrypted by SOPS"';
    return { switchedOff: [], findings: [wrong([], off, 'is no mapping of checks to reasons', fix)] };
  }
  const entries = Object.entries(off).sort(([a], [b]) => (a < b ? -1 : 1));
  const findings = entries.flatMap(([name, reason]) => entryFindings(name, reason, checks));
  const refused = new Set(findings.map(({ path }) => path.at(-1)));
  const switchedOff = entries
    .filter(([check]) => !refused.has(check))
    .map(([check, reason]) => ({ check, reason: String(reason).trim() }));
  return { switchedOff, findings };
}

function entryFindings(name: string, reason: unknown, checks: readonly string[]): CheckFinding[] {
  if (!checks.includes(name)) {
    const meant = closestName(name, checks);
    const fix = meant ? `did you mean ${meant}?` : `use one of ${checks.join(', ')}`;
    return [wrong([name], reason, 'names no check', fix)];
  }
  if (typeof reason === 'string' && reason.trim() !== '') return [];
  return [wrong([name], reason, 'gives no reason', 'say in a few words why the check is off')];
}

function wrong(path: readonly string[], value: unknown, rule: string, fix: string): CheckFinding {
  const where = { where: 'checks', object: '', name: '', check: 'off' };
  return { ...where, severity: 'error', path: ['off', ...path], value, rule, fix };
}
