import fc from 'fast-check';
import { appOf } from '../../lib/chatgpt/check-chatgptapp';
import { configHash } from '../../lib/chatgpt/config-hash';
import { type Changes, fitness, verdict } from './fitness-app';

// with the hints that a listed app needs, so that any two changes go together
const TOOL = {
  name: 'a',
  description: 'b',
  inputSchema: { type: 'object' },
  annotations: { readOnlyHint: true, destructiveHint: false, openWorldHint: false },
};

/** Changes that the server sees. No two touch the same field. */
const SEEN: readonly Changes[] = [
  { displayName: 'Other' },
  { description: 'Other.' },
  { host: 'other.example.com' },
  { 'mcpServer.image': 'ghcr.io/acme/fitness:1.4.3' },
  { 'mcpServer.port': 3000 },
  { 'mcpServer.path': '/other' },
  { 'mcpServer.env': [{ name: 'A', value: 'b' }] },
  { 'mcpServer.envFrom': [{ secretRef: { name: 'a' } }] },
  { 'mcpServer.tools': [TOOL] },
  { 'mcpServer.health.hostHeader': 'probe' },
  { widgets: [{ name: 'list', template: '<p>' }] },
  { widgets: [{ name: 'list', template: '<p>other' }] },
  { widgets: [{ name: 'list', path: '/list.html' }] },
  { oauth: { issuers: ['https://a.example.com'] } },
  { 'transport.stateless': false, 'transport.sessionAffinity': 'ClientIP' },
  { 'transport.maxBodyBytes': 2048 },
  { 'transport.allowedOrigins': ['https://a.com'] },
  { 'shutdown.drainSeconds': 61 },
  { domainVerification: { token: 'x' } },
];

/** Changes that the server does not see. */
const UNSEEN: readonly Changes[] = [
  { replicas: 5 },
  { autoscaling: { maxReplicas: 4 } },
  { resources: { limits: { memory: '1Gi' } } },
  { 'exposure.timeoutSeconds': 9 },
  { 'exposure.tls': { issuerRef: { name: 'ca' } } },
  { 'exposure.gateway': { name: 'other' } },
  { 'network.allowAllEgress': true },
  { 'monitoring.enabled': false },
  { 'disruption.maxUnavailable': 1 },
  { 'pod.labels': { a: 'b' } },
  { 'pod.annotations': { a: 'b' } },
  { 'pod.sidecars': [{ name: 'a' }] },
  { listing: { category: 'x' } },
  { 'mcpServer.imagePullPolicy': 'Never' },
  { 'mcpServer.healthCheckPath': '/up' },
  { 'mcpServer.command': ['node'] },
  { 'shutdown.preStopSeconds': 1 },
];

function hash(changes: Changes): string {
  const { errors, defaulted } = verdict(changes);
  expect(errors).toEqual([]);
  return configHash(appOf(defaulted));
}

const none = hash({});

describe('the config hash', () => {
  it.each(SEEN.map((change) => [JSON.stringify(change), change] as const))('changes with %s', (_, change) => {
    expect(hash(change)).not.toBe(none);
  });

  it.each(UNSEEN.map((change) => [JSON.stringify(change), change] as const))('ignores %s', (_, change) => {
    expect(hash(change)).toBe(none);
  });

  it('follows what the server sees only, whatever changes together', () => {
    const seen = fc.subarray([...SEEN.keys()], { maxLength: 3 });
    const unseen = fc.subarray([...UNSEEN.keys()], { maxLength: 3 });
    const together = (indexes: number[], changes: readonly Changes[]) =>
      Object.assign({}, ...indexes.map((index) => changes[index])) as Changes;
    fc.assert(
      fc.property(seen, seen, unseen, (a, b, others) => {
        const [first, second] = [together(a, SEEN), together(b, SEEN)];
        const { replicas: _, autoscaling: __, ...rest } = together(others, UNSEEN);
        const same = JSON.stringify(fitness(first)) === JSON.stringify(fitness(second));
        expect(hash({ ...first, ...rest })).toBe(hash(first));
        expect(hash(first) === hash(second)).toBe(same);
      }),
      { numRuns: 60 },
    );
  });
});
