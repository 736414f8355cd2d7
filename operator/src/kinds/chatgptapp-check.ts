import { chatGPTAppCheck } from '../../../lib/chatgpt/chatgptapp-api';
import { checkDerived } from '../../../lib/chatgpt/check-chatgptapp';
import { formatFieldPath } from '../../../lib/validation/field-path';
import { type Finding, formatValue } from '../../../lib/validation/finding';
import type { Check } from '../engine/check';
import type { KubeObject } from '../engine/kubernetes/kube-object';

/**
 * Checks what the API server cannot see in an app: collisions of derived names, sizes of what it becomes, what is
 * doubtful.
 *
 * A rule of the CRD that this operator knows and the API server did not hold against the app is only warned of: the
 * server's CRD may be of another version, and it lets what was invalid before stay so.
 */
export function checkApp({ apiVersion, kind, metadata, spec }: KubeObject): Check {
  const { name, namespace } = metadata;
  const manifest = { apiVersion, kind, metadata: { name, namespace }, spec };
  const result = chatGPTAppCheck().check(manifest);
  if (result.errors.length > 0) return { faults: [], warnings: result.errors.map(sentenceOf) };
  const { errors, warnings } = checkDerived(result, manifest);
  return {
    faults: errors.map((finding) => ({ field: fieldOf(finding), message: clauseOf(finding) })),
    warnings: warnings.map(sentenceOf),
  };
}

function sentenceOf(finding: Finding): string {
  return `${fieldOf(finding) || 'the app'}: ${clauseOf(finding)}`;
}

function clauseOf({ value, rule, fix }: Finding): string {
  return `${value === undefined ? '' : `${formatValue(value)} `}${rule}. Fix: ${fix}`;
}

function fieldOf({ path, at }: Finding): string {
  return formatFieldPath(at ?? path);
}
