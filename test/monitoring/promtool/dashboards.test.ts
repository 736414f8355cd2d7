import {
  grafanaVariables,
  substituteVariables,
} from '../../../lib/monitoring/dashboards/substitute-variables';
import { everyDashboard } from '../dashboards/dashboard-fixture';
import { testRules } from './harness/promtool';
import { seriesOf } from './harness/query-series';

const DASHBOARDS = Object.entries(everyDashboard());
const CHOSEN = { ...grafanaVariables(30), app: 'x', namespace: 'x', project: 'x' };
let answered = 0;

afterAll(() => {
  const asked = DASHBOARDS.flatMap(([, { queries }]) => queries).length;
  console.log(`dashboard queries: ${asked}, answered by Prometheus' engine on made series: ${answered}`);
});

/** A test that passes where a query gives at least one number. */
function answers(expression: string, series = seriesOf(expression)): object {
  return {
    interval: '30s',
    input_series: series,
    promql_expr_test: [
      {
        expr: `clamp_max(count((${expression}) > -Inf), 1)`,
        eval_time: '1h',
        exp_samples: [{ labels: '{}', value: 1 }],
      },
    ],
  };
}

describe('the engine of Prometheus', () => {
  // whether programs expose these series is seen where they run; here the queries alone are judged
  it.each(DASHBOARDS)(
    'answers every query of the dashboard %s, given the series that it names',
    async (_, dashboard) => {
      const expressions = dashboard.queries.map(({ expression }) => substituteVariables(expression, CHOSEN));
      const tests = expressions.map((expression) => answers(expression));
      const { code, stdout, stderr } = await testRules({ groups: [] }, tests);
      expect([code, `${stdout}${stderr}`.trim()]).toEqual([0, expect.stringContaining('SUCCESS')]);
      answered += expressions.length;
    },
  );

  it('does not answer a query whose sides have no labels in common, so that its answers mean something', async () => {
    const wrong = 'sum by (tool) (mcp_requests_total) / sum by (pod) (mcp_requests_total)';
    expect((await testRules({ groups: [] }, [answers(wrong)])).code).not.toBe(0);
    expect((await testRules({ groups: [] }, [answers('up', [])])).code).not.toBe(0);
  });
});
