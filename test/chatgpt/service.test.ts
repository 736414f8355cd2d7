import { at, type Changes, rendered, server } from './fitness-app';

const HTTP = { name: 'http', port: 8080, targetPort: 'http', protocol: 'TCP', appProtocol: 'http' };
const metrics = (name: string, port: number) => ({
  name,
  port,
  targetPort: name,
  protocol: 'TCP',
  appProtocol: 'http',
});

it.each<[string, Changes, object[], string]>([
  ["the server's own", {}, [HTTP], 'http'],
  ["the server's own by number", { 'monitoring.port': 8080 }, [HTTP], 'http'],
  ["the server's own by name", { 'monitoring.port': 'http' }, [HTTP], 'http'],
  ['another number', { 'monitoring.port': 9100 }, [HTTP, metrics('metrics', 9100)], 'metrics'],
  ["a sidecar's by name", { 'monitoring.port': 'stats' }, [HTTP, metrics('stats', 9090)], 'stats'],
  [
    "a sidecar's by name beside a server at 9090",
    { 'monitoring.port': 'stats', 'mcpServer.port': 9090 },
    [{ ...HTTP, port: 9090 }, metrics('stats', 9091)],
    'stats',
  ],
])(
  'with %s as metrics port, the Service has it and the ServiceMonitor asks it',
  (_, changes, ports, name) => {
    expect(at(rendered('Service', changes), 'spec.ports')).toEqual(ports);
    expect(at(rendered('ServiceMonitor', changes), 'spec.endpoints.0.port')).toBe(name);
  },
);

it('without monitoring the Service has no metrics port, and neither has the container', () => {
  const changes = { monitoring: { enabled: false, port: 9100 } };
  expect(at(rendered('Service', changes), 'spec.ports')).toEqual([HTTP]);
  expect(server(changes, 'ports')).toEqual([{ name: 'http', containerPort: 8080, protocol: 'TCP' }]);
});

it('the container names the ports that the Service refers to', () => {
  expect(server({ 'mcpServer.port': 3000, 'monitoring.port': 9100 }, 'ports')).toEqual([
    { name: 'http', containerPort: 3000, protocol: 'TCP' },
    { name: 'metrics', containerPort: 9100, protocol: 'TCP' },
  ]);
  // a named port is a sidecar's
  expect(server({ 'monitoring.port': 'stats' }, 'ports')).toHaveLength(1);
});

it.each([
  ['None', undefined],
  ['None', 'None'],
  ['ClientIP', 'ClientIP'],
])('the session affinity is %s, given %p', (affinity, given) => {
  const service = rendered('Service', { 'transport.sessionAffinity': given });
  expect(service).toMatchObject({ spec: { type: 'ClusterIP', sessionAffinity: affinity } });
});

it('the ServiceMonitor scrapes path and interval of the spec, or their defaults', () => {
  const endpoint = (changes: Changes) => at(rendered('ServiceMonitor', changes), 'spec.endpoints');
  expect(endpoint({})).toEqual([{ port: 'http', path: '/metrics', interval: '30s' }]);
  expect(endpoint({ monitoring: { path: '/m', interval: '1m30s' } })).toEqual([
    { port: 'http', path: '/m', interval: '1m30s' },
  ]);
});
