import type { FieldPath } from '../../validation/field-path';
import type { Finding } from '../../validation/finding';
import { errorAt } from '../../validation/refuse';
import { ARGO_CD } from '../argo-cd-facts';
import { globMatch } from '../glob';
import type { HealthCheck } from './health-check';
import { kindFindings, kindKey } from './kind-key';

/** What is wrong with health checks. */
export function healthFindings(checks: readonly HealthCheck[]): Finding[] {
  const keys = checks.map(kindKey);
  return checks.flatMap((check, index) => {
    const path = ['healthChecks', index];
    const isTaken = keys.indexOf(keys[index] ?? '') < index;
    return [
      ...kindFindings(path, check),
      ...(isTaken ? [errorAt(path, keys[index], 'has a check already', 'remove one of the two')] : []),
      ...builtInFindings(path, check),
      ...scriptFindings(path, check),
    ];
  });
}

function builtInFindings(path: FieldPath, { group, kind, forcedBecause }: HealthCheck): Finding[] {
  const known = `${group}/${kind}`;
  const isBuiltIn = ARGO_CD.healthChecks.some((pattern) => globMatch(pattern, known, '/'));
  if (isBuiltIn && forcedBecause === undefined) {
    const rule =
      'has a check in Argo CD, which knows more than a script does (rollouts that are under way, old status)';
    return [errorAt(path, kindKey({ group, kind }), rule, "leave it out, or say why by .forced('…')")];
  }
  if (!isBuiltIn && forcedBecause !== undefined) {
    const rule = `is forced, but Argo CD ${ARGO_CD.version} has no check of its own`;
    return [errorAt(path, kindKey({ group, kind }), rule, 'leave out .forced')];
  }
  return [];
}

function scriptFindings(path: FieldPath, { script }: HealthCheck): Finding[] {
  const at = [...path, 'script'];
  if (script.trim() === '')
    return [errorAt(at, script, 'is empty', 'return a table with status and message')];
  if (!/\breturn\b/.test(script)) {
    return [errorAt(at, script, 'returns nothing, so no object has a health', 'return a table with status')];
  }
  return [];
}
