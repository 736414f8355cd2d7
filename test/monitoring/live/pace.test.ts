import { parseExpression, SyntaxProblem } from '../../../lib/monitoring/promql/parse-expression';
import { hastened, hastenedExpression, hastenedFile } from './harness/pace';
import { ALERTS } from './subjects';

describe('the pace', () => {
  it.each([
    ['30s', '1000ms'],
    ['15m', '30000ms'],
    ['1h30m', '180000ms'],
    ['10ms', '1ms'],
  ])('%s becomes %s', (duration, quick) => {
    expect(hastened(duration)).toBe(quick);
  });

  it('changes windows, steps and offsets, and nothing that is compared', () => {
    const expression = 'rate(a_total{le="5m"}[10m]) > 300 or max_over_time(b[1h:30s] offset 15m) == 5';
    expect(hastenedExpression(expression)).toBe(
      'rate(a_total{le="5m"}[20000ms]) > 300 or max_over_time(b[120000ms:1000ms] offset 30000ms) == 5',
    );
  });

  it('leaves every alert an expression', () => {
    for (const { expr } of ALERTS) {
      expect(parseExpression(hastenedExpression(expr))).not.toBeInstanceOf(SyntaxProblem);
    }
  });

  it('changes all times of a configuration and of rules, and drops timeouts', () => {
    const file = {
      global: { scrape_interval: '30s', scrape_timeout: '10s' },
      groups: [
        { interval: '30s', rules: [{ expr: 'a[5m]', for: '5m', annotations: { summary: 'for 5m' } }] },
      ],
    };
    expect(hastenedFile(file)).toEqual({
      global: { scrape_interval: '1000ms' },
      groups: [
        {
          interval: '1000ms',
          rules: [{ expr: 'a[10000ms]', for: '10000ms', annotations: { summary: 'for 5m' } }],
        },
      ],
    });
  });
});
