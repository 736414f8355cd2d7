import fc from 'fast-check';
import { checkChatGPTApp } from '../../lib/chatgpt/check-chatgptapp';
import { mutatedApp } from '../cluster/verdict/mutation';
import { distObjects, type KubernetesObject } from '../dist-objects';
import { render, sampleCharts } from '../sample-charts';
import { CHATGPT_APP } from './operator-fixture';

const kindOf = ({ apiVersion, kind }: Pick<KubernetesObject, 'apiVersion' | 'kind'>) =>
  `${apiVersion} ${kind}`;
const emitted = CHATGPT_APP.emits.map(({ group, version, kind }) =>
  kindOf({ apiVersion: group === '' ? version : `${group}/${version}`, kind }),
);

it('a ChatGPTApp becomes these kinds', () => {
  expect(emitted).toMatchInlineSnapshot(`
[
  "v1 ConfigMap",
  "v1 Service",
  "v1 ServiceAccount",
  "apps/v1 Deployment",
  "autoscaling/v2 HorizontalPodAutoscaler",
  "cert-manager.io/v1 Certificate",
  "gateway.networking.k8s.io/v1 HTTPRoute",
  "monitoring.coreos.com/v1 ServiceMonitor",
  "networking.k8s.io/v1 Ingress",
  "networking.k8s.io/v1 NetworkPolicy",
  "policy/v1 PodDisruptionBudget",
]
`);
});

it('are exactly those of the sample fleet, which uses every field of the API', () => {
  const sampled = sampleCharts().flatMap(({ objects }) => objects.map(kindOf));
  const delivered = distObjects().map(({ object }) => kindOf(object));
  expect([...new Set([...sampled, ...delivered])].sort()).toEqual([...emitted].sort());
});

const RUNS = Number(process.env.FUZZ_RUNS ?? 200);

it('are all that any valid app becomes', () => {
  let valid = 0;
  fc.assert(
    fc.property(mutatedApp, (app) => {
      if (checkChatGPTApp(app).errors.length > 0) return;
      valid++;
      const strange = render(app)
        .map(kindOf)
        .filter((kind) => !emitted.includes(kind));
      expect(strange).toEqual([]);
    }),
    { numRuns: RUNS },
  );
  // a generator of refused apps would prove nothing
  expect(valid).toBeGreaterThan(RUNS / 20);
});
