import { ApiObject, Duration } from 'cdk8s';
import { ChatGPTAppConstruct } from '../../../lib/chatgpt';
import { Probe, type ProbeProps, ScrapeScheme } from '../../../lib/monitoring';
import { chart, findingsOf, MONITOR, manifestOf, service } from './monitor-fixture';

const PROBER = { address: 'blackbox-exporter.monitoring:9115' };
const WEBSITE = 'https://www.example.com/';
const { basicAuth: _, ...WITHOUT_LOGIN } = MONITOR;

const EVERYTHING: Required<Omit<ProbeProps, 'basicAuth'>> = {
  ...WITHOUT_LOGIN,
  bearerToken: { name: 'token', key: 'token' },
  prober: { ...PROBER, scheme: ScrapeScheme.HTTPS, path: '/ask' },
  module: 'http_2xx',
  targets: [WEBSITE],
  routes: [],
  path: '/ready',
  targetLabels: { tier: 'edge' },
  jobName: 'website',
};

/** An Ingress; by TLS where a Secret is named. */
function ingress(scope: ReturnType<typeof chart>, host: string, tls = true): ApiObject {
  const path = { path: '/shop', pathType: 'Prefix', backend: {} };
  return new ApiObject(scope, 'ingress', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'shop' },
    spec: { rules: [{ host, http: { paths: [path] } }], ...(tls && { tls: [{ hosts: [host] }] }) },
  });
}

function probed(host: string, path: string, tls?: boolean): Probe {
  const own = chart();
  return new Probe(own, 'probe', { prober: PROBER, routes: [ingress(own, host, tls)], path });
}

describe('a Probe', () => {
  it('asks addresses', () => {
    const probe = new Probe(chart(), 'probe', { prober: PROBER, targets: [WEBSITE] });
    expect(findingsOf(probe)).toBe('');
    expect(manifestOf(probe)).toMatchSnapshot();
  });

  it('has all the props', () => {
    const everything = new Probe(chart(), 'probe', EVERYTHING);
    expect(findingsOf(everything)).toBe('');
    expect(manifestOf(everything)).toMatchSnapshot();
  });

  it('asks the host of an app where its route lets requests through', () => {
    const own = chart();
    const { route } = new ChatGPTAppConstruct(own, 'fitness', {
      spec: {
        ...{ displayName: 'Fitness', description: 'Classes.', host: 'fitness.example.com' },
        mcpServer: { image: 'example.com/fitness:1.0.0' },
      },
    });
    if (route === undefined) throw new Error('an app with a host has a route');
    const well = new Probe(own, 'well', { prober: PROBER, routes: [route], path: '/mcp' });
    expect(findingsOf(well)).toBe('');
    expect(well.addresses).toEqual(['https://fitness.example.com/mcp']);
    const astray = new Probe(own, 'astray', { prober: PROBER, routes: [route] });
    expect(findingsOf(astray)).toContain(
      'path = "/"\n  is not let through by the HTTPRoute fitness-mcp (paths: /mcp',
    );
  });

  it.each([
    ['/shop', true, ''],
    ['/shop/cart', true, ''],
    ['/shopping', true, 'is not let through'],
    ['/', true, 'is not let through'],
  ])('knows whether an Ingress lets %s through', (path, tls, message) => {
    const probe = probed('shop.example.com', path, tls);
    expect(findingsOf(probe)).toContain(message);
    expect(message === '' ? findingsOf(probe) : '').toBe('');
  });

  it('asks by http where the Ingress has no TLS', () => {
    expect(probed('shop.example.com', '/shop', false).addresses).toEqual(['http://shop.example.com/shop']);
  });

  it('refuses a host with a wildcard, which nobody can ask', () => {
    expect(findingsOf(probed('*.example.com', '/shop'))).toContain('routes[0] = ["*.example.com"]');
  });

  it.each<[string, Partial<ProbeProps>, string]>([
    ['nothing to ask', { targets: [] }, 'targets\n  is missing'],
    ['a prober that is a URL', { prober: { address: 'http://x:1' } }, 'prober.address[0] = "http://x:1"'],
    ['an address with spaces', { targets: ['a b'] }, 'targets[0] = "a b"'],
    ['a timeout above the interval', { timeout: Duration.minutes(1) }, 'timeout = "1m"'],
    ['a label that is none', { targetLabels: { 'a-b': '' } }, 'targetLabels.a-b'],
  ])('refuses %s', (_, props, message) => {
    const probe = new Probe(chart(), 'probe', { prober: PROBER, targets: [WEBSITE], ...props });
    expect(findingsOf(probe)).toContain(message);
  });

  it('refuses a credential in an address, and does not print it', () => {
    const targets = ['https://me:secret@www.example.com/'];
    const found = findingsOf(new Probe(chart(), 'probe', { prober: PROBER, targets }));
    expect(found).toContain('targets[0] = "<hidden>"\n  holds a credential');
    expect(found).not.toContain('secret@');
  });

  it('refuses what is no route, and routes of another app', () => {
    const own = chart();
    expect(() => new Probe(own, 'a', { prober: PROBER, routes: [service(own)] })).toThrow(
      'routes[0] = "Service"\n  is no kind of route',
    );
    const foreign = new Probe(own, 'b', {
      prober: PROBER,
      routes: [ingress(chart(), 'a.example.com')],
      path: '/shop',
    });
    expect(findingsOf(foreign)).toContain('routes[0] = "Ingress shop"\n  is not emitted by this app');
  });
});
