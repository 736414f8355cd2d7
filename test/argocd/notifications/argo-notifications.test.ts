import { App, Chart, Testing } from 'cdk8s';
import { parse } from 'yaml';
import {
  ApplicationSource,
  ArgoApplication,
  ArgoNotifications,
  type ArgoNotificationsProps,
  ArgoProject,
  Destination,
  NotificationCatalogue,
  NotificationService,
  PagerDutySeverity,
  WebhookMethod,
} from '../../../lib/argocd';
import { data, gmail, make, operations, own, pager, refused, slack, teams } from './notifications-fixture';

it('minimal', () => {
  const { chart, notifications } = make({ catalogue: false });
  expect(Testing.synth(chart)).toMatchSnapshot();
  expect(notifications.node.validate()).toEqual([]);
});

it('all the properties', () => {
  const props: Required<ArgoNotificationsProps> = {
    namespace: 'gitops',
    argocdUrl: 'https://argocd.example.com',
    context: { team: 'shop' },
    services: [
      slack,
      operations,
      gmail,
      pager,
      teams,
      NotificationService.teamsWorkflows({ recipientUrls: { ops: '$w' } }),
    ],
    templates: [
      {
        name: 'own',
        message: '{{ .app.metadata.name }} of {{ .context.team }}',
        slack: {
          attachments: '[]',
          blocks: '[]',
          groupingKey: '{{ .app.metadata.uid }}',
          notifyBroadcast: true,
        },
        email: { subject: 'a', body: 'b' },
        webhook: { 'chatgpt-ops': { method: WebhookMethod.PUT, path: '/a', body: '{}' } },
        pagerDutyV2: {
          summary: 'a',
          severity: PagerDutySeverity.WARNING,
          source: 'b',
          component: 'c',
          group: 'd',
          class: 'e',
          url: 'f',
          dedupKey: 'g',
        },
        teams: { title: 'a', text: 'b', themeColor: '#000080', facts: '[]', potentialAction: '[]' },
        teamsWorkflows: { title: 'a' },
      },
    ],
    triggers: [
      {
        name: 'on-own',
        conditions: [{ when: 'true', send: ['own'], oncePer: 'app.metadata.uid', description: 'Always.' }],
      },
    ],
    subscriptions: [{ recipients: ['slack:ops'], triggers: ['on-own'], selector: 'a=b,c in (d, e)' }],
    defaultTriggers: ['on-own'],
    catalogue: false,
  };
  const { chart, notifications } = make(props);
  expect(Testing.synth(chart)).toMatchSnapshot();
  expect([...notifications.node.validate(), ...notifications.warnings]).toEqual([]);
});

it('what is added later is as if it had been given at once', () => {
  const props: ArgoNotificationsProps = {
    ...own({ message: 'a' }),
    subscriptions: [{ recipients: ['slack:ops'], triggers: ['on-own'] }],
  };
  const { chart, notifications } = make({});
  for (const service of props.services ?? []) notifications.addService(service);
  for (const template of props.templates ?? []) notifications.addTemplate(template);
  for (const trigger of props.triggers ?? []) notifications.addTrigger(trigger);
  for (const subscription of props.subscriptions ?? []) notifications.addSubscription(subscription);
  expect(Testing.synth(chart)[0].data).toEqual(data(props));
});

