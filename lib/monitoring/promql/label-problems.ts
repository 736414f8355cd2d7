import { closestName } from '../../validation/closest-name';
import type { Aggregation, Expression, Operation, Selector } from './expression';
import type { ExpressionProblem } from './expression-problem';
import { isScalar, type LabelContext, type Labels, labelsOf, ofSelector } from './labels-of';

/** Metrics and labels of one part that nothing exposes. */
export function labelProblems(expression: Expression, context: LabelContext): ExpressionProblem[] {
  switch (expression.kind) {
    case 'selector':
      return ofMetric(expression, context);
    case 'aggregation':
      return ofGrouping(expression, context);
    case 'operation':
      return ofMatching(expression, context);
    default:
      return [];
  }
}

function ofMetric(selector: Selector, context: LabelContext): ExpressionProblem[] {
  const { metric, text, matchers } = selector;
  if (metric === undefined) {
    return [{ text, rule: 'selects series of whatever metric', fix: 'name the metric before the braces' }];
  }
  if (context.catalogue._series(metric) === undefined) {
    const meant = context.catalogue._closest(metric);
    const fix = 'add it by MetricCatalogue.with() if something exposes it';
    const rule = 'is no metric of the catalogue';
    return [{ text: metric, rule, fix: meant === undefined ? fix : `use ${meant}, or ${fix}` }];
  }
  const labels = ofSelector(selector, context);
  return unknown(
    matchers.map(({ label }) => label),
    labels,
    text,
    metric,
  );
}

function ofGrouping({ grouping, operands }: Aggregation, context: LabelContext): ExpressionProblem[] {
  const last = operands.at(-1);
  if (grouping === undefined || last === undefined) return [];
  return unknown(grouping.labels, labelsOf(last, context), last.text, 'what is aggregated');
}

function ofMatching(operation: Operation, context: LabelContext): ExpressionProblem[] {
  const { left, right, matching, group, text } = operation;
  if (matching === undefined || isScalar(left) || isScalar(right)) return [];
  const [ofLeft, ofRight] = [labelsOf(left, context), labelsOf(right, context)];
  const either = ofLeft && ofRight && new Set([...ofLeft, ...ofRight]);
  const matched = matching.except
    ? unknown(matching.labels, either, text, 'either side')
    : [
        ...unknown(matching.labels, ofLeft, text, 'the left side'),
        ...unknown(matching.labels, ofRight, text, 'the right side'),
      ];
  if (group === undefined) return matched;
  const one = group.many === 'left' ? ofRight : ofLeft;
  return [...matched, ...unknown(group.labels, one, text, 'the side that has one for many')];
}

function unknown(used: readonly string[], known: Labels, text: string, of: string): ExpressionProblem[] {
  if (known === undefined) return [];
  return used
    .filter((label) => !known.has(label))
    .map((label) => {
      const meant = closestName(label, [...known]);
      const there = known.size === 0 ? 'it has none' : `it has ${[...known].sort().join(', ')}`;
      return {
        text,
        rule: `uses the label ${label}, which ${of} does not have (${there})`,
        fix: meant === undefined ? 'leave the label out, or use one of those' : `use ${meant}`,
      };
    });
}
