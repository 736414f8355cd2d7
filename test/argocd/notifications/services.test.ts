import { Testing } from 'cdk8s';
import { parse } from 'yaml';
import { NotificationService } from '../../../lib/argocd';
import { data, gmail, make, operations, own, pager, refused, slack } from './notifications-fixture';

describe('services', () => {
  it('refer to secrets', () => {
    const written = data({ services: [slack, operations, gmail, pager] });
    expect(parse(written['service.slack'] ?? '')).toEqual({ token: '$slack-token' });
    expect(parse(written['service.webhook.chatgpt-ops'] ?? '')).toEqual({
      url: 'https://api.example.com/argocd',
      headers: [{ name: 'Authorization', value: 'Bearer $webhook-token' }],
    });
    expect(parse(written['service.pagerdutyv2'] ?? '')).toEqual({
      serviceKeys: { chatgpt: '$pagerduty-chatgpt' },
    });
  });

  it.each([
    ['slack.token', NotificationService.slack({ token: 'xoxb-1234' })],
    [
      'email.password',
      NotificationService.email({ host: 'a', from: 'a@b', username: 'a', password: 'hunter2' }),
    ],
    [
      'hook.headers.Authorization',
      NotificationService.webhook('hook', { url: 'https://a', headers: { Authorization: 'Bearer abc' } }),
    ],
    ['pagerdutyv2.serviceKeys.a', NotificationService.pagerDutyV2({ serviceKeys: { a: 'abc' } })],
    ['teams.recipientUrls.a', NotificationService.teams({ recipientUrls: { a: 'https://abc' } })],
  ])('never hold the secret itself: %s', (field, service) => {
    const [problem, ...more] = refused({ services: [service] });
    expect(more).toEqual([]);
    expect(problem).toContain(`services.${field}\n  is not a reference`);
    expect(problem).not.toMatch(/xoxb|hunter2|abc/);
  });

  it('a reference ends at a dot, so it may have none', () => {
    expect(refused({ services: [NotificationService.slack({ token: '$slack.token' })] })).toEqual([
      expect.stringContaining('services.slack.token = "$slack.token"\n  has other characters'),
    ]);
  });

  it.each(['chatgpt.ops', 'a b', '', '-a'])('are not named %j', (name) => {
    const service = NotificationService.webhook(name, { url: 'https://a' });
    expect(refused({ services: [service], catalogue: false })).toHaveLength(1);
  });

  it('have different names', () => {
    expect(refused({ services: [slack, slack] })).toEqual([expect.stringContaining('is there twice')]);
  });

  describe('of email', () => {
    const port = (props: { port?: number; password?: string }) => {
      const credentials = props.password ? { username: 'a' } : {};
      const service = NotificationService.email({ host: 'a', from: 'a@b', ...credentials, ...props });
      const { chart, notifications } = make({ services: [service], catalogue: false });
      return [parse(Testing.synth(chart)[0].data['service.email']).port, notifications.warnings.length];
    };

    it('use 465 with a password, 587 without, and warn of 587 with one', () => {
      expect(port({ password: '$a' })).toEqual([465, 0]);
      expect(port({})).toEqual([587, 0]);
      expect(port({ password: '$a', port: 587 })).toEqual([587, 1]);
      expect(port({ password: '$a', port: 465 })).toEqual([465, 0]);
    });
  });
});

describe('recipients', () => {
  const subscribe = (recipient: string, service = operations) =>
    refused({
      services: [slack, gmail, pager, service],
      subscriptions: [{ recipients: [recipient], triggers: ['on-deployed'] }],
    });

  it.each(['chatgpt-ops', 'slack:chatgpt-ops', 'gmail:ops@example.com', 'pagerdutyv2:chatgpt'])(
    '%s is told',
    (recipient) => {
      expect(subscribe(recipient)).toEqual([]);
    },
  );

  it.each([
    ['webhook:chatgpt-ops', 'webhook is the type of chatgpt-ops.\n  Fix: write chatgpt-ops.'],
    ['email:ops@example.com', 'email is the type of gmail.\n  Fix: write gmail:ops@example.com.'],
    ['slack', 'does not say who is told'],
    ['chatgpt-ops:somebody', 'is a webhook, which is told itself'],
    ['pagerdutyv2:other', 'names no recipient of pagerdutyv2 (recipients: chatgpt)'],
    ['mattermost:ops', 'names no service (services: slack, gmail, pagerdutyv2, chatgpt-ops)'],
    ['slack:a:b', 'is cut at the second colon'],
  ])('%s is refused', (recipient, text) => {
    expect(subscribe(recipient)).toEqual([expect.stringContaining(text)]);
  });

  it('a webhook needs a template that says how it is called, and PagerDuty one with an event', () => {
    const told = (recipients: string[]) =>
      refused({
        ...own({ message: 'a' }),
        services: [operations, pager],
        subscriptions: [{ recipients, triggers: ['on-own'] }],
      });
    expect(told(['chatgpt-ops'])).toEqual([expect.stringContaining('a GET with a text as body')]);
    expect(told(['pagerdutyv2:chatgpt'])).toEqual([expect.stringContaining('has no event for it')]);
  });

  it('are told of something', () => {
    const without = { services: [slack], subscriptions: [{ recipients: ['slack:a'] }] };
    expect(refused(without)).toEqual([expect.stringContaining('there are no defaultTriggers')]);
    expect(refused({ ...without, defaultTriggers: ['on-deployed'] })).toEqual([]);
    expect(refused({ ...without, defaultTriggers: ['on-deploy'] })).toEqual([
      expect.stringContaining('names no trigger.\n  Fix: use on-deployed.'),
    ]);
  });

  it.each(['environment=production', 'a in (b,c),!d', 'example.com/a notin (b)', 'a!=b'])(
    'of %s',
    (selector) => {
      expect(
        refused({
          services: [slack],
          subscriptions: [{ recipients: ['slack:a'], triggers: ['on-deployed'], selector }],
        }),
      ).toEqual([]);
    },
  );

  it.each(['environment:production', 'a = b c', 'a in b'])('not of %s', (selector) => {
    expect(
      refused({
        services: [slack],
        subscriptions: [{ recipients: ['slack:a'], triggers: ['on-deployed'], selector }],
      }),
    ).toEqual([expect.stringContaining('is no label selector')]);
  });
});
