import { mutantsOf } from '../harness/mutants';
import type { Rule } from '../harness/promtool';

const OTHER_WINDOWS: Readonly<Record<string, readonly string[]>> = {
  ...{ '5m': ['15m', '2m'], '30m': ['90m', '10m'], '1h': ['3h', '20m'] },
  ...{ '6h': ['18h', '2h'], '3d': ['9d', '1d'], '7d': ['4d', '10d'] },
};

/** Rules that differ in one factor, budget, window, comparison, metric, matcher or operator, and mean something else. */
export function mutantsOfRule(rule: Rule): Rule[] {
  return [...new Set([...mutantsOf(rule.expr), ...windows(rule.expr), ...words(rule.expr)])]
    .filter((expr) => expr !== rule.expr)
    .map((expr) => ({ ...rule, expr }));
}

function windows(expression: string): string[] {
  // 0 times whatever is counted stays 0
  const ranges = everyMatch(expression, /(?<!or 0 \* [^[]*)\[(\w+)(?=[\]:])/g, (_, window = '') =>
    (OTHER_WINDOWS[window] ?? []).map((other) => `[${other}`),
  );
  const records = everyMatch(expression, /:(rate|increase)(\w+)/g, (_, kind, window = '') =>
    (OTHER_WINDOWS[window] ?? []).map((other) => `:${kind}${other}`),
  );
  return [...ranges, ...records];
}

/** What an operator, a matcher or a number may be mistaken for. */
function words(expression: string): string[] {
  return [
    ...everyMatch(expression, / and /g, () => [' or ', ' unless ']),
    ...everyMatch(expression, /!="|=~"|="/g, (operator) =>
      operator === '=~"' ? ['!~"'] : [operator === '="' ? '!="' : '="'],
    ),
    ...everyMatch(expression, /or 0 \*/g, () => ['or 1 *']),
    ...everyMatch(expression, /(?<=[*/] |^)([\d.]+)(?= \*|$| and)/g, (number) =>
      number === '0' ? [] : [String(Number(number) * 1.2), String(Number(number) * 0.8)],
    ),
    ...everyMatch(expression, /^1 - /g, () => ['0.9 - ', '']),
    ...everyMatch(expression, /1\(\[\.\]0\)\?/g, () => ['10', '1.0', '0.5', '1(.)0', '1(.*)0?']),
    ...everyMatch(expression, /\) \/ \(/g, () => [') * (']),
  ];
}

function everyMatch(
  text: string,
  pattern: RegExp,
  others: (match: string, ...groups: (string | undefined)[]) => readonly string[],
): string[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const [found, ...groups] = match;
    return others(found, ...groups).map(
      (other) => text.slice(0, match.index) + other + text.slice(match.index + found.length),
    );
  });
}
