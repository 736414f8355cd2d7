import {
  grafanaVariables,
  substituteVariables,
  variablesIn,
} from '../../../lib/monitoring/dashboards/substitute-variables';

describe('variables of Grafana in an expression', () => {
  it.each([
    ['rate(x[$__rate_interval])', 'rate(x[120s])'],
    [`avg_over_time(x[\${__interval}])`, 'avg_over_time(x[30s])'],
    ['increase(x[$__range])', 'increase(x[3600s])'],
    ['x / $__range_s + $__interval_ms', 'x / 3600 + 30000'],
    [`x{a=~"$app|\${app}|\${app:regex}|[[app]]"}`, 'x{a=~"fit|fit|fit|fit"}'],
    ['x{a="$app-mcp"}', 'x{a="fit-mcp"}'],
    ['x{a="$other", b="$apple"}', 'x{a="$other", b="$apple"}'],
  ])('are replaced: %s', (expression, expected) => {
    expect(substituteVariables(expression, { ...grafanaVariables(30), app: 'fit' })).toBe(expected);
  });

  it('are found in all their forms', () => {
    expect(variablesIn(`x{a="$one", b=~"\${two:regex}", c="[[three]]"}[$__range]`)).toEqual([
      ...['one', 'two', 'three', '__range'],
    ]);
  });
});
