import { type ApiObject, accepted, hasCondition } from './harness/api-object';
import { findBinaries, kubernetesVersion } from './harness/binaries';
import { cluster } from './harness/cluster';
import type { RestrictedNamespace } from './harness/restricted-namespace';
import { pinnedKubernetesVersion } from './harness/tools';

const { api, kubectl } = cluster();

const restricted = {
  runAsNonRoot: true,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};

describe('the cluster', () => {
  it('runs the API server of the chosen binaries', async () => {
    const { gitVersion } = accepted(await api.request<{ gitVersion: string }>('GET', '/version'));
    expect(gitVersion).toBe(await expectedVersion());
  });

  it('has a node that is Ready', async () => {
    const nodes = await api.list({ apiVersion: 'v1', kind: 'Node' });
    expect(nodes.filter((node) => hasCondition(node, 'Ready'))).not.toHaveLength(0);
  });

  it('serves the CRDs of the projects that our objects are for', async () => {
    const kinds: [string, string][] = [
      ['gateway.networking.k8s.io/v1', 'HTTPRoute'],
      ['gateway.networking.k8s.io/v1', 'Gateway'],
      ['cert-manager.io/v1', 'Certificate'],
      ['monitoring.coreos.com/v1', 'ServiceMonitor'],
      ['monitoring.coreos.com/v1', 'PrometheusRule'],
    ];
    for (const [apiVersion, kind] of kinds)
      expect([kind, await api.serves(apiVersion, kind)]).toEqual([kind, true]);
  });
});

describe('a restricted namespace', () => {
  let namespace: RestrictedNamespace;
  beforeAll(async () => {
    namespace = await cluster().namespace('harness');
  });
  afterAll(() => namespace.delete());

  it('makes a Deployment of restricted pods available', async () => {
    const deployment = deploymentOf(namespace.name, 2);
    accepted(await api.apply(deployment));
    const available = await api.waitFor(deployment, 'is available', (now) => hasCondition(now, 'Available'));
    expect(available.status).toMatchObject({ availableReplicas: 2 });
  });

  it('refuses a privileged pod', async () => {
    const privileged = podOf(namespace.name, { privileged: true });
    const { status, refusal } = await api.create(privileged);
    expect(status).toBe(403);
    expect(refusal?.message).toContain('violates PodSecurity "restricted:latest": privileged');
  });

  it('is refused to a user who has no rights in it', async () => {
    const stranger = api.as('stranger', ['system:authenticated']);
    const { status, refusal } = await stranger.create(configMapOf(namespace.name, 'theirs'));
    expect([status, refusal?.reason]).toEqual([403, 'Forbidden']);
  });
});

describe('the API client', () => {
  let namespace: RestrictedNamespace;
  beforeAll(async () => {
    namespace = await cluster().namespace('client');
  });
  afterAll(() => namespace.delete());

  it('stores nothing in a dry run', async () => {
    const object = configMapOf(namespace.name, 'dry');
    accepted(await api.apply(object, { dryRun: true }));
    accepted(await api.create(object, { dryRun: true }));
    expect((await api.get(object)).status).toBe(404);
  });

  it('has unknown fields refused, by apply and by create', async () => {
    const object = { ...configMapOf(namespace.name, 'strict'), dta: {} };
    expect((await api.apply(object)).refusal?.message).toMatch(/field not declared in schema/);
    expect((await api.create(object)).refusal?.message).toMatch(/unknown field "dta"/);
  });

  it('has a field of another manager refused unless it is told to force', async () => {
    const object = configMapOf(namespace.name, 'owned', 'first');
    accepted(await api.apply(object, { fieldManager: 'first' }));
    const changed = configMapOf(namespace.name, 'owned', 'second');
    expect((await api.apply(changed, { fieldManager: 'second' })).refusal?.reason).toBe('Conflict');
    accepted(await api.apply(changed, { fieldManager: 'second', force: true }));
    expect(accepted(await api.get(object)).data).toEqual({ value: 'second' });
  });

  it('shows the warnings of the server', async () => {
    const { warnings } = await api.apply(deploymentOf(namespace.name, 1, { privileged: true }), {
      dryRun: true,
    });
    expect(warnings.join()).toContain('would violate PodSecurity "restricted:latest"');
  });

  it('deletes, lists and waits', async () => {
    const object = configMapOf(namespace.name, 'short-lived');
    accepted(await api.apply({ ...object, metadata: { ...object.metadata, labels: { team: 'fitness' } } }));
    const query = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      namespace: namespace.name,
      labelSelector: 'team=fitness',
    };
    expect((await api.list(query)).map(({ metadata }) => metadata.name)).toEqual(['short-lived']);
    accepted(await api.delete(object));
    await api.waitForGone(object);
    expect(await api.list(query)).toEqual([]);
  });

  it('says which kind the cluster does not serve', async () => {
    const object = { apiVersion: 'apps.example.com/v1', kind: 'Nothing', metadata: { name: 'x' } };
    await expect(api.apply(object)).rejects.toThrow('The cluster serves no Nothing in apps.example.com/v1');
  });

  it('sees the cluster that kubectl sees', async () => {
    expect(await kubectl.output('get', 'namespace', namespace.name, '-o', 'name')).toBe(
      `namespace/${namespace.name}\n`,
    );
    expect(await kubectl.run(['get', 'namespace', 'absent'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('NotFound'),
    });
  });
});

/** The pin, unless the user brought another version of Kubernetes. */
async function expectedVersion(): Promise<string> {
  if (cluster().existing)
    return JSON.parse(await kubectl.output('version', '-o', 'json')).serverVersion.gitVersion;
  return process.env.KUBEBUILDER_ASSETS ? kubernetesVersion(await findBinaries()) : pinnedKubernetesVersion();
}

function configMapOf(namespace: string, name: string, value = 'any'): ApiObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data: { value } };
}

/** The pause image runs on a real cluster as well, and not as root. */
function podSpec(securityContext: object) {
  return { containers: [{ name: 'pause', image: 'registry.k8s.io/pause:3.10', securityContext }] };
}

function podOf(namespace: string, securityContext: object): ApiObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'pod', namespace },
    spec: podSpec(securityContext),
  };
}

function deploymentOf(namespace: string, replicas: number, securityContext: object = restricted): ApiObject {
  const labels = { app: 'pause' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'pause', namespace },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: podSpec(securityContext) },
    },
  };
}
