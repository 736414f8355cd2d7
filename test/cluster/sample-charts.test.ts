import { sampleCharts } from '../sample-charts';
import { cluster } from './harness/cluster';
import type { RestrictedNamespace } from './harness/restricted-namespace';

// what the snapshots of test/chatgpt hold is judged here: a snapshot alone shows change, not truth
describe('the objects of the snapshots', () => {
  const { api } = cluster();
  let namespace: RestrictedNamespace;
  beforeAll(async () => {
    namespace = await cluster().namespace('snapshots');
  });
  afterAll(() => namespace.delete());

  const objects = sampleCharts().flatMap(({ name, objects }) =>
    objects.map((object) => [`${name}: ${object.kind} ${object.metadata.name}`, object] as const),
  );

  it.each(objects)('%s is accepted', async (_, object) => {
    const placed = { ...object, metadata: { ...object.metadata, namespace: namespace.name } };
    const response = await api.apply(placed, { dryRun: true });
    expect(response.refusal?.message).toBeUndefined();
  });
});
