import { App, Chart, Testing } from 'cdk8s';
import { AppLimit, AppPolicy, AppPolicyAction, type AppPolicyProps } from '../../../lib';
import { type ApiObject, type ApiResponse, accepted } from '../harness/api-object';
import { cluster } from '../harness/cluster';
import type { RestrictedNamespace } from '../harness/restricted-namespace';
import { waitFor } from '../harness/wait-for';

const { api, kubectl } = cluster();
const DIGEST = `@sha256:${'0123456789abcdef'.repeat(4)}`;
const IMAGE = `ghcr.io/acme/fitness:1.4.2${DIGEST}`;

const ALL_RULES: AppPolicyProps = {
  allowedRegistries: ['ghcr.io/acme', 'registry.example.com'],
  requireDigests: true,
  maxReplicas: 4,
  requiredLimits: [AppLimit.MEMORY, AppLimit.CPU],
  allowedHosts: ['acme.example.com'],
};

const LIMITS = { limits: { cpu: '1', memory: '256Mi' } };

/** The spec of an app that keeps all rules, but for what is given. */
function spec(change: Readonly<Record<string, unknown>> = {}) {
  return {
    displayName: 'Fitness',
    description: 'Books classes.',
    mcpServer: { image: IMAGE },
    resources: LIMITS,
    ...change,
  };
}

function app(namespace: string, change: Readonly<Record<string, unknown>> = {}, name = 'fitness'): ApiObject {
  return {
    apiVersion: 'apps.makeaihq.com/v1alpha1',
    kind: 'ChatGPTApp',
    metadata: { name, namespace },
    spec: spec(change),
  };
}

function withSidecar(sidecar: object): object {
  return { pod: { sidecars: [{ name: 'proxy', image: IMAGE, resources: LIMITS, ...sidecar }] } };
}

