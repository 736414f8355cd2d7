import { closestName } from '../../validation/closest-name';
import type { FieldPath } from '../../validation/field-path';
import type { Finding } from '../../validation/finding';
import { goDuration } from '../../validation/go-duration';
import { errorAt } from '../../validation/refuse';
import { regexFindings } from '../monitors/relabeling-findings';
import type { AlertMatcher } from './alert-matcher';
import type { RouteNode } from './route-tree';

const LABEL_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const BY_EACH = '...';

/** What routes may name. */
export interface RouteNames {
  readonly receivers: readonly string[];
  readonly muteTimes: readonly string[];
}

/** What is wrong with a route and all below it, each with what it takes from the one above. */
export function routeFindings(node: RouteNode, names: RouteNames, above?: RouteNode): Finding[] {
  const { path } = node;
  const whole = { ...above, ...definedOf(node) };
  return [
    ...nameFindings([...path, 'receiver'], node.receiver, names.receivers, 'receiver'),
    ...(node.mutedAt ?? []).flatMap((name, index) =>
      nameFindings([...path, 'mutedAt', index], name, names.muteTimes, 'muteTimes'),
    ),
    ...timingFindings(whole),
    ...groupFindings([...path, 'groupBy'], node.groupBy ?? []),
    ...(above !== undefined && node.matchers.length === 0
      ? [errorAt([...path, 'matchers'], [], 'are none: it takes all alerts', 'make it the last receiver')]
      : []),
    ...matcherFindings([...path, 'matchers'], node.matchers),
    ...shadowFindings(node.children),
    ...node.children.flatMap((child) => routeFindings(child, names, whole)),
  ];
}

/** What is wrong with conditions on labels. */
export function matcherFindings(path: FieldPath, matchers: readonly AlertMatcher[]): Finding[] {
  return matchers.flatMap((matcher, index) => {
    const at = [...path, index];
    return [
      ...labelFinding([...at, 'label'], matcher.label),
      ...(matcher._isRegex() ? regexFindings([...at, 'value'], matcher.value) : []),
    ];
  });
}

/** What is wrong with the name of a label. */
export function labelFinding(path: FieldPath, label: string): Finding[] {
  if (LABEL_NAME.test(label)) return [];
  return [errorAt(path, label, 'is no name of a label', 'use letters, digits and underscores')];
}

function nameFindings(path: FieldPath, name: string, known: readonly string[], field: string): Finding[] {
  if (known.includes(name)) return [];
  const there = known.length > 0 ? known.join(', ') : 'none';
  const rule = `names none of ${field === 'receiver' ? 'the receivers' : 'the muteTimes'} (${there})`;
  const fix = `use ${closestName(name, known) ?? 'one of them'}, or add it`;
  return [errorAt(path, name, rule, fix)];
}

function timingFindings({ path, groupInterval, repeatInterval }: RouteNode): Finding[] {
  const zero = Object.entries({ groupInterval, repeatInterval }).filter(
    ([, duration]) => duration?.toMilliseconds() === 0,
  );
  if (zero.length > 0) {
    return zero.map(([field]) =>
      errorAt([...path, field], '0s', 'is no time between messages', 'use 1s or more'),
    );
  }
  if (groupInterval === undefined || repeatInterval === undefined) return [];
  if (repeatInterval.toMilliseconds() >= groupInterval.toMilliseconds()) return [];
  const rule = `is shorter than the groupInterval, ${goDuration(groupInterval)}, at which groups are looked at`;
  const fix = `use ${goDuration(groupInterval)} or more`;
  return [errorAt([...path, 'repeatInterval'], goDuration(repeatInterval), rule, fix)];
}

function groupFindings(path: FieldPath, labels: readonly string[]): Finding[] {
  if (labels.includes(BY_EACH)) {
    if (labels.length === 1) return [];
    const rule = 'stands beside other labels, and means each alert alone';
    return [errorAt(path, labels, rule, `use ['${BY_EACH}']`)];
  }
  return labels.flatMap((label, index) => [
    ...labelFinding([...path, index], label),
    ...(labels.indexOf(label) < index
      ? [errorAt([...path, index], label, 'is there twice', 'leave it out')]
      : []),
  ]);
}

/** A route that comes after one which takes all its alerts. */
function shadowFindings(children: readonly RouteNode[]): Finding[] {
  return children.flatMap((child, index) => {
    const before = children.slice(0, index).find((each) => !each.goOn && takesAllOf(each, child));
    if (before === undefined) return [];
    const value = child.matchers.map(({ label, operator, value }) => `${label}${operator}${value}`);
    const rule = 'gets no alert: an earlier route takes them all';
    return [errorAt(child.path, value, rule, 'change the order, or let the earlier one goOn')];
  });
}

function takesAllOf(earlier: RouteNode, later: RouteNode): boolean {
  return earlier.matchers.every((wide) =>
    later.matchers.some(
      ({ label, operator, value }) =>
        label === wide.label && operator === wide.operator && value === wide.value,
    ),
  );
}

function definedOf(node: RouteNode): RouteNode {
  const { groupWait, groupInterval, repeatInterval, ...rest } = node;
  return {
    ...rest,
    ...(groupWait && { groupWait }),
    ...(groupInterval && { groupInterval }),
    ...(repeatInterval && { repeatInterval }),
  };
}
