import { App, Chart, Duration, Testing } from 'cdk8s';
import { ChatGPTAppConstruct } from '../../lib/chatgpt';
import {
  AlertSeverity,
  type AppMonitoringProps,
  DashboardOutput,
  Monitoring,
  type MonitoringProps,
} from '../../lib/monitoring';

const FITNESS = { name: 'fitness', namespace: 'apps' };

function monitoring(props: MonitoringProps = {}) {
  const chart = new Chart(new App(), 'monitoring', { namespace: 'monitoring' });
  return new Monitoring(chart, 'platform', props);
}

/** What a synthesis says of everything below. */
function findingsOf(construct: Monitoring): string {
  return construct.rules.flatMap(({ node }) => node.validate()).join('\n');
}

function manifestsOf(construct: Monitoring) {
  return Testing.synth(Chart.of(construct));
}

const EVERYTHING: Required<AppMonitoringProps> = {
  down: { for: Duration.minutes(2) },
  errorRate: { threshold: 0.01 },
  toolErrorRate: { threshold: 0.5 },
  latencyP95: { threshold: 2, severity: AlertSeverity.CRITICAL },
  toolLatencyP95: { threshold: 20 },
  requestsInFlight: { threshold: 30 },
  off: ['ChatGPTAppToolErrors'],
  availability: { objective: 99.9 },
  latency: { objective: 99, threshold: Duration.seconds(1) },
};

