import { closestName } from '../../validation/closest-name';
import type { FieldPath } from '../../validation/field-path';
import type { Finding } from '../../validation/finding';
import { errorAt } from '../../validation/refuse';
import { expressionProblems, presentWhen } from './expression/expression-problems';
import type { NotificationParts } from './notification-parts';
import type { TriggerCondition } from './notifications-props';
import { findingOf } from './template-findings';

/** What is wrong with triggers. */
export function triggerFindings({ triggers, templates }: NotificationParts): Finding[] {
  const names = templates.map(({ name }) => name);
  return triggers.flatMap(({ name, conditions }) => {
    const path = ['triggers', name];
    if (conditions.length === 0)
      return [errorAt(path, undefined, 'has no condition', 'say when it sends what')];
    return conditions.flatMap((condition, index) => conditionFindings([...path, index], condition, names));
  });
}

function conditionFindings(
  path: FieldPath,
  condition: TriggerCondition,
  templates: readonly string[],
): Finding[] {
  const { when, oncePer, send } = condition;
  const known = presentWhen(when);
  const findings = expressionProblems(when).map((problem) => findingOf([...path, 'when'], problem));
  if (oncePer !== undefined) {
    const problems = expressionProblems(oncePer, known);
    findings.push(...problems.map((problem) => findingOf([...path, 'oncePer'], problem)));
  } else {
    const rule = 'is missing, so it is told again each time that the condition becomes true';
    const fix = 'write app.status?.operationState?.syncResult?.revision for once per revision';
    findings.push({ severity: 'warning', path: [...path, 'oncePer'], rule, fix });
  }
  if (send.length === 0) findings.push(errorAt([...path, 'send'], send, 'is empty', 'name a template'));
  send.forEach((name, index) => {
    if (templates.includes(name)) return;
    const closest = closestName(name, templates);
    const fix = closest ? `use ${closest}` : 'add the template';
    findings.push(errorAt([...path, 'send', index], name, 'names no template', fix));
  });
  return findings;
}
