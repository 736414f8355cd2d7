import { ApiObject, App, Chart, Duration } from 'cdk8s';
import { ChatGPTAppConstruct } from '../../../lib/chatgpt';
import { ServiceMonitor, type ServiceMonitorProps } from '../../../lib/monitoring';
import { ManagedKind, OperatorConstruct } from '../../../lib/operator';
import { chart, findingsOf, manifestOf, SCRAPE, service } from './monitor-fixture';

const { basicAuth: _, ...WITHOUT_LOGIN } = SCRAPE;

/** All props; a Service is either ours or of others, and a target is told a name or a token. */
const EVERYTHING: Required<Omit<ServiceMonitorProps, 'service' | 'basicAuth'>> = {
  ...WITHOUT_LOGIN,
  bearerToken: { name: 'token', key: 'token' },
  existing: { name: 'theirs', namespace: 'elsewhere', labels: { app: 'theirs' } },
  port: 'web',
  targetLabels: ['team'],
};

function monitor(props: Partial<ServiceMonitorProps> = {}): ServiceMonitor {
  const own = chart();
  return new ServiceMonitor(own, 'monitor', { service: service(own), port: 'metrics', ...props });
}

describe('a ServiceMonitor', () => {
  it('follows from a Service', () => {
    expect(findingsOf(monitor())).toBe('');
    expect(manifestOf(monitor())).toMatchSnapshot();
  });

  it('has all the props', () => {
    const everything = new ServiceMonitor(chart(), 'monitor', EVERYTHING);
    expect(findingsOf(everything)).toBe('');
    expect(manifestOf(everything)).toMatchSnapshot();
  });

  it('follows a Service that gets labels later, and leaves out those that change with each version', () => {
    const own = chart();
    const watched = service(own);
    const late = new ServiceMonitor(own, 'monitor', { service: watched, port: 'metrics' });
    watched.metadata.addLabel('tier', 'web');
    expect(manifestOf(late)?.spec.selector).toEqual({
      matchLabels: { 'app.kubernetes.io/name': 'shop', tier: 'web' },
    });
  });

  it('takes the only port, and looks into the namespace of the Service', () => {
    const app = new App();
    const watched = service(chart('shop', app), 'shop', ['web']);
    const own = new ServiceMonitor(chart('monitoring', app), 'monitor', { service: watched });
    expect(findingsOf(own)).toBe('');
    expect(manifestOf(own)?.spec).toMatchObject({
      namespaceSelector: { matchNames: ['shop'] },
      endpoints: [{ port: 'web' }],
    });
  });

  it('fits the Services of apps and operators', () => {
    const own = chart();
    const app = new ChatGPTAppConstruct(own, 'fitness', {
      spec: {
        ...{ displayName: 'Fitness', description: 'Classes.' },
        mcpServer: { image: 'example.com/fitness:1.0.0' },
        monitoring: { enabled: false }, // otherwise it has a ServiceMonitor of its own
      },
    });
    const operator = new OperatorConstruct(own, 'chatgpt-operator', {
      image: 'example.com/operator:1.0.0',
      kinds: [ManagedKind.chatGPTApp()],
    });
    const ofApp = new ServiceMonitor(own, 'app', { service: app.service });
    const ofOperator = new ServiceMonitor(own, 'operator', { service: operator.metricsService });
    expect([findingsOf(ofApp), findingsOf(ofOperator)]).toEqual(['', '']);
    expect([ofApp.job, ofOperator.job]).toEqual(['fitness-mcp', 'chatgpt-operator-metrics']);
  });

  it.each<[string, Partial<ServiceMonitorProps>, string]>([
    [
      'a port that the Service does not have',
      { port: 'metrcs' },
      'port = "metrcs"\n  names no port of the Service shop (ports: http, metrics).\n  Fix: use metrics',
    ],
    [
      'no port where there are several',
      { port: undefined },
      'port\n  is missing: the Service shop has not just one port',
    ],
    [
      'a label that the Service does not have',
      { targetLabels: ['team'] },
      'targetLabels = "team"\n  is no label of the Service shop',
    ],
    [
      'a timeout above the interval',
      { interval: Duration.seconds(10), timeout: Duration.seconds(11) },
      'timeout = "11s"\n  is longer than the interval, 10s',
    ],
    ['an interval of nothing', { interval: Duration.seconds(0) }, 'interval = "0s"'],
    ['a timeout of nothing', { timeout: Duration.seconds(0) }, 'timeout = "0s"'],
    ['a path with parameters', { path: '/metrics?x=1' }, 'path = "/metrics?x=1"'],
    ['TLS over http', { tls: {} }, 'tls = {}\n  has no meaning over http'],
    [
      'half of a certificate',
      { ...SCRAPE, tls: { cert: { name: 'a', key: 'b' } } },
      'has only one of cert and key',
    ],
    [
      'two ways to log in',
      { ...SCRAPE, bearerToken: { name: 'a', key: 'b' } },
      'bearerToken = {"name":"a","key":"b"}\n  stands beside basicAuth',
    ],
    [
      'a token in place of a reference',
      { bearerToken: { name: 'shop', key: 'Bearer abc=' } },
      'bearerToken.key = "Bearer abc="',
    ],
    ['a limit of no series', { sampleLimit: 0 }, 'sampleLimit = 0'],
  ])('refuses %s', (_, props, message) => {
    const found = findingsOf(monitor(props));
    expect(found).toContain('chart-shop/monitor: ');
    expect(found).toContain(message);
  });

  it('allows a timeout as long as the interval', () => {
    const ten = Duration.seconds(10);
    expect(findingsOf(monitor({ interval: ten, timeout: ten }))).toBe('');
  });

  it('refuses a Service of another app, which may never be there', () => {
    expect(findingsOf(monitor({ service: service(chart()) }))).toContain(
      'service = "Service shop"\n  is not emitted by this app',
    );
  });

  it('refuses a Service without labels, and one in a namespace that nobody knows', () => {
    const own = chart();
    const bare = new ServiceMonitor(own, 'monitor', { service: service(own, 'bare', ['web'], {}) });
    expect(findingsOf(bare)).toContain(
      'service = {}\n  has no labels by which the Service bare could be selected',
    );
    const app = new App();
    const watched = service(new Chart(app, 'anywhere'));
    const placed = new ServiceMonitor(chart('monitoring', app), 'monitor', {
      service: watched,
      port: 'http',
    });
    expect(findingsOf(placed)).toContain('service\n  is in no namespace that is known');
  });

  it('refuses labels by which it would scrape another Service too', () => {
    const own = chart();
    const labels = { app: 'shop' };
    const first = new ServiceMonitor(own, 'monitor', { service: service(own, 'shop', ['web'], labels) });
    service(own, 'other-port', ['admin'], labels);
    expect(findingsOf(first)).toBe('');
    service(own, 'canary', ['web'], { ...labels, track: 'canary' });
    expect(findingsOf(first)).toContain('selects the Service canary too');
  });

  it('refuses to scrape a second time what another ServiceMonitor scrapes', () => {
    const own = chart();
    const watched = service(own);
    const first = new ServiceMonitor(own, 'first', { service: watched, port: 'metrics' });
    new ServiceMonitor(own, 'http', { service: watched, port: 'http' });
    expect(findingsOf(first)).toBe('');
    new ServiceMonitor(own, 'second', { service: watched, port: 'metrics' });
    expect(findingsOf(first)).toContain('is scraped on this port by the ServiceMonitor second too');
  });

  it('refuses what is no Service, none, and two', () => {
    const own = chart();
    const other = new ApiObject(own, 'other', { apiVersion: 'v1', kind: 'ConfigMap' });
    const existing = { name: 'x', labels: { app: 'x' } };
    expect(() => new ServiceMonitor(own, 'a', { service: other })).toThrow(
      'service = "ConfigMap"\n  is no Service',
    );
    expect(() => new ServiceMonitor(own, 'b', {})).toThrow('chart-shop/b: service\n  is needed');
    expect(() => new ServiceMonitor(own, 'c', { service: service(own), existing })).toThrow('not both');
    expect(() => new ServiceMonitor(own, 'Upper', { existing })).toThrow('metadata.name = "Upper"');
  });
});
