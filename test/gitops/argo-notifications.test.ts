import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Testing } from 'cdk8s';
import {
  ArgoNotifications,
  type ArgoNotificationsProps,
  NotificationCatalogue,
  NotificationService,
} from '../../lib';
import { EXPRESSIONS, TEMPLATES } from '../argocd/notifications/language-samples';
import type { ApiObject } from '../cluster/harness/api-object';
import { cluster } from '../cluster/harness/cluster';
import type { RestrictedNamespace } from '../cluster/harness/restricted-namespace';
import { FAILURE, STATES, TOLD } from './application-states';
import { argoCd } from './harness/argo-cd';
import { WebhookReceiver } from './harness/webhook-receiver';
import { applicationManifest, configMap } from './manifests';

const argo = argoCd();
let folder: string;
let receiver: WebhookReceiver;
let namespace: RestrictedNamespace;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'argo-notifications-test-'));
  receiver = await WebhookReceiver.start();
  namespace = await cluster().namespace('notifications');
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await receiver.stop();
  await argo.clear();
  await namespace.delete();
});

function write(name: string, value: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(value));
  return file;
}

/** The ConfigMap of an ArgoNotifications, with a webhook that remembers what it is sent. */
function settings(props: ArgoNotificationsProps = {}): ApiObject {
  const chart = new Chart(new App(), 'platform', { namespace: 'argocd' });
  const operations = NotificationService.webhook('operations', { url: receiver.url });
  new ArgoNotifications(chart, 'notifications', {
    argocdUrl: 'https://argocd.example.com',
    services: [operations],
    ...props,
  });
  return Testing.synth(chart)[0] as ApiObject;
}

/** Settings as somebody wrote them by hand. */
function rawSettings(data: Record<string, string>): ApiObject {
  const labels = { 'app.kubernetes.io/part-of': 'argocd' };
  const metadata = { name: 'argocd-notifications-cm', namespace: 'argocd', labels };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata, data };
}

async function admin(
  config: ApiObject,
  args: readonly string[],
): Promise<{ stdout: string; stderr: string }> {
  const files = ['--config-map', write('settings.yaml', config), '--secret', ':empty'];
  return argo.cli.admin(['notifications', ...args, ...files]);
}

const states = Object.keys(STATES) as (keyof typeof STATES)[];
const triggers = NotificationCatalogue.triggers().map(({ name }) => name);
const templates = NotificationCatalogue.templates().map(({ name }) => name);

describe('an Application that is', () => {
  it.each(states)('%s is told of by the right triggers', async (state) => {
    const config = settings();
    const application = write('application.yaml', STATES[state]);
    const spoken: string[] = [];
    for (const trigger of triggers) {
      const { stdout, stderr } = await admin(config, ['trigger', 'run', trigger, application]);
      expect(stderr).not.toMatch(/failed to/);
      if (/\strue\s*$/.test(stdout)) spoken.push(trigger);
    }
    expect(spoken.sort()).toEqual([...TOLD[state], 'on-created'].sort());
  });

  it.each(states)('%s is described by every template', async (state) => {
    const config = settings();
    const application = write('application.yaml', STATES[state]);
    for (const template of templates) {
      const { stdout, stderr } = await admin(config, ['template', 'notify', template, application]);
      expect(stderr).not.toMatch(/failed to/);
      expect(stdout).toContain('shop');
      expect(stdout).not.toContain('<no value>');
    }
  });
});

it('values that would break JSON arrive as they are', async () => {
  const application = write('application.yaml', STATES['failed before there was a result']);
  const notify = ['template', 'notify', 'app-sync-failed', application, '--recipient', 'operations:'];
  const { stderr } = await admin(settings(), notify);
  expect(stderr).not.toMatch(/failed to/);
  const request = receiver.requests.at(-1);
  expect(request?.method).toBe('POST');
  expect(JSON.parse(request?.body ?? '')).toMatchObject({
    event: 'on-sync-failed',
    application: 'shop',
    labels: { environment: 'production' },
    message: FAILURE,
  });
});

