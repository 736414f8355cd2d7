import { writeFileSync } from 'node:fs';
import { cluster } from '../cluster/harness/cluster';
import type { RestrictedNamespace } from '../cluster/harness/restricted-namespace';
import { argoCd } from './harness/argo-cd';
import { WebhookReceiver } from './harness/webhook-receiver';
import { applicationManifest, applicationSpec, configMap } from './manifests';

const argo = argoCd();
let namespace: RestrictedNamespace;
let receiver: WebhookReceiver;
let restore: () => Promise<void>;
beforeAll(async () => {
  namespace = await cluster().namespace('measured');
  receiver = await WebhookReceiver.start();
  restore = await argo.configure({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'argocd-notifications-cm' },
    data: {
      'service.webhook.operations': `url: ${receiver.url}\n`,
      'template.deployed': 'webhook:\n  operations:\n    method: POST\n    body: deployed\n',
      'trigger.on-deployed': "- when: app.status.health.status == 'Healthy'\n  send: [deployed]\n",
    },
  });
  const repository = argo.repository();
  repository.write('app/settings.yaml', configMap('settings', 'any'));
  repository.commit('an app');
  const spec = applicationSpec({ repository, path: 'app', namespace: namespace.name, automated: {} });
  const annotations = { 'notifications.argoproj.io/subscribe.on-deployed.operations': '' };
  await argo.apply({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name: 'measured' },
    spec: {
      goTemplate: true,
      generators: [{ list: { elements: [{ app: 'measured' }] } }],
      template: { metadata: { name: '{{.app}}', annotations }, spec },
    },
  });
  const nowhere = { url: `${repository.url}-that-is-not-there` };
  await argo.apply(
    applicationManifest({ name: 'lost', repository: nowhere, path: 'app', namespace: namespace.name }),
  );
  await argo.application('measured').untilSyncedAndHealthy();
  await receiver.waitFor('it is deployed', () => true);
});
afterAll(async () => {
  await receiver.stop();
  await restore();
  await argo.clear();
  await namespace.delete();
});
it('dumps', async () => {
  await new Promise((r) => setTimeout(r, 15000));
  writeFileSync('/tmp/argo-metrics.txt', await argo.metrics());
});
