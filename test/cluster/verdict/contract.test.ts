import { CONTRACT_VERDICTS } from '../../contract-verdicts';
import type { ApiObject } from '../harness/api-object';
import { cluster } from '../harness/cluster';
import type { RestrictedNamespace } from '../harness/restricted-namespace';
import { refusedFields } from './refused-fields';

describe('the verdicts of the API contract, by the API server', () => {
  const { api } = cluster();
  let namespace: RestrictedNamespace;
  beforeAll(async () => {
    namespace = await cluster().namespace('contract');
  });
  afterAll(() => namespace.delete());

  it.each(CONTRACT_VERDICTS)('$title', async ({ app, refused }) => {
    const placed: ApiObject = { ...app, metadata: { ...app.metadata, namespace: namespace.name } } as never;
    const response = await api.apply(placed, { dryRun: true });
    expect(response.refusal === undefined).toBe(refused === undefined);
    const fields = refusedFields(placed, response).map((field) =>
      field.replaceAll(/\['?([-a-z]+)'?\]/g, '.$1'),
    );
    expect(fields).toEqual(
      refused === undefined
        ? []
        : expect.arrayContaining([refused.replace("['ephemeral-storage']", '.ephemeral-storage')]),
    );
  });
});