describe('the catalogue', () => {
  it('has the triggers of the guide, and a template for each', () => {
    const { chart, notifications } = make({
      argocdUrl: 'https://argocd.example.com',
      services: [slack, operations, gmail, pager, teams],
    });
    expect([...notifications.node.validate(), ...notifications.warnings]).toEqual([]);
    const names = NotificationCatalogue.triggers().map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['on-deployed', 'on-health-degraded', 'on-sync-failed']));
    const written = Object.keys(Testing.synth(chart)[0].data);
    expect(written).toEqual(expect.arrayContaining(names.map((name) => `trigger.${name}`)));
  });

  it('on-deployed waits for health, and comes once per revision', () => {
    const [condition] = parse(data({})['trigger.on-deployed'] ?? '');
    expect(condition.when).toContain("app.status?.health?.status == 'Healthy'");
    expect(condition.oncePer).toContain('app.status?.operationState?.syncResult?.revision');
  });

  it('every trigger says oncePer', () => {
    const conditions = NotificationCatalogue.triggers().flatMap((trigger) => trigger.conditions);
    expect(conditions.filter(({ oncePer }) => oncePer === undefined)).toEqual([]);
  });

  it('gives way to templates and triggers of the same name', () => {
    const template = { name: 'app-deployed', message: 'mine' };
    const trigger = {
      name: 'on-deployed',
      conditions: [{ when: 'true', send: ['app-deployed'], oncePer: '1' }],
    };
    const written = data({ templates: [template], triggers: [trigger] });
    expect(parse(written['template.app-deployed'] ?? '')).toEqual({ message: 'mine' });
    expect(parse(written['trigger.on-deployed'] ?? '')).toEqual(trigger.conditions);
  });

  it.each(['argocd.example.com', 'https://argocd.example.com/', 'https://a"b', ''])(
    'links to no %j',
    (argocdUrl) => {
      expect(refused({ argocdUrl })).toEqual([expect.stringContaining('is no URL that a path can follow')]);
    },
  );

  it('has links only where Argo CD has a URL', () => {
    expect(data({})['template.app-deployed']).not.toContain('argocdUrl');
    expect(data({ argocdUrl: 'https://a' })['template.app-deployed']).toContain('argocdUrl');
  });
});

describe('a subscription of one Application', () => {
  function application(chart: Chart): ArgoApplication {
    return new ArgoApplication(chart, 'shop', {
      project: ArgoProject.fromProjectName(chart, 'shops', 'shops'),
      destination: Destination.inCluster('chatgpt-production'),
      source: ApplicationSource.directory({ repoUrl: 'https://github.com/acme/deployments', path: 'a' }),
    });
  }

  it('is an annotation of it', () => {
    const { chart, notifications } = make({ services: [slack, operations] });
    const shop = application(chart);
    notifications.subscribe(shop, 'on-deployed', 'chatgpt-ops');
    notifications.subscribe(shop, 'on-deployed', 'slack:a');
    notifications.subscribe(shop, 'on-deployed', 'slack:b');
    const found = Testing.synth(chart).find(({ kind }) => kind === 'Application');
    expect(found.metadata.annotations).toMatchObject({
      'notifications.argoproj.io/subscribe.on-deployed.chatgpt-ops': '',
      'notifications.argoproj.io/subscribe.on-deployed.slack': 'a;b',
    });
    expect(notifications.node.validate()).toEqual([]);
  });

  it('names a trigger and a service that exist', () => {
    const { chart, notifications } = make({ services: [slack] });
    const shop = application(chart);
    notifications.subscribe(shop, 'on-deploy', 'slack:a');
    notifications.subscribe(shop, 'on-deployed', 'mail:a');
    expect(notifications.node.validate()).toEqual([
      expect.stringContaining('names no trigger'),
      expect.stringContaining('names no service'),
    ]);
  });

  it('has a name that an annotation can have', () => {
    const { chart, notifications } = make({ services: [slack] });
    const shop = application(chart);
    expect(() => notifications.subscribe(shop, 'on-deployed', `${'a'.repeat(41)}:b`)).not.toThrow();
    expect(() => notifications.subscribe(shop, 'on-deployed', `${'a'.repeat(42)}:b`)).toThrow(
      '63 characters',
    );
    expect(() => notifications.subscribe(shop, 'on-deployed', 'slack:a;b')).toThrow('semicolon');
  });
});

it('an app with invalid notifications does not synthesize', () => {
  const app = new App();
  const chart = new Chart(app, 'platform');
  new ArgoNotifications(chart, 'notifications', own({ message: '{{ .app.metadata.name' }));
  expect(() => app.synthYaml()).toThrow('is no template of Go: an action is not closed by }}');
});
