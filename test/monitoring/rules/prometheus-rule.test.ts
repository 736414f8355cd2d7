import { App, Chart, Duration } from 'cdk8s';
import {
  type AlertProps,
  AlertSeverity,
  MetricCatalogue,
  MetricType,
  PrometheusRule,
  type PrometheusRuleProps,
} from '../../../lib/monitoring';
import { FleetApp } from '../../../lib/synth/fleet-app';
import { FIRING, findingsOf, findingsOfAlert, manifestOf, prometheusRule } from './rule-fixture';

const EVERYTHING: Required<PrometheusRuleProps> = {
  name: 'x-rules',
  namespace: 'elsewhere',
  labels: { release: 'prometheus' },
  defaultLabels: { team: 'platform', component: 'all' },
  catalogue: MetricCatalogue.standard(),
  targetLabels: ['cluster'],
  scrapeInterval: Duration.minutes(1),
  evaluationInterval: Duration.seconds(15),
  runbookBaseUrl: 'https://runbooks.example.com/alerts',
};

const ALERT: Required<AlertProps> = {
  ...FIRING,
  expression: 'sum by (job, cluster) (up{job="x"}) == 0',
  summary: '{{ $labels.job }} is down in {{ $labels.cluster }}',
  description: '{{ $value }} targets answer.',
  severity: AlertSeverity.CRITICAL,
  for: Duration.minutes(90),
  keepFiringFor: Duration.minutes(2),
  runbookUrl: 'https://runbooks.example.com/x',
  labels: { component: 'x' },
  annotations: { dashboard: 'https://grafana.example.com/d/x' },
};

describe('a PrometheusRule', () => {
  it('has an alert with the least that it needs', () => {
    const rules = prometheusRule();
    rules.addGroup('x').addAlert('XIsDown', FIRING);
    expect(findingsOf(rules)).toBe('');
    expect(manifestOf(rules)).toMatchSnapshot();
  });

  it('has all the props', () => {
    const rules = prometheusRule(EVERYTHING);
    const group = rules.addGroup('x', { interval: Duration.minutes(5) });
    group.addRecordingRule('job:up:sum', { expression: 'sum by (job) (up)', labels: { source: 'x' } });
    group.addAlert('XIsDown', ALERT);
    expect(findingsOf(rules)).toBe('');
    expect(manifestOf(rules)).toMatchSnapshot();
    expect(rules.alerts.map(({ name, for: lasting }) => [name, lasting.toMinutes()])).toEqual([
      ['XIsDown', 90],
    ]);
  });

  it('knows what its own rules record, with the labels that they keep', () => {
    const rules = prometheusRule();
    const group = rules.addGroup('x');
    group.addRecordingRule('tool:mcp_requests:rate5m', {
      expression: 'sum by (tool) (rate(mcp_requests_total[5m]))',
      labels: { window: '5m' },
    });
    const props = { ...FIRING, summary: 's', description: 'd' };
    group.addAlert('XRises', {
      ...props,
      expression: 'sum by (tool, window) (tool:mcp_requests:rate5m) > 1',
    });
    expect(findingsOf(rules)).toBe('');
    group.addAlert('XFalls', { ...props, expression: 'sum by (method) (tool:mcp_requests:rate5m) < 1' });
    expect(findingsOf(rules)).toContain('uses the label method');
  });

  it('knows metrics of the user', () => {
    const expression = 'increase(bookings_total{job="x"}[10m]) > 1';
    const bookings = { name: 'bookings_total', type: MetricType.COUNTER, help: 'Bookings.' };
    expect(findingsOfAlert({ expression })).toContain('bookings_total');
    expect(
      findingsOfAlert({ expression }, 'X', { catalogue: MetricCatalogue.standard().with(bookings) }),
    ).toBe('');
  });

  it('stops the synthesis of a fleet that it belongs to', () => {
    const fleet = new FleetApp({ outdir: 'unused' });
    new PrometheusRule(new Chart(fleet, 'monitoring'), 'rules').addGroup('x').addAlert('x', FIRING);
    expect(() => fleet.synth()).toThrow('monitoring/rules: spec.groups[0].rules[0].alert = "x"');
  });

  it('has a name that Kubernetes takes', () => {
    expect(() => new PrometheusRule(new Chart(new App(), 'm'), 'Rules')).toThrow('metadata.name = "Rules"');
  });
});

