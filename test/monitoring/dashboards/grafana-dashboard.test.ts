import { Chart, Duration } from 'cdk8s';
import {
  DashboardOutput,
  GrafanaDashboard,
  type GrafanaDashboardProps,
  MetricCatalogue,
  MetricType,
  PanelColor,
  PanelKind,
  type PanelProps,
} from '../../../lib/monitoring';
import { FleetApp } from '../../../lib/synth/fleet-app';
import {
  dashboard,
  dashboardOf,
  findingsOf,
  jsonOf,
  manifestOf,
  monitoring,
  PANEL,
} from './dashboard-fixture';

const EVERYTHING: Required<GrafanaDashboardProps> = {
  title: 'Bookings',
  description: 'Who books what?',
  name: 'x-bookings',
  namespace: 'elsewhere',
  labels: { team: 'platform' },
  output: DashboardOutput.configMap({ label: 'dashboards', labelValue: 'yes', folder: 'Apps' }),
  uid: 'bookings_1',
  tags: ['bookings', 'apps'],
  catalogue: MetricCatalogue.standard().with({
    ...{ name: 'bookings_total', type: MetricType.COUNTER, help: 'Bookings.', labels: ['class'] },
  }),
  targetLabels: ['cluster'],
  scrapeInterval: Duration.minutes(1),
  timeRange: Duration.days(1),
  refresh: Duration.minutes(5),
  runbookBaseUrl: 'https://runbooks.example.com/alerts',
};

const FULL: Required<PanelProps> = {
  description: 'Bookings in a second.',
  unit: 'ops',
  kind: PanelKind.TIME_SERIES,
  queries: [
    {
      expression: 'sum by (class, cluster) (rate(bookings_total{job=~"$job"}[$__rate_interval]))',
      legend: '{{class}} in {{ cluster }}',
      unit: 'ops',
    },
    { expression: 'sum(rate(bookings_total{job=~"$job"}[$__rate_interval]))', legend: 'all' },
  ],
  width: 12,
  height: 10,
  position: { x: 6, y: 2 },
  color: PanelColor.BLUE,
  thresholds: [
    { from: -1, color: PanelColor.YELLOW },
    { from: 5, color: PanelColor.RED },
  ],
  runbook: 'BookingsStop',
  links: [{ title: 'Calendar', url: 'https://calendar.example.com' }],
  valueLinks: [{ title: 'Class', url: `/d/classes?var-class=\${__field.labels.class}` }],
  stacked: true,
  min: 0,
  max: 100,
};

