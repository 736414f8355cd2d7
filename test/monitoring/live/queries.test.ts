import { parseExpression, SyntaxProblem } from '../../../lib/monitoring/promql/parse-expression';
import { observed, withoutVariables } from './harness/queries';
import { ALERTS } from './subjects';

describe('a query of a dashboard', () => {
  it.each([
    ['up{namespace="$namespace"}', 'up{namespace=~".*"}'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Grafana writes variables so
    ['up{job=~"${app:regex}-mcp"}', 'up{job=~".*-mcp"}'],
    ['up{namespace!="$namespace"}', 'up{namespace!~"^$"}'],
    ['rate(a_total[$__rate_interval])', 'rate(a_total[2m])'],
    ['increase(a_total{a="b"}[$__range])', 'increase(a_total{a="b"}[1h])'],
  ])('%s is sent as %s', (expression, sent) => {
    expect(withoutVariables(expression)).toBe(sent);
  });
});

describe('what an alert looks at', () => {
  it.each([
    ['absent(up{job="a"} == 1)', 'up{job="a"}'],
    ['max(a) == 0', 'max(a)'],
    ['sum(rate(a[5m])) / sum(rate(b[5m])) > 0.05', 'sum(rate(a[5m])) / sum(rate(b[5m]))'],
  ])('is of %s: %s', (expression, rest) => {
    expect(observed(expression)).toBe(rest);
  });

  it('is an expression for every alert', () => {
    for (const { expr } of ALERTS) {
      expect(parseExpression(observed(expr))).not.toBeInstanceOf(SyntaxProblem);
    }
  });
});
