import { hastenedExpression } from './pace';
import type { Prometheus } from './prometheus';

/** A query of a dashboard, or of whoever wants to see something. */
export interface NamedQuery {
  readonly title: string;
  /** PromQL, in which variables of Grafana may stand. */
  readonly expression: string;
}

/** What a query came to. */
export interface QueryResult extends NamedQuery {
  /** How many series it gave; one that was always NaN is not counted. */
  readonly series: number;
  /** What Prometheus said where it could not be run. */
  readonly error?: string;
}

/** What Grafana puts in by itself, for a dashboard of the last hour. */
const BUILT_IN: Readonly<Record<string, string>> = {
  __rate_interval: '2m',
  __interval: '30s',
  __range: '1h',
};

const VARIABLE = /\$(?:\{(\w+)(?::\w+)?\}|(\w+))/g;
const MATCHER = /(=~|!~|!=|=)\s*"([^"]*\$[^"]*)"/g;

/** The expression as Grafana sends it where every variable is "All". */
export function withoutVariables(expression: string): string {
  return expression
    .replace(MATCHER, (_, operator: string, text: string) => {
      const pattern = text.replace(VARIABLE, '.*');
      return operator.startsWith('!') ? '!~"^$"' : `=~"${pattern}"`;
    })
    .replace(VARIABLE, (text, braced?: string, bare?: string) => BUILT_IN[braced ?? bare ?? ''] ?? text);
}

/** The expression as Grafana sends it where these variables have values; others stay. */
export function withVariables(expression: string, values: Readonly<Record<string, string>>): string {
  return expression.replace(
    VARIABLE,
    (text, braced?: string, bare?: string) => values[braced ?? bare ?? ''] ?? text,
  );
}

/** Tells what queries have returned at any time since Prometheus began, at the pace of these tests. */
export function runQueries(prometheus: Prometheus, queries: readonly NamedQuery[]): Promise<QueryResult[]> {
  return Promise.all(
    queries.map(async (query) => {
      const expression = hastenedExpression(withoutVariables(query.expression));
      try {
        // no comparison holds for NaN
        const samples = await prometheus.query(`count_over_time(((${expression}) > -Inf)[30m:1s])`);
        return { ...query, series: samples.length };
      } catch (error) {
        return { ...query, series: 0, error: String(error) };
      }
    }),
  );
}

const COMPARISON = / (?:==|>=|<=|>|<) (?:bool )?-?[\d.]+/g;
const ABSENT = /^absent\((.*)\)$/;

/** What an alert looks at: its expression without the comparisons that make it fire. */
export function observed(expression: string): string {
  return expression.replace(ABSENT, '$1').replace(COMPARISON, '');
}