describe('a GrafanaDashboard', () => {
  it('is a ConfigMap with the least that it needs', () => {
    const made = dashboardOf({});
    expect(findingsOf(made)).toBe('');
    expect(manifestOf(made)).toMatchSnapshot();
  });

  it('has all the props', () => {
    const made = dashboard(EVERYTHING);
    made.addVariable('job', { series: 'bookings_total', label: 'job', title: 'App', multiple: true });
    made.addLink('Handbook', 'https://handbook.example.com');
    made.addRow('Bookings').addPanel('Bookings', FULL);
    expect(findingsOf(made)).toBe('');
    expect(manifestOf(made)).toMatchSnapshot();
    expect(made.variables.map(({ name }) => name)).toEqual(['job']);
  });

  it('tells its queries as they are written, to run them elsewhere', () => {
    const made = dashboardOf({});
    made.addRow('Now').addPanel('Pods', {
      ...PANEL,
      ...{ kind: PanelKind.STAT, unit: 'short', queries: [{ expression: 'sum(up)', legend: 'pods' }] },
    });
    expect(made.queries).toEqual([
      { row: 'Traffic', panel: 'Requests', ...PANEL.queries[0], instant: false },
      { row: 'Now', panel: 'Pods', expression: 'sum(up)', legend: 'pods', instant: true },
    ]);
  });

  it('is an object of the Grafana Operator on request', () => {
    const output = DashboardOutput.grafanaOperator({
      ...{ instanceLabels: { team: 'x' }, folder: 'Apps', allowCrossNamespaceImport: true },
    });
    const made = dashboard({ output });
    made.addRow('Traffic').addPanel('Requests', PANEL);
    const { apiVersion, kind, spec } = manifestOf(made);
    expect({ apiVersion, kind }).toEqual({
      ...{ apiVersion: 'grafana.integreatly.org/v1beta1', kind: 'GrafanaDashboard' },
    });
    expect({ ...spec, json: JSON.parse(spec.json).uid }).toEqual({
      ...{ instanceSelector: { matchLabels: { team: 'x' } }, json: 'x' },
      ...{ folder: 'Apps', allowCrossNamespaceImport: true },
    });
    const plain = dashboard({ output: DashboardOutput.grafanaOperator() });
    plain.addRow('Traffic').addPanel('Requests', PANEL);
    expect(manifestOf(plain).spec.instanceSelector).toEqual({ matchLabels: { dashboards: 'grafana' } });
  });

  it('has the same bytes each time', () => {
    const text = () => JSON.stringify(manifestOf(dashboardOf({ ...FULL, queries: PANEL.queries })));
    expect(text()).toBe(text());
  });

  it('sorts the keys of its JSON, and leaves no function in it', () => {
    const { data } = manifestOf(dashboardOf({}));
    const keys = [...String(data['x.json']).matchAll(/^ {2}"(\w+)":/gm)].map(([, key]) => key);
    expect(keys).toEqual([...keys].sort());
    expect(data['x.json']).not.toContain('_implementsDataqueryVariant');
  });

  it.each([
    ['stat', PanelKind.STAT, true],
    ['timeseries', PanelKind.TIME_SERIES, false],
    ['table', PanelKind.TABLE, true],
    ['bargauge', PanelKind.BAR_GAUGE, true],
    ['gauge', PanelKind.GAUGE, true],
    ['heatmap', PanelKind.of('heatmap'), false],
  ])('has panels of the kind %s', (type, kind, instant) => {
    const queries = [{ expression: 'sum by (job) (up)', legend: 'up' }];
    const made = dashboardOf({ kind, queries });
    expect(findingsOf(made)).toBe('');
    expect(jsonOf(made).panels[1]).toMatchObject({
      type,
      title: 'Requests',
      targets: [{ refId: 'A', instant, legendFormat: 'up' }],
    });
  });

  it('names the queries of a panel as Grafana does', () => {
    const queries = Array.from({ length: 28 }, () => ({ expression: 'sum(up)', legend: 'up' }));
    const targets: { refId: string }[] = jsonOf(dashboardOf({ queries })).panels[1].targets;
    expect(targets.map(({ refId }) => refId).filter((_, index) => [0, 25, 26, 27].includes(index))).toEqual([
      ...['A', 'Z', 'AA', 'AB'],
    ]);
  });

  it('gives the columns of a table the names and units of its queries', () => {
    const queries = [
      { expression: 'sum by (job) (up)', legend: 'Pods' },
      { expression: 'sum by (job) (mcp_requests_in_flight)', legend: 'In flight', unit: 'none' },
    ];
    const table = jsonOf(dashboardOf({ kind: PanelKind.TABLE, queries })).panels[1];
    expect(table.transformations[1].options.renameByName).toEqual({
      ...{ 'Value #A': 'Pods', 'Value #B': 'In flight' },
    });
    expect(table.fieldConfig.overrides).toEqual([
      { matcher: { id: 'byName', options: 'In flight' }, properties: [{ id: 'unit', value: 'none' }] },
    ]);
  });

  it('stops the synthesis of a fleet that it belongs to', () => {
    const fleet = new FleetApp({ outdir: 'unused' });
    new GrafanaDashboard(new Chart(fleet, 'monitoring'), 'x', { title: 'X', description: 'What is X?' });
    expect(() => fleet.synth()).toThrow('monitoring/x: rows = []');
  });
});

