import * as fc from 'fast-check';
import type { FleetDocument } from '../../lib/fleet/fleet-document';
import { planFleet } from '../../lib/fleet/fleet-plan';
import { formatFleetFindings } from '../../lib/fleet/fleet-report';
import { appYaml, environmentYaml, yaml } from './fleet-fixture';

const document = (file: string, value: unknown): FleetDocument => ({
  file,
  value,
  locate: () => ({ line: 1, column: 1 }),
});

/** The value with one of its parts, at any depth, replaced by anything. */
function mutated(value: unknown): fc.Arbitrary<unknown> {
  const anything = fc.jsonValue({ maxDepth: 2 });
  if (typeof value !== 'object' || value === null) return anything;
  const keys = Object.keys(value);
  const replaced = fc.constantFrom(...keys).chain((key) =>
    mutated((value as Record<string, unknown>)[key]).map((part) => {
      const copy = structuredClone(value) as Record<string, unknown>;
      copy[key] = part;
      return copy;
    }),
  );
  return keys.length === 0 ? anything : fc.oneof({ weight: 9, arbitrary: replaced }, anything);
}

const APP = yaml(
  appYaml('hello', 'replicas: 1\nexposure: { type: Gateway }\noauth: { issuers: [https://a.example.com] }'),
);
const ENVIRONMENT = yaml(
  environmentYaml(
    'test',
    `hostPattern: '{app}.example.com'
defaults: { autoscaling: { maxReplicas: 3 }, mcpServer: { env: [{ name: A, value: '1' }] } }
variables: { B: '2', C: { valueFrom: { fieldRef: { fieldPath: status.hostIP } } } }
apps: { hello: { enabled: true, spec: { replicas: 2, host: null }, variables: { A: null, D: '4' } } }`,
  ),
);

it('never throws, whatever an app and an environment hold', () => {
  fc.assert(
    fc.property(mutated(APP), mutated(ENVIRONMENT), (app, environment) => {
      const { findings } = planFleet({
        apps: [document('app', app)],
        environments: [document('environment', environment)],
        appsAreIncomplete: false,
      });
      expect(formatFleetFindings(findings, ['test']).every((message) => message.includes('Fix: '))).toBe(
        true,
      );
    }),
    { numRuns: 1000 },
  );
});
