import {
  durationSeconds,
  parseExpression,
  SyntaxProblem,
} from '../../../lib/monitoring/promql/parse-expression';

describe('an expression', () => {
  it('is read into its parts, without parentheses and offsets', () => {
    const text = 'sum by (a, b) (rate({__name__="x_total", c!~"d"}[1h30m] offset 5m)) / (2)';
    expect(parseExpression(text)).toMatchObject({
      kind: 'operation',
      operator: '/',
      left: {
        kind: 'aggregation',
        name: 'sum',
        grouping: { except: false, labels: ['a', 'b'] },
        operands: [
          {
            kind: 'call',
            name: 'rate',
            operands: [
              {
                kind: 'selector',
                metric: 'x_total',
                range: 5400,
                matchers: [{ label: 'c', operator: '!~', value: 'd' }],
              },
            ],
          },
        ],
      },
      right: { kind: 'number', value: 2 },
    });
  });

  it('tells which labels a match looks at, and which side has many', () => {
    expect(parseExpression('a * on (x) group_left (y) b')).toMatchObject({
      matching: { except: false, labels: ['x'] },
      group: { many: 'left', labels: ['y'] },
    });
    expect(parseExpression('a > bool ignoring (x) b')).toMatchObject({
      bool: true,
      matching: { except: true, labels: ['x'] },
      group: undefined,
    });
  });

  it('may have comments', () => {
    expect(parseExpression('up # each target\n == 0')).toMatchObject({ kind: 'operation', operator: '==' });
  });

  it.each([
    ['', ''],
    ['sum(up', ''],
    ['up >', ''],
    ['rates(up[5m])', '(up[5m])'],
    ['up{job=}', '}'],
  ])('%j is none, and where it goes wrong is told', (text, rest) => {
    const problem = parseExpression(text);
    expect(problem).toBeInstanceOf(SyntaxProblem);
    expect((problem as SyntaxProblem).rest).toBe(rest);
  });
});

describe('a duration', () => {
  it.each([
    ['90', 90],
    ['5m', 300],
    ['1d', 86_400],
    ['1h30m', 5400],
    ['250ms', 0.25],
  ])('%s is %d seconds', (text, seconds) => {
    expect(durationSeconds(text)).toBe(seconds);
  });

  it('is no number where it is calculated', () => {
    expect(durationSeconds('5m * 2')).toBeNaN();
  });
});
