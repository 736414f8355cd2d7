import { monotonicClock } from '../../../operator/src/engine/clock';
import { MetricsAccess } from '../../../operator/src/process/metrics-access';
import { accepted } from '../harness/api-object';
import { cluster } from '../harness/cluster';
import type { RestrictedNamespace } from '../harness/restricted-namespace';
import { harnessTransport } from './harness/harness-transport';

describe('MetricsAccess before a real API server', () => {
  const { api } = cluster();
  let namespace: RestrictedNamespace;

  beforeAll(async () => {
    namespace = await cluster().namespace('metrics-access');
  });
  afterAll(() => namespace.delete());

  async function tokenOf(name: string): Promise<string> {
    const account = {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, namespace: namespace.name },
    };
    accepted(await api.apply(account));
    const path = `/api/v1/namespaces/${namespace.name}/serviceaccounts/${name}/token`;
    const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} };
    return accepted(await api.request<{ status: { token: string } }>('POST', path, body)).status.token;
  }

  it('lets those get /metrics whom a ClusterRole lets, and nobody else', async () => {
    const role = `scrape-${namespace.name}`;
    const rbac = { apiVersion: 'rbac.authorization.k8s.io/v1', metadata: { name: role } };
    const [scraper, other] = await Promise.all([tokenOf('scraper'), tokenOf('other')]);
    accepted(
      await api.apply({
        ...rbac,
        kind: 'ClusterRole',
        rules: [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }],
      }),
    );
    accepted(
      await api.apply({
        ...rbac,
        kind: 'ClusterRoleBinding',
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
        subjects: [{ kind: 'ServiceAccount', name: 'scraper', namespace: namespace.name }],
      }),
    );
    const decide = (token: string, verb = 'get') =>
      new MetricsAccess({ transport: harnessTransport(api), clock: monotonicClock }).decide(
        `Bearer ${token}`,
        verb,
        '/metrics',
      );
    expect(await decide(scraper)).toEqual({ allowed: true });
    expect(await decide(scraper, 'post')).toMatchObject({ allowed: false, code: 403 });
    expect(await decide(other)).toEqual({
      allowed: false,
      code: 403,
      reason: `Authorization denied for user system:serviceaccount:${namespace.name}:other`,
    });
    expect(await decide('nonsense')).toMatchObject({ allowed: false, code: 401 });
    for (const kind of ['ClusterRoleBinding', 'ClusterRole']) accepted(await api.delete({ ...rbac, kind }));
  });
});