describe('a PrometheusRule is refused', () => {
  it('without groups', () => {
    expect(findingsOf(prometheusRule())).toContain('spec.groups = []\n  is empty.');
  });

  it('with an empty group, one of no name, and one of a name that is taken', () => {
    const rules = prometheusRule();
    for (const name of ['x', 'x', ' ']) rules.addGroup(name).addAlert(`X${rules.groups.length}`, FIRING);
    rules.addGroup('y');
    expect(findingsOf(rules)).toContain('spec.groups[1].name = "x"\n  is the name of another group');
    expect(findingsOf(rules)).toContain('spec.groups[2].name = " "\n  is empty');
    expect(findingsOf(rules)).toContain('spec.groups[3].name = "y"\n  has no rules');
  });

  it('with two alerts of one name, in whatever groups', () => {
    const rules = prometheusRule();
    rules.addGroup('x').addAlert('XIsDown', FIRING);
    rules.addGroup('y').addAlert('XIsDown', FIRING);
    expect(findingsOf(rules)).toContain(
      'spec.groups[1].rules[0].alert = "XIsDown"\n  is the name of another alert',
    );
  });

  it.each<[string, Partial<AlertProps>, string]>([
    ['no PromQL', { expression: 'up{job=}' }, 'is no PromQL at "}"'],
    ['half an expression', { expression: 'up ==' }, 'is no PromQL at its end'],
    [
      'a metric that nothing exposes',
      { expression: 'upp{job="x"}' },
      'rules[0].expr = "upp"\n  is no metric',
    ],
    [
      'an alert that one failed scrape raises',
      { for: Duration.seconds(59) },
      'for = "59s"\n  is shorter than two',
    ],
    ['a time of no length', { keepFiringFor: Duration.seconds(0) }, 'keep_firing_for = "0s"'],
    ['an empty summary', { summary: ' ' }, 'annotations.summary = " "\n  is empty'],
    ['an empty description', { description: '' }, 'annotations.description = ""\n  is empty'],
    [
      'a runbook that is no address',
      { runbookUrl: 'docs/x.md' },
      'runbook_url = "docs/x.md"\n  is no web address',
    ],
    [
      'a text that shows a lost label',
      { expression: 'sum by (job) (up) == 0' },
      'annotations.summary = "{{ $labels.instance }} is down"\n  shows the label instance, which the result of the expression does not have (it has job)',
    ],
    ['the same, by index', { summary: '{{ index $labels "tool" }}' }, 'shows the label tool'],
    [
      'a severity of its own making',
      { severity: 'page' as AlertSeverity },
      'labels.severity = "page"\n  is no severity',
    ],
    ['a label that the alert sets itself', { labels: { alertname: 'y' } }, 'labels.alertname = "y"'],
    ['a label that is none', { labels: { 'example.com/team': 'y' } }, 'is no name of a label'],
  ])('with %s', (_, props, message) => {
    expect(findingsOfAlert(props)).toContain(message);
  });

  it('where an alert lasts shorter than two evaluations of its group', () => {
    const rules = prometheusRule();
    rules.addGroup('x', { interval: Duration.minutes(3) }).addAlert('XIsDown', FIRING);
    expect(findingsOf(rules)).toContain('for = "5m"\n  is shorter than two scrapes or evaluations, 360 s');
  });

  it('with a recording rule that has no level, or a label that is none', () => {
    const rules = prometheusRule({ defaultLabels: { 'a-b': 'c' } });
    rules.addGroup('x').addRecordingRule('requests_rate5m', { expression: 'sum(up)', labels: { __x: 'y' } });
    expect(findingsOf(rules)).toContain('rules[0].record = "requests_rate5m"');
    expect(findingsOf(rules)).toContain('labels.__x = "y"');
    expect(findingsOf(rules)).toContain('defaultLabels.a-b = "c"');
  });

  it('with all its errors at once', () => {
    const findings = findingsOfAlert(
      { expression: 'rate(upp[1s])', summary: '', for: Duration.seconds(1) },
      'x',
    );
    expect(findings.match(/Fix: /g)).toHaveLength(5);
  });
});
