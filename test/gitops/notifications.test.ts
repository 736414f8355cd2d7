import { cluster } from '../cluster/harness/cluster';
import type { RestrictedNamespace } from '../cluster/harness/restricted-namespace';
import { argoCd } from './harness/argo-cd';
import { WebhookReceiver } from './harness/webhook-receiver';
import { applicationManifest, configMap } from './manifests';

const argo = argoCd();
let namespace: RestrictedNamespace;
let receiver: WebhookReceiver;
let restore: () => Promise<void>;

beforeAll(async () => {
  namespace = await cluster().namespace('notified');
  receiver = await WebhookReceiver.start();
  restore = await argo.configure({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'argocd-notifications-cm' },
    data: {
      'service.webhook.operations': `url: ${receiver.url}\n`,
      'template.deployed': [
        'webhook:',
        '  operations:',
        '    method: POST',
        '    path: /deployed',
        '    body: |',
        '      {"app": {{ .app.metadata.name | toJson }}, "revision": "{{ .app.status.operationState.syncResult.revision }}"}',
      ].join('\n'),
      'trigger.on-deployed': [
        "- when: app.status?.operationState?.phase == 'Succeeded' and app.status.health.status == 'Healthy'",
        '  oncePer: app.status?.operationState?.syncResult?.revision',
        '  send: [deployed]',
      ].join('\n'),
    },
  });
});
afterAll(async () => {
  await receiver.stop();
  await restore();
  await argo.clear();
  await namespace.delete();
});

describe('a notification', () => {
  it('comes once for each revision, rendered', async () => {
    const repository = argo.repository();
    repository.write('app/settings.yaml', configMap('settings', 'first'));
    const first = repository.commit('first');
    const annotations = { 'notifications.argoproj.io/subscribe.on-deployed.operations': '' };
    await argo.apply(
      applicationManifest({
        name: 'notified',
        repository,
        path: 'app',
        namespace: namespace.name,
        annotations,
      }),
    );
    await receiver.waitFor('the first revision', ({ body }) => body.includes(first));

    await argo.application('notified').refresh(); // is no reason to tell it again
    await argo
      .application('notified')
      .until('was refreshed', ({ metadata }) => !metadata.annotations?.['argocd.argoproj.io/refresh']);
    repository.write('app/settings.yaml', configMap('settings', 'second'));
    const second = repository.commit('second');
    await argo.application('notified').refresh();
    await argo.application('notified').untilSyncedAndHealthy({ revision: second });
    await receiver.waitFor('the second revision', ({ body }) => body.includes(second));

    expect(receiver.requests.map(({ method, path, body }) => [method, path, JSON.parse(body)])).toEqual([
      ['POST', '/deployed', { app: 'notified', revision: first }],
      ['POST', '/deployed', { app: 'notified', revision: second }],
    ]);
  });
});
