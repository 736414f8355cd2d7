import { MetricCatalogue } from '../../../../lib';
import {
  type Expression,
  type LabelMatcher,
  partsOf,
  type Selector,
} from '../../../../lib/monitoring/promql/expression';
import { ofSelector, TARGET_LABELS } from '../../../../lib/monitoring/promql/labels-of';
import { parseExpression, SyntaxProblem } from '../../../../lib/monitoring/promql/parse-expression';

/** Series of a test of promtool. */
export interface InputSeries {
  readonly series: string;
  readonly values: string;
}

/** Values of labels, of which one fits each matcher of the dashboards. */
const VALUES = ['x', 'x-mcp', 'x-5d8f-abcde', '500', 'Error', 'false', '0'];
const CONTEXT = { catalogue: MetricCatalogue.standard(), targetLabels: TARGET_LABELS };

/** For each selector of an expression series that it finds, with every label that they can have. */
export function seriesOf(expression: string): InputSeries[] {
  const parsed = parseExpression(expression);
  if (parsed instanceof SyntaxProblem) throw new Error(`no PromQL: ${expression}`);
  const all = selectorsOf(parsed).flatMap(seriesOfSelector);
  return [...new Map(all.map((each) => [each.series, each])).values()];
}

function selectorsOf(expression: Expression): Selector[] {
  return expression.kind === 'selector' ? [expression] : partsOf(expression).flatMap(selectorsOf);
}

function seriesOfSelector(selector: Selector): InputSeries[] {
  const { metric = '', matchers } = selector;
  const labels = [...(ofSelector(selector, CONTEXT) ?? [])].filter((label) => label !== 'le');
  const written = labels.map((label) => `${label}="${fitting(label, matchers)}"`);
  if (!metric.endsWith('_bucket')) {
    const values = CONTEXT.catalogue._series(metric)?.isCounter ? '0+1x240' : '1x240';
    return [{ series: `${metric}{${written.join(',')}}`, values }];
  }
  return ['0.5', '1', '+Inf'].map((le, index) => ({
    series: `${metric}{${[...written, `le="${le}"`].join(',')}}`,
    values: `0+${index + 1}x240`,
  }));
}

function fitting(label: string, matchers: readonly LabelMatcher[]): string {
  const own = matchers.filter((matcher) => matcher.label === label);
  const wanted = own.find(({ operator }) => operator === '=')?.value;
  const value = [...(wanted === undefined ? [] : [wanted]), ...VALUES].find((each) =>
    own.every((matcher) => fits(each, matcher)),
  );
  if (value === undefined) throw new Error(`no value for ${label}: ${JSON.stringify(own)}`);
  return value;
}

function fits(value: string, { operator, value: pattern }: LabelMatcher): boolean {
  const isSame = operator.endsWith('~') ? new RegExp(`^(?:${pattern})$`).test(value) : value === pattern;
  return operator.startsWith('!') ? !isSame : isSame;
}
