import { MetricCatalogue, MetricType } from '../../../lib/monitoring';
import { checkExpression } from '../../../lib/monitoring/promql/check-expression';
import { labelsOf, TARGET_LABELS } from '../../../lib/monitoring/promql/labels-of';
import { parseExpression, SyntaxProblem } from '../../../lib/monitoring/promql/parse-expression';

const catalogue = MetricCatalogue.empty().with(
  { name: 'served_total', type: MetricType.COUNTER, help: '', labels: ['path', 'code', 'namespace'] },
  { name: 'open_connections', type: MetricType.GAUGE, help: '', labels: ['path'] },
  { name: 'app_info', type: MetricType.GAUGE, help: '', labels: ['version'] },
  { name: 'served_seconds', type: MetricType.HISTOGRAM, help: '', labels: ['path'], largestBucket: 16 },
);
const context = { catalogue, targetLabels: TARGET_LABELS, scrapeSeconds: 30 };

function parsed(text: string) {
  const expression = parseExpression(text);
  if (expression instanceof SyntaxProblem) throw new Error(`no PromQL: ${text}`);
  return expression;
}

const problems = (text: string) =>
  checkExpression(parsed(text), context).map(({ text: part, rule, fix }) => `${part} ${rule}. ${fix}`);
const p95 = 'histogram_quantile(0.95, sum by (le) (rate(served_seconds_bucket[5m])))';

describe('an expression is accepted', () => {
  it.each([
    ['a metric with its own labels and those of the scrape', 'served_total{code="500", job="x", pod=~"a.*"}'],
    ['a label that the scrape renames', 'sum by (exported_namespace) (served_total)'],
    ['a ratio of counters', 'sum(rate(served_total{code="500"}[5m])) / sum(rate(served_total[5m])) > 0.01'],
    ['the count of a histogram', 'rate(served_seconds_count[5m]) == 0'],
    ['a quantile below the highest bucket', `${p95} > 15.9`],
    ['a quantile that reaches the highest bucket', `${p95} >= 16`],
    ['a quantile that is low', `${p95} < 20`],
    ['a match with a label of the other side', 'open_connections * on (pod) group_left (version) app_info'],
    ['a rate over two scrapes', 'rate(served_total[60s])'],
    ['a change of a gauge', 'delta(open_connections[5m]) > 10'],
    ['absence', 'absent(open_connections{job="x"})'],
    [
      'a label made on the way',
      'sum by (short) (label_replace(served_total, "short", "$1", "path", "/(.*)"))',
    ],
    ['seconds since', 'time() - open_connections > 3600'],
  ])('%s', (_, text) => {
    expect(problems(text)).toEqual([]);
  });
});

describe('an expression is refused', () => {
  it.each([
    [
      'a metric that nothing exposes',
      'open_conections > 1',
      'open_conections is no metric of the catalogue. use open_connections',
    ],
    ['a histogram without its suffix', 'served_seconds > 1', 'served_seconds is no metric of the catalogue'],
    ['no metric', '{job="x"} > 1', 'selects series of whatever metric'],
    ['a matcher of an unknown label', 'served_total{status="500"}', 'uses the label status'],
    [
      'a renamed label of a metric without it',
      'sum by (exported_namespace) (open_connections)',
      'exported_namespace',
    ],
    [
      'a group by a lost label',
      'sum by (code) (sum by (path) (served_total))',
      'uses the label code, which what is aggregated does not have (it has path)',
    ],
    ['a group without an unknown label', 'sum without (cod) (served_total)', 'use code'],
    [
      'a match on a label of one side',
      'served_total / on (code) open_connections',
      'uses the label code, which the right side',
    ],
    [
      'a match ignoring a label of no side',
      'served_total / ignoring (x) served_total',
      'uses the label x, which either side',
    ],
    [
      'a label taken from a side without it',
      'served_total * on (pod) group_left (verson) app_info',
      'use version',
    ],
    ['the rate of a gauge', 'rate(open_connections[5m])', 'is a gauge, and rate is for counters'],
    [
      'the derivative of a counter',
      'deriv(served_total[5m])',
      'is a counter, and deriv takes its restarts for falls',
    ],
    ['a rate without range', 'rate(served_total)', 'gives rate no range'],
    [
      'a rate over less than two scrapes',
      'rate(served_total[59s])',
      'is shorter than two scrapes (30 s each)',
    ],
    [
      'a quantile of a sum that lost le',
      'histogram_quantile(0.9, sum by (path) (rate(served_seconds_bucket[5m])))',
      'has no label le',
    ],
    ['a quantile of no buckets', 'histogram_quantile(0.9, rate(served_total[5m]))', 'has no label le'],
    [
      'a quantile above the highest bucket',
      `${p95} > 16`,
      'never holds: a quantile is at most the highest bucket, which makes 16 here',
    ],
    ['the same, written the other way', `16 < ${p95}`, 'never holds'],
    ['the same in other units and by parts', `max(${p95} * 1000) > 16 * 1000`, 'makes 16000 here'],
    ['the same, at least', `${p95} >= 16.1`, 'never holds'],
  ])('%s', (_, text, message) => {
    expect(problems(text).join('\n')).toContain(message);
  });

  it('with all its problems', () => {
    expect(problems('rate(open_connections{a="b"}[5m]) / missing')).toHaveLength(3);
  });
});

describe('the labels of a result', () => {
  it.each([
    ['sum(served_total)', []],
    ['sum by (path, code) (served_total)', ['code', 'path']],
    ['sum by (path) (served_total) and sum by (code) (served_total)', ['path']],
    ['sum by (path) (served_total) or sum by (path, code) (served_total)', ['path']],
    ['sum by (path, code) (served_total) / on (path) sum by (path) (served_total)', ['path']],
    ['sum by (path, code) (served_total) > 5', ['code', 'path']],
    ['5 < sum by (path) (served_total)', ['path']],
    ['topk(3, sum by (path) (served_total))', ['path']],
    ['count_values("size", sum by (path) (served_total))', ['size']],
    ['histogram_quantile(0.9, sum by (le, path) (rate(served_seconds_bucket[5m])))', ['path']],
    ['absent(open_connections{job="x", path=~"y"})', ['job']],
    ['vector(1)', []],
  ])('%s', (text, labels) => {
    expect([...(labelsOf(parsed(text), context) ?? ['unknown'])].sort()).toEqual(labels);
  });
});