describe('AppPolicy before a real API server', () => {
  let inside: RestrictedNamespace;
  let outside: RestrictedNamespace;
  const installed: ApiObject[] = [];

  beforeAll(async () => {
    [inside, outside] = await Promise.all([cluster().namespace('inside'), cluster().namespace('outside')]);
    // there before the policy, and against it
    accepted(await api.create(app(inside.name, { replicas: 5 }, 'earlier')));
    await install('all-rules', { ...ALL_RULES, namespaces: [inside.name] });
    await isActive('all-rules', app(inside.name, { replicas: 5 }));
  });
  afterAll(async () => {
    for (const object of installed) await api.delete(object);
    await Promise.all([inside.delete(), outside.delete()]);
  });

  async function install(name: string, props: AppPolicyProps): Promise<void> {
    const chart = new Chart(new App(), 'policies', { namespace: 'ignored' });
    new AppPolicy(chart, `${name}-${inside.name}`, props);
    for (const object of Testing.synth(chart) as ApiObject[]) {
      installed.unshift(object);
      accepted(await api.apply(object));
    }
  }

  /** The server learns of a policy a moment later. */
  async function isActive(name: string, broken: ApiObject): Promise<void> {
    await waitFor(`the policy ${name} holds`, async () => {
      const { refusal, warnings } = await api.create(broken, { dryRun: true });
      return [refusal?.message, ...warnings].some((text) => text?.includes(`'${name}-`)) ? true : undefined;
    });
  }

  function attempt(change: Readonly<Record<string, unknown>>, namespace = inside.name): Promise<ApiResponse> {
    return api.create(app(namespace, change), { dryRun: true });
  }

  const server = (image: string) => ({ mcpServer: { image } });
  const elsewhere = `docker.io/acme/fitness:1.4.2${DIGEST}`;

  it.each<[string, object]>([
    ['that keeps all rules', {}],
    ['from a repository that is allowed by its host', server(`registry.example.com/any/thing:1${DIGEST}`)],
    ['from the very repository that is allowed', server(`ghcr.io/acme:1${DIGEST}`)],
    ['with the most replicas', { replicas: 4 }],
    ['with an autoscaler up to the most', { autoscaling: { maxReplicas: 4 } }],
    ['with the allowed domain itself as host', { host: 'acme.example.com' }],
    ['with a host below it', { host: 'a.b.acme.example.com' }],
    ['with a sidecar that keeps all rules', withSidecar({})],
    ['with a volume that is no image', { pod: { volumes: [{ name: 'scratch', emptyDir: {} }] } }],
  ])('accepts an app %s', async (_, change) => {
    expect((await attempt({ ...change })).refusal?.message).toBeUndefined();
  });

  it.each<[string, object, string]>([
    ['from another registry', server(elsewhere), `image ${elsewhere} is of no registry that is allowed here`],
    [
      'from a repository whose name only begins so',
      server(`ghcr.io/acme-evil/x:1${DIGEST}`),
      'is of no registry',
    ],
    [
      'from a host whose name only begins so',
      server(`registry.example.com.evil.org/x:1${DIGEST}`),
      'is of no registry',
    ],
    [
      'from another port of an allowed host',
      server(`registry.example.com:5000/x:1${DIGEST}`),
      'is of no registry',
    ],
    ['from no registry by name', server(`fitness:1${DIGEST}`), 'with the registry written out'],
    ['with an image without digest', server('ghcr.io/acme/fitness:1.4.2'), 'has no digest'],
    [
      'with a sidecar from another registry',
      withSidecar({ image: elsewhere }),
      `image ${elsewhere} is of no registry`,
    ],
    ['with a sidecar without digest', withSidecar({ image: 'ghcr.io/acme/proxy:1' }), 'has no digest'],
    [
      'with a volume of an image of another registry',
      { pod: { volumes: [{ name: 'v', image: { reference: elsewhere } }] } },
      'is of no registry',
    ],
    ['with too many replicas', { replicas: 5 }, 'a number of pods of 5 is above 4'],
    [
      'with an autoscaler beyond the most',
      { autoscaling: { maxReplicas: 5 } },
      'a number of pods of 5 is above 4',
    ],
    ['without memory limit', { resources: { limits: { cpu: '1' } } }, 'no memory limit'],
    ['without any limit', { resources: {} }, 'no memory limit'],
    ['without CPU limit', { resources: { limits: { memory: '1Gi' } } }, 'no cpu limit'],
    ['without resources, which limits no CPU', { resources: undefined }, 'no cpu limit'],
    ['with a sidecar without limits', withSidecar({ resources: undefined }), 'no memory limit'],
    [
      'with a host of another domain',
      { host: 'acme.example.org' },
      'spec.host acme.example.org is in none of the domains',
    ],
    ['with a host that only ends so', { host: 'evil-acme.example.com' }, 'is in none of the domains'],
  ])('refuses an app %s', async (_, change, words) => {
    const { status, refusal } = await attempt({ ...change });
    expect(status).toBe(403);
    expect(refusal?.message).toContain(words);
    expect(refusal?.message).toContain('. Fix: ');
  });

  it('does not touch apps in other namespaces', async () => {
    const change = { ...server('nginx'), replicas: 50, resources: {}, host: 'anything.example.org' };
    expect((await attempt(change, outside.name)).refusal?.message).toBeUndefined();
  });

  it('lets an app from before have new labels and finalizers, and refuses a new spec that still breaks a rule', async () => {
    const earlier = app(inside.name, {}, 'earlier');
    const labels = { metadata: { labels: { team: 'a' } } };
    expect((await api.patch(earlier, labels)).refusal?.message).toBeUndefined();
    expect((await api.patch(earlier, { spec: { replicas: 6 } })).refusal?.message).toContain('above 4');
    expect((await api.patch(earlier, { spec: { replicas: 3 } })).refusal?.message).toBeUndefined();
  });

  it('holds for kubectl scale, too, on both sides of the border', async () => {
    accepted(await api.create(app(inside.name, { replicas: 1 }, 'scaled')));
    const scale = (replicas: number) =>
      kubectl.run(['scale', 'chatgptapp/scaled', `--replicas=${replicas}`, `--namespace=${inside.name}`]);
    expect(await scale(4)).toMatchObject({ code: 0 });
    const refused = await scale(5);
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toContain('a number of pods of 5 is above 4');
    expect(await scale(0)).toMatchObject({ code: 0 });
  });

  it('counts the two replicas that an app has by default', async () => {
    await install('alone', { maxReplicas: 1, namespaces: [inside.name] });
    await isActive('alone', app(inside.name, { replicas: 2 }));
    expect((await attempt({})).refusal?.message).toContain('a number of pods of 2 is above 1');
    expect((await attempt({ replicas: 1 })).refusal?.message).toBeUndefined();
    for (const object of installed.splice(0, 2)) accepted(await api.delete(object));
    await waitFor('the policy is gone', async () => ((await attempt({})).refusal ? undefined : true));
  });

  it('only warns where it is asked to', async () => {
    const props = {
      allowedHosts: ['acme.example.com'],
      namespaceLabels: { 'kubernetes.io/metadata.name': outside.name },
    };
    await install('gentle', { ...props, action: AppPolicyAction.WARN });
    await isActive('gentle', app(outside.name, { host: 'acme.example.org' }));
    const { refusal, warnings } = await attempt({ host: 'acme.example.org' }, outside.name);
    expect(refusal).toBeUndefined();
    expect(warnings.join()).toContain('spec.host acme.example.org is in none of the domains');
  });

  it('judges the largest app that the server stores', async () => {
    const template = 'x'.repeat(600_000);
    const largest = { widgets: [{ name: 'w', template }] };
    accepted(await api.create(app(inside.name, largest, 'large')));
    const changed = await api.patch(app(inside.name, {}, 'large'), { spec: { replicas: 5 } });
    expect(changed.refusal?.message).toContain('above 4');
  });

  it('fits the types of the API server', async () => {
    const [name] = [`all-rules-${inside.name}`];
    const ref = {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name },
    };
    const checked = await api.waitFor(
      ref,
      'is type-checked',
      ({ status }) => isMapping(status) && 'typeChecking' in status,
    );
    expect(checked.status).toMatchObject({ typeChecking: {} });
    expect(JSON.stringify(checked.status)).not.toContain('expressionWarnings');
  });
});

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