describe('the uid of a GrafanaDashboard', () => {
  const described = { title: 'X', description: 'What is X?' };

  it('is the name of the object, and stays', () => {
    expect(dashboard().uid).toBe('x');
    expect(dashboard({ name: 'x.y' }).uid).toBe('x-y');
    expect(dashboard({ uid: 'a'.repeat(40) }).uid).toHaveLength(40);
  });

  it.each(['a'.repeat(41), 'a b', 'ä', ''])('is refused as %j', (uid) => {
    expect(() => dashboard({ uid })).toThrow(`monitoring/x: uid = ${JSON.stringify(uid)}\n  is no uid`);
  });

  it('belongs to one dashboard of an app', () => {
    const chart = monitoring();
    new GrafanaDashboard(chart, 'one', { ...described, uid: 'x' });
    expect(() => new GrafanaDashboard(chart, 'two', { ...described, uid: 'x' })).toThrow(
      'monitoring/two: uid = "x"\n  is the uid of monitoring/one.\n  Fix: set another',
    );
    expect(dashboard({ uid: 'x' }).uid).toBe('x');
  });
});

describe('a GrafanaDashboard is refused', () => {
  it('without rows, and with an empty one', () => {
    const made = dashboard({ title: ' ', description: '' });
    expect(findingsOf(made)).toContain('title = " "\n  is empty');
    expect(findingsOf(made)).toContain('description = ""\n  is empty');
    expect(findingsOf(made)).toContain('monitoring/x: rows = []\n  is empty');
    made.addRow('');
    expect(findingsOf(made)).toContain('rows[0].title = ""\n  is empty');
    expect(findingsOf(made)).toContain('rows[0] = ""\n  has no panels');
  });

  it.each<[string, Partial<PanelProps>, string]>([
    ['no description', { description: ' ' }, 'description = " "\n  is empty'],
    ['no unit', { unit: '' }, 'unit = ""\n  is empty'],
    [
      'a unit that Grafana does not know',
      { unit: 'byte' },
      'unit = "byte"\n  is no unit of Grafana.\n  Fix: use bytes',
    ],
    ['no query', { queries: [] }, 'queries = []\n  is empty'],
    [
      'a panel that is gone',
      { kind: PanelKind.of('graph') },
      'kind = "graph"\n  is a panel that Grafana no longer has.\n  Fix: use timeseries',
    ],
    ['another one', { kind: PanelKind.of('singlestat') }, 'kind = "singlestat"'],
    ['a third one', { kind: PanelKind.of('table-old') }, 'kind = "table-old"'],
    ['a panel of no kind', { kind: PanelKind.of('') }, 'kind = ""\n  is empty'],
    ['too many columns', { width: 25 }, 'width = 25\n  is no number of columns'],
    ['no column', { width: 0 }, 'width = 0\n  is no number of columns'],
    ['half a line', { height: 1.5 }, 'height = 1.5\n  is no height'],
    [
      'a place beyond the columns',
      { position: { x: 17, y: 0 } },
      'position = {"x":17,"y":0}\n  and a width of 8 end beyond the 24 columns.\n  Fix: use an x of 16',
    ],
    [
      'a place above its row',
      { position: { x: 0, y: -1 } },
      'position = {"x":0,"y":-1}\n  is outside the row',
    ],
    [
      'a threshold below another',
      {
        thresholds: [
          { from: 2, color: PanelColor.RED },
          { from: 2, color: PanelColor.BLUE },
        ],
      },
      'thresholds[1].from = 2\n  is not above',
    ],
    ['a link to nowhere', { links: [{ title: 'x', url: '' }] }, 'links[0].url = ""\n  is empty'],
    [
      'a link of values without a name',
      { valueLinks: [{ title: '', url: '/d/x' }] },
      'valueLinks[0].title = ""',
    ],
  ])('with %s', (_, panel, message) => {
    expect(findingsOf(dashboardOf(panel))).toContain(`rows[0].panels[0].${message}`);
  });

  it('with a panel of no title', () => {
    expect(findingsOf(dashboardOf({}, ''))).toContain('rows[0].panels[0].title = ""\n  is empty');
  });

  it('with a panel that lies on another', () => {
    const made = dashboardOf({ position: { x: 4, y: 0 } });
    made.rows[0]?.addPanel('Errors', { ...PANEL, position: { x: 11, y: 7 } });
    expect(findingsOf(made)).toContain(
      'rows[0].panels[1].position = {"x":11,"y":7}\n  lies on the panel "Requests"',
    );
    const beside = dashboardOf({ position: { x: 4, y: 0 } });
    beside.rows[0]?.addPanel('Errors', { ...PANEL, position: { x: 12, y: 7 } });
    expect(findingsOf(beside)).toBe('');
  });

  it.each([
    ['no PromQL', 'sum(up', 'x', 'expression = "sum(up"\n  is no PromQL at its end'],
    ['a metric that nothing exposes', 'sum(upp)', 'x', 'expression = "upp"\n  is no metric of the catalogue'],
    ['a label that is not there', 'sum by (tol) (mcp_requests_total)', 'x', 'uses the label tol'],
    ['a rate of a gauge', 'rate(up[$__rate_interval])', 'x', 'is a gauge, and rate is for counters'],
    ['a rate over one scrape', 'rate(mcp_requests_total[$__interval])', 'x', 'is shorter than two scrapes'],
    ['an unknown variable', 'up{job="$jop"}', 'x', 'uses $jop, which is no variable of the dashboard'],
    ['no legend', 'sum(up)', ' ', 'legend = " "\n  is empty'],
    ['a legend of a lost label', 'sum by (job) (up)', '{{pod}}', 'legend = "{{pod}}"\n  shows the label pod'],
  ])('with a query of %s', (_, expression, legend, message) => {
    const found = findingsOf(dashboardOf({ queries: [{ expression, legend }] }));
    expect(found).toContain('monitoring/x: rows[0].panels[0].queries[0].');
    expect(found).toContain(message);
  });

  it('with a column of a table that is named by a label, or of an unknown unit', () => {
    const queries = [{ expression: 'sum by (job) (up)', legend: '{{job}}', unit: 'pods' }];
    const found = findingsOf(dashboardOf({ kind: PanelKind.TABLE, queries }));
    expect(found).toContain('queries[0].legend = "{{job}}"\n  is the name of a column');
    expect(found).toContain('queries[0].unit = "pods"\n  is no unit of Grafana');
  });

  it('with a variable that no query uses', () => {
    const made = dashboardOf({ queries: [{ expression: 'sum(up{job="$job"})', legend: 'up' }] });
    made.addVariable('namespace', { series: 'up', label: 'namespace' });
    made.addVariable('job', { series: 'up{namespace="$namespace"}', label: 'job' });
    expect(findingsOf(made)).toBe('');
    made.addVariable('pod', { series: 'up', label: 'pod' });
    expect(findingsOf(made)).toBe(
      'monitoring/x: variables[2] = "pod"\n  is used by no query.\n  Fix: use $pod in a matcher, or leave it out.',
    );
  });

  it('with a variable of unknown series, of an unknown label, or before the one that it needs', () => {
    const queries = [{ expression: 'sum(up{job="$a$b$c"})', legend: 'up' }];
    const made = dashboardOf({ queries });
    made.addVariable('a', { series: 'upp', label: 'job' });
    made.addVariable('b', { series: 'up', label: 'tool' });
    made.addVariable('c', { series: 'up{job="$d"}', label: 'job' });
    const found = findingsOf(made);
    expect(found).toContain('variables[0].series = "upp"\n  is no metric');
    expect(found).toContain('variables[1].label = "tool"\n  is no label of up.\n  Fix: use one of');
    expect(found).toContain('uses $d, which is not added before');
  });

  it('with two variables of one name, or a name that is none', () => {
    const made = dashboard();
    made.addVariable('job', { series: 'up', label: 'job' });
    for (const name of ['job', 'datasource']) {
      expect(() => made.addVariable(name, { series: 'up', label: 'job' })).toThrow('is the name of another');
    }
    expect(() => made.addVariable('my job', { series: 'up', label: 'job' })).toThrow(
      'is no name of a variable',
    );
  });

  it('when it does not fit into a ConfigMap', () => {
    const large = (length: number) => findingsOf(dashboardOf({ description: 'x'.repeat(length) }));
    expect(large(1024 * 1024)).toMatch(/rows\n {2}makes \d+ bytes of JSON, and a ConfigMap holds 1044480/);
    expect(large(1000 * 1024)).toBe('');
  });
});
