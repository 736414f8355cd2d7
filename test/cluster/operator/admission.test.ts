import { mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApiObject, accepted, type Condition } from '../harness/api-object';
import { CertificateAuthority } from '../harness/certificates';
import { cluster } from '../harness/cluster';
import { freePorts } from '../harness/free-ports';
import type { RestrictedNamespace } from '../harness/restricted-namespace';
import { waitFor } from '../harness/wait-for';
import { adminKubeconfig } from './harness/admin-kubeconfig';
import { fitnessApp } from './harness/fitness-app';
import { OperatorProcess } from './harness/operator-process';
import { webhookConfiguration } from './harness/webhook-configuration';

const { api, kubectl } = cluster();
const HOST = 'fitness.example.com';

describe('the admission webhook before a real API server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'admission-'));
  let shop: RestrictedNamespace;
  let gym: RestrictedNamespace;
  let outside: RestrictedNamespace;
  let operator: OperatorProcess;
  let configuration: (failurePolicy: 'Ignore' | 'Fail') => ApiObject;

  beforeAll(async () => {
    [shop, gym, outside] = await Promise.all([
      cluster().namespace('shop'),
      cluster().namespace('gym'),
      cluster().namespace('outside'),
    ]);
    const authority = await CertificateAuthority.create(folder);
    const { certificateFile, keyFile } = await authority.issueForServer('webhook');
    renameSync(certificateFile, join(folder, 'tls.crt'));
    renameSync(keyFile, join(folder, 'tls.key'));
    const [port = 0] = await freePorts(1);
    operator = await OperatorProcess.start({
      kubeconfig: await adminKubeconfig(),
      flags: [
        `--watch-namespaces=${shop.name},${gym.name}`,
        `--webhook-bind-address=127.0.0.1:${port}`,
        `--webhook-cert-dir=${folder}`,
      ],
    });
    configuration = (failurePolicy) =>
      webhookConfiguration({
        name: `admission-${shop.name}`,
        url: `https://127.0.0.1:${port}`,
        authority: readFileSync(authority.certificateFile, 'utf8'),
        namespaces: [shop.name, gym.name],
        failurePolicy,
      });
  });
  afterAll(async () => {
    await api.delete(configuration('Ignore'));
    await operator.stop();
    await Promise.all([shop, gym, outside].map((namespace) => namespace.delete()));
    rmSync(folder, { recursive: true });
  });

  const route = (namespace: string, name: string) => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: `${name}-mcp`, namespace },
  });

  function conflictOf({ status }: ApiObject): Condition | undefined {
    const { conditions = [] } = (status ?? {}) as { readonly conditions?: readonly Condition[] };
    return conditions.find(({ type }) => type === 'Conflict');
  }

  async function create(object: ApiObject) {
    return kubectl.run(['create', '--filename=-'], JSON.stringify(object));
  }

  describe('where it is not asked', () => {
    it('the older of two apps has the host; the other says so, and gets it when it is free', async () => {
      const [first, second] = [
        fitnessApp(gym.name, 'first', { host: HOST }),
        fitnessApp(shop.name, 'second', { host: HOST }),
      ];
      accepted(await api.create(first));
      await api.waitFor(route(gym.name, 'first'), 'is there', () => true);
      accepted(await api.create(second));
      const taken = await api.waitFor(
        second,
        'says that its host is taken',
        (live) => conflictOf(live)?.status === 'True',
      );
      expect(conflictOf(taken)).toMatchObject({
        reason: 'HostTaken',
        message: `the host ${HOST} is that of ChatGPTApp ${gym.name}/first. Fix: choose another, or delete the other one`,
      });
      expect(taken.status).not.toHaveProperty('url');
      const deployment = {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'second-mcp', namespace: shop.name },
      };
      await api.waitFor(deployment, 'is there', () => true);
      expect((await api.get(route(shop.name, 'second'))).status).toBe(404);

      accepted(await api.delete(first));
      await api.waitFor(route(shop.name, 'second'), 'is there', () => true);
      const ready = await api.waitFor(second, 'has its host', (live) => conflictOf(live) === undefined);
      expect(ready.status).toMatchObject({ url: `https://${HOST}/mcp` });
      accepted(await api.delete(second));
      await api.waitForGone(second);
    });
  });

  describe('where it is asked', () => {
    beforeAll(async () => {
      accepted(await api.apply(configuration('Fail')));
      accepted(await api.create(fitnessApp(gym.name, 'holder', { host: HOST })));
      await waitFor('the webhook refuses', async () => {
        const answer = await api.create(fitnessApp(shop.name, 'rival', { host: HOST }), { dryRun: true });
        return answer.refusal ? true : undefined;
      });
    });

    it('refuses a host that an app in another namespace has, and kubectl shows which', async () => {
      const { code, stderr } = await create(fitnessApp(shop.name, 'rival', { host: HOST }));
      expect(code).not.toBe(0);
      expect(stderr).toContain(`the host ${HOST} is that of ChatGPTApp ${gym.name}/holder`);
      expect(stderr).toContain('spec.host');
      const { refusal, status } = await api.create(fitnessApp(shop.name, 'rival', { host: HOST }));
      expect(status).toBe(422);
      expect(refusal?.details?.causes).toMatchObject([{ field: 'spec.host' }]);
    });

    it('refuses a change to such a host', async () => {
      const app = fitnessApp(shop.name, 'mover', {
        host: 'mover.example.com',
        exposure: { allowHostChange: true },
      });
      accepted(await api.create(app));
      expect((await api.patch(app, { spec: { host: HOST } })).status).toBe(422);
      expect((await api.patch(app, { spec: { host: 'moved.example.com' } })).refusal).toBeUndefined();
    });

    it('warns of a Secret that is missing, until it is there', async () => {
      const app = fitnessApp(shop.name, 'secretive', {
        mcpServer: { image: 'ghcr.io/acme/fitness:1.4.2', envFrom: [{ secretRef: { name: 'settings' } }] },
      });
      const warning =
        'spec.mcpServer.envFrom[0]: Secret settings does not exist. Fix: create it, or correct the name';
      const { code, stderr } = await create(app);
      expect([code, stderr]).toEqual([0, `Warning: ${warning}\n`]);
      accepted(await api.delete(app));
      const secret = {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'settings', namespace: shop.name },
      };
      accepted(await api.create(secret));
      const { warnings } = await api.create(app, { dryRun: true });
      expect(warnings).toEqual([]);
    });

    it('refuses what only the construct sees', async () => {
      const widgets = [
        { name: 'a', path: '/a.html', uri: 'ui://colliding/b.html' },
        { name: 'b', path: '/b.html' },
      ];
      const { refusal } = await api.create(fitnessApp(shop.name, 'colliding', { widgets }));
      expect(refusal?.details?.causes).toMatchObject([{ field: 'spec.widgets[0].uri' }]);
    });

    it('counts what it was asked', async () => {
      const samples = await operator.metric('controller_runtime_webhook_requests_total');
      expect([...samples.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(4);
      expect([...samples.keys()].every((labels) => labels.includes('code="200"'))).toBe(true);
    });
  });

  describe('when it is down', () => {
    beforeAll(async () => {
      operator.signal('SIGKILL');
      await operator.ended();
    });

    const fill = (namespace: string, name: string) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace },
      data: {},
    });

    it.each(['Fail', 'Ignore'] as const)(
      'with failurePolicy %s stops no other kind, no other namespace and not kube-system',
      async (policy) => {
        accepted(await api.apply(configuration(policy), { force: true }));
        for (const namespace of [shop.name, 'kube-system']) {
          const object = fill(namespace, `while-down-${shop.name}-${policy.toLowerCase()}`);
          accepted(await api.create(object));
          accepted(await api.delete(object));
        }
        for (const namespace of [outside.name, 'kube-system']) {
          const app = fitnessApp(namespace, `while-down-${policy.toLowerCase()}`);
          accepted(await api.create(app));
          accepted(await api.delete(app));
        }
      },
    );

    it('with failurePolicy Ignore lets apps be created, changed and deleted', async () => {
      accepted(await api.apply(configuration('Ignore'), { force: true }));
      const app = fitnessApp(shop.name, 'meanwhile', { host: 'meanwhile.example.com' });
      await waitFor('the API server knows the policy', async () =>
        (await api.create(app, { dryRun: true })).refusal ? undefined : true,
      );
      accepted(await api.create(app));
      accepted(await api.patch(app, { spec: { replicas: 3 } }));
      accepted(await api.delete(app));
    });

    it('with failurePolicy Fail keeps apps from being written, and from nothing else', async () => {
      accepted(await api.apply(configuration('Fail'), { force: true }));
      const app = fitnessApp(shop.name, 'unwelcome');
      const { refusal } = await waitFor('the API server knows the policy', async () => {
        const answer = await api.create(app, { dryRun: true });
        return answer.refusal ? answer : undefined;
      });
      expect(refusal?.message).toContain('failed calling webhook "validate.chatgptapps.apps.makeaihq.com"');
      accepted(await api.delete(fitnessApp(gym.name, 'holder')));
    });
  });
});
