import * as fc from 'fast-check';
import { formatCheckFinding } from '../../../lib/synth/checks/check-finding';
import { checkObjects } from '../../../lib/synth/checks/check-objects';
import type { SynthesizedObject } from '../../../lib/synth/checks/synthesized-object';
import { distObjects, type KubernetesObject } from '../../dist-objects';

const FLEET = distObjects().map(({ file, object }) => ({ path: file, file, manifest: object }));
const printed = (objects: readonly SynthesizedObject[]) =>
  checkObjects(objects).findings.map(formatCheckFinding);

it('has no finding', () => {
  expect(FLEET.length).toBeGreaterThan(100);
  expect(printed(FLEET)).toEqual([]);
});

/** Whether anything in the sample fleet depends on the object: on its name, or on that it is there at all. */
function isNeeded({ kind, metadata }: KubernetesObject): 'by name' | 'at all' | undefined {
  const app = FLEET.map(({ manifest }) => manifest).filter(
    (other) => other.metadata.namespace === metadata.namespace && other.metadata.name === metadata.name,
  );
  const has = (...kinds: string[]) => app.some((other) => kinds.includes(other.kind));
  if (kind === 'ConfigMap' || kind === 'ServiceAccount') return 'by name';
  if (kind === 'Deployment') return has('HorizontalPodAutoscaler') ? 'by name' : 'at all';
  if (kind === 'Service' && has('HTTPRoute', 'Ingress')) return 'by name';
  return kind === 'Service' && has('ServiceMonitor') ? 'at all' : undefined;
}

const NEEDED = FLEET.filter(({ manifest }) => isNeeded(manifest) !== undefined);
const NAMED = FLEET.filter(({ manifest }) => isNeeded(manifest) === 'by name');

it.each(NEEDED.map((one) => [one.path, one] as const))('misses %s', (_, gone) => {
  const messages = printed(FLEET.filter((one) => one !== gone));
  expect(messages.filter((message) => message.includes(gone.manifest.metadata.name))).not.toEqual([]);
});

it('misses an object that is renamed, whatever it is renamed to', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9]{0,20}$/);
  fc.assert(
    fc.property(fc.constantFrom(...NAMED), name, (old, renamed) => {
      const { metadata } = old.manifest;
      const manifest = { ...old.manifest, metadata: { ...metadata, name: renamed } };
      const messages = printed(FLEET.map((one) => (one === old ? { ...one, manifest } : one)));
      expect(messages.filter((message) => message.includes(metadata.name))).not.toEqual([]);
    }),
    { numRuns: 60 },
  );
});

it('gives the same findings in whichever order the objects are', () => {
  const some = fc.subarray(FLEET, { minLength: 1 });
  fc.assert(
    fc.property(
      some.chain((objects) => {
        const broken = [
          ...objects,
          ...objects.slice(0, 3).map((one) => ({ ...one, path: `again/${one.path}` })),
        ];
        return fc.tuple(fc.constant(broken), fc.shuffledSubarray(broken, { minLength: broken.length }));
      }),
      ([objects, shuffled]) => expect(printed(shuffled)).toEqual(printed(objects)),
    ),
    { numRuns: 60 },
  );
});

it('never throws, whatever the objects are', () => {
  const manifest = fc.record(
    {
      apiVersion: fc.constantFrom('v1', 'apps/v1', 'networking.k8s.io/v1', 'autoscaling/v2', 'policy/v1'),
      kind: fc.constantFrom('Service', 'Deployment', 'Ingress', 'HorizontalPodAutoscaler', 'Pod', 'Secret'),
      metadata: fc.jsonValue(),
      spec: fc.oneof(
        fc.jsonValue(),
        fc.record({ template: fc.record({ spec: fc.record({ containers: fc.array(fc.jsonValue()) }) }) }),
        fc.record({ rules: fc.array(fc.jsonValue()), selector: fc.jsonValue() }),
      ),
    },
    { requiredKeys: ['apiVersion', 'kind'] },
  );
  fc.assert(
    fc.property(fc.array(manifest), (manifests) => {
      printed(manifests.map((one, index) => ({ path: String(index), manifest: one })));
    }),
  );
});