describe('what the guide has', () => {
  it('a webhook by its type is no recipient for Argo CD either', async () => {
    const application = write('application.yaml', STATES.deployed);
    const notify = ['template', 'notify', 'app-deployed', application, '--recipient', 'webhook:operations'];
    expect((await admin(settings(), notify)).stderr).toContain(
      "notification service 'webhook' is not supported",
    );
  });

  it('an expression without question marks fails for a new Application', async () => {
    const when = "app.status.operationState.phase in ['Succeeded']";
    const data = { 'trigger.on-deployed': `- {when: "${when}", send: [a]}`, 'template.a': 'message: a' };
    const run = ['trigger', 'run', 'on-deployed', write('application.yaml', STATES.new)];
    expect((await admin(rawSettings(data), run)).stderr).toContain('failed to execute when condition');
  });

  it('a service with a dot in its name makes all of it unreadable', async () => {
    const data = { 'service.webhook.chatgpt.ops': 'url: https://example.com', 'template.a': 'message: a' };
    const notify = ['template', 'notify', 'a', write('application.yaml', STATES.new)];
    expect((await admin(rawSettings(data), notify)).stderr).toContain('invalid service key');
  });

  it('a trigger as a map is unreadable; a list is not', async () => {
    const run = ['trigger', 'run', 'on-deployed', write('application.yaml', STATES.new)];
    const asMap = rawSettings({ 'trigger.on-deployed': 'when: "true"\nsend: [a]' });
    expect((await admin(asMap, run)).stderr).toContain('failed to unmarshal trigger');
    expect((await admin(settings(), run)).stderr).not.toContain('failed to');
  });
});

describe('Argo CD is of the same opinion about', () => {
  it.each(TEMPLATES)('the template %j: %s', async (template, isRead) => {
    const config = rawSettings({ 'template.a': JSON.stringify({ message: template }) });
    const notify = ['template', 'notify', 'a', write('application.yaml', STATES.deployed)];
    expect(!/failed to (create API|notify)/.test((await admin(config, notify)).stderr)).toBe(isRead);
  });

  it.each(EXPRESSIONS.filter(([text]) => text !== ''))('the expression %j: %s', async (when, isRead) => {
    const config = rawSettings({ 'trigger.a': JSON.stringify([{ when, send: [] }]) });
    const run = ['trigger', 'run', 'a', write('application.yaml', STATES.deployed)];
    expect(!/failed to get api/.test((await admin(config, run)).stderr)).toBe(isRead);
  });
});

it('a deployed revision is told of once, to who subscribed to the Application', async () => {
  const restore = await argo.configure(settings());
  try {
    const repository = argo.repository();
    repository.write('app/settings.yaml', configMap('settings', 'first'));
    const first = repository.commit('first');
    await argo.apply(
      applicationManifest({
        name: 'told',
        repository,
        path: 'app',
        namespace: namespace.name,
        annotations: { 'notifications.argoproj.io/subscribe.on-deployed.operations': '' },
      }),
    );
    const isOf = (revision: string) => (request: { readonly body: string }) =>
      request.body.includes('on-deployed') && request.body.includes(revision);
    await receiver.waitFor('the first revision', isOf(first));
    repository.write('app/settings.yaml', configMap('settings', 'second'));
    const second = repository.commit('second');
    await argo.application('told').refresh();
    await receiver.waitFor('the second revision', isOf(second));
    await argo.application('told').refresh(); // is no reason to tell it again
    const bodies = receiver.requests
      .map(({ body }) => JSON.parse(body))
      .filter(({ application }) => application === 'told');
    expect(bodies.map(({ event, revision, health }) => [event, revision, health])).toEqual([
      ['on-deployed', first, 'Healthy'],
      ['on-deployed', second, 'Healthy'],
    ]);
  } finally {
    await restore();
  }
});
