import { everyDashboard, manifestOf } from '../monitoring/dashboards/dashboard-fixture';
import { accepted } from './harness/api-object';
import { cluster } from './harness/cluster';
import type { RestrictedNamespace } from './harness/restricted-namespace';
import { lostFields } from './lost-fields';

describe('the ConfigMaps of the dashboards, by the API server', () => {
  const { api } = cluster();
  let namespace: RestrictedNamespace;
  beforeAll(async () => {
    namespace = await cluster().namespace('dashboards');
  });
  afterAll(() => namespace?.delete());

  it.each(Object.entries(everyDashboard()))('%s is accepted and loses nothing', async (_, dashboard) => {
    const object = manifestOf(dashboard);
    const placed = { ...object, metadata: { ...object.metadata, namespace: namespace.name } };
    accepted(await api.apply(placed));
    expect(lostFields(placed, accepted(await api.get(placed)))).toEqual([]);
  });
});
