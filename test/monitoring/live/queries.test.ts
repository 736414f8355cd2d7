import { parseExpression, SyntaxProblem } from '../../../lib/monitoring/promql/parse-expression';
import { observed, withoutVariables, withVariables } from './harness/queries';
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

describe('a query of the dashboard of one app', () => {
  it('is about that app, and keeps what Grafana fills in by itself', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Grafana writes variables so
    const expression = 'rate(a{job="$app", pod=~"${app}-[a-z]+"}[$__rate_interval])';
    const sent = 'rate(a{job="quick-mcp", pod=~"quick-mcp-[a-z]+"}[$__rate_interval])';
    expect(withVariables(expression, { app: 'quick-mcp' })).toBe(sent);
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