describe('a Monitoring', () => {
  it('has a PrometheusRule for each thing that is added, of a stable name', () => {
    const all = monitoring({ labels: { release: 'prometheus' }, dashboards: false });
    all.addOtherApps();
    all.addApp(FITNESS);
    all.addOperator();
    all.addArgoCD();
    all.addWorkloads();
    const total = 'controller_runtime_reconcile_total';
    for (const name of ['a', 'b'])
      all.addObjective({ name, objective: 99, good: `${total}{result!="error"}`, total });
    expect(findingsOf(all)).toBe('');
    expect(
      manifestsOf(all).map(({ metadata }) => [metadata.name, metadata.namespace, metadata.labels]),
    ).toEqual(
      ['apps', 'apps.fitness', 'operator', 'argo-cd', 'workloads', 'objectives'].map((name) => [
        ...[`platform-${name}`, 'monitoring'],
        { release: 'prometheus' },
      ]),
    );
  });

  it('has one dashboard about each thing that is added, which ask by the labels that alerts ask by', () => {
    const all = monitoring({ runbookBaseUrl: 'https://wiki.example.com/' });
    all.addOperator({ job: 'mine', honorLabels: true });
    all.addOtherApps();
    all.addApp(FITNESS);
    all.addApp({ ...FITNESS, name: 'hello' });
    all.addArgoCD({ honorLabels: true });
    expect(all.dashboards.map(({ name }) => name)).toEqual(
      ['operator', 'app', 'fleet', 'argo-cd'].map((shown) => `platform-${shown}-dashboard`),
    );
    const queries = all.dashboards
      .flatMap(({ queries }) => queries.map(({ expression }) => expression))
      .join('\n');
    expect(queries).toContain('job="mine"');
    expect(queries).not.toContain('exported_');
    expect(JSON.stringify(manifestsOf(all))).toContain('https://wiki.example.com/ChatGPTAppDown.md');
  });

  it('goes without dashboards where it is told so', () => {
    const all = monitoring({ dashboards: false });
    all.addOperator();
    all.addOtherApps();
    expect(all.dashboards).toEqual([]);
    expect(manifestsOf(all).map(({ kind }) => kind)).toEqual(['PrometheusRule', 'PrometheusRule']);
  });

  it('carries dashboards as it is told', () => {
    const all = monitoring({ dashboardOutput: DashboardOutput.grafanaOperator() });
    all.addArgoCD();
    expect(manifestsOf(all).map(({ kind }) => kind)).toContain('GrafanaDashboard');
  });

  it('watches an app with all that differs', () => {
    const all = monitoring();
    all.addApp(FITNESS, EVERYTHING);
    expect(findingsOf(all)).toBe('');
    expect(manifestsOf(all)[0].spec.groups[0]).toMatchSnapshot();
    expect(all.alerts.map(({ name, severity }) => `${name} ${severity}`)).toEqual([
      ...['ChatGPTAppDown critical', 'ChatGPTAppErrors critical', 'ChatGPTAppSlow critical'],
      ...['ChatGPTAppToolSlow warning', 'ChatGPTAppSaturated warning'],
      ...[
        'ErrorBudgetBurnsVeryFast critical',
        'ErrorBudgetBurnsFast critical',
        'ErrorBudgetBurnsSlowly warning',
      ],
      ...[
        'ErrorBudgetBurnsVeryFast critical',
        'ErrorBudgetBurnsFast critical',
        'ErrorBudgetBurnsSlowly warning',
      ],
    ]);
  });

  it('watches a ChatGPTAppConstruct as it does an app of the operator', () => {
    const [one, other] = [monitoring(), monitoring()];
    const chart = new Chart(new App(), 'apps', { namespace: 'apps' });
    const spec = {
      ...{ displayName: 'Fitness', description: 'Classes.', host: 'fitness.example.com' },
      mcpServer: { image: 'ghcr.io/acme/mcp-fitness:1.4.2' },
    };
    one.addApp(new ChatGPTAppConstruct(chart, 'fitness', { spec }), EVERYTHING);
    other.addApp(FITNESS, EVERYTHING);
    expect(manifestsOf(one)).toEqual(manifestsOf(other));
    const silent = new ChatGPTAppConstruct(chart, 'silent', {
      spec: { ...spec, monitoring: { enabled: false } },
    });
    expect(() => one.addApp(silent)).toThrow('app.name = "silent"\n  is not scraped');
  });

  it('tells where it is written what to do', () => {
    const all = monitoring({ runbookBaseUrl: 'https://runbooks.example.com' });
    all.addApp(FITNESS, { down: { runbookUrl: 'https://example.com/fitness' } });
    all.addOperator({ off: ['ChatGPTOperatorPanics'] });
    expect(all.runbooks).toMatchObject({
      ChatGPTAppDown: 'https://example.com/fitness',
      ChatGPTAppErrors: 'https://runbooks.example.com/ChatGPTAppErrors.md',
      ChatGPTOperatorDown: 'https://runbooks.example.com/ChatGPTOperatorDown.md',
    });
    expect(all.runbooks).not.toHaveProperty('ChatGPTOperatorPanics');
    expect(all.alerts[0]).toEqual({
      ...{ name: 'ChatGPTAppDown', severity: AlertSeverity.CRITICAL, rule: 'platform-apps.fitness' },
      summary: 'No pod of {{ $labels.namespace }}/{{ $labels.job }} answers',
      runbookUrl: 'https://example.com/fitness',
    });
  });

  it('tells apps of one name by their namespaces', () => {
    const all = monitoring();
    all.addApp({ name: 'b-c', namespace: 'a' });
    all.addApp({ name: 'c', namespace: 'a-b' });
    expect(all.rules.map(({ name }) => name)).toEqual(['platform-a.b-c', 'platform-a-b.c']);
  });

  it.each<[string, (all: Monitoring) => unknown, string]>([
    [
      'twice',
      (all) => [all.addApp(FITNESS), all.addApp(FITNESS)],
      'rules = "apps.fitness"\n  is watched already',
    ],
    ['twice', (all) => [all.addOperator(), all.addOperator()], 'rules = "operator"\n  is watched already'],
    ['without a namespace', (all) => all.addApp({ name: 'x' }), 'app.name = "x"\n  has no namespace'],
    ['by a wrong name', (all) => all.addApp(FITNESS, { off: ['AppDown'] }), 'off[0] = "AppDown"'],
  ])('refuses what is added %s', (_, add, message) => {
    expect(() => add(monitoring())).toThrow(message);
  });
});
