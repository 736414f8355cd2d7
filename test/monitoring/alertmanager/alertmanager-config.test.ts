import { Duration } from 'cdk8s';
import {
  AlertChannel,
  AlertMatcher,
  type AlertmanagerConfigProps,
  AlertReceiver,
  AlertScope,
  AlertSeverity,
  Inhibition,
} from '../../../lib/monitoring';
import { everyPack } from '../packs/pack-fixture';
import { alertmanagerConfig, findingsOf, LEAST, manifestOf, PLATFORM, slack } from './routing-fixture';

const { EVERYTHING, OWN_NAMESPACE } = AlertScope;
const { CRITICAL } = AlertSeverity;
const [PLATFORM_RECEIVER] = LEAST.receivers;
if (PLATFORM_RECEIVER === undefined) throw new Error('the fixture has a receiver');
const ONE = [AlertMatcher.is('a', 'b')];

describe('an AlertmanagerConfig', () => {
  it('tells one receiver of everything with the least that it needs', () => {
    expect(findingsOf(LEAST)).toBe('');
    expect(manifestOf(alertmanagerConfig(LEAST))).toMatchSnapshot();
  });

  it('has all the props', () => {
    expect(findingsOf(PLATFORM)).toBe('');
    expect(manifestOf(alertmanagerConfig(PLATFORM))).toMatchSnapshot();
  });

  it('silences what follows from other alerts only where alerts without a namespace arrive', () => {
    const rules = (scope?: AlertScope) =>
      manifestOf(alertmanagerConfig({ ...LEAST, scope })).spec.inhibitRules.length;
    expect([rules(), rules(OWN_NAMESPACE)]).toEqual([1, 1]);
    expect(rules(EVERYTHING)).toBe(1 + Inhibition.ofPacks().length);
  });

  it('speaks of alerts that the packs really have', () => {
    const known = [...everyPack().alerts.map(({ name }) => name), 'KubeAPIDown'];
    const named = Inhibition.ofPacks().flatMap(({ _source, _target }) =>
      [..._source, ..._target].flatMap(({ value }) => value.split('|')),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('holds nothing secret but references', () => {
    const text = JSON.stringify(manifestOf(alertmanagerConfig(PLATFORM)).spec.receivers);
    expect(text).not.toMatch(/https?:|"url":"|"serviceKey"|"authSecret"/);
    expect(text).toContain('"urlSecret":{"key":"url","name":"kitchen"}');
  });

  it.each<[string, Partial<AlertmanagerConfigProps>, string]>([
    [
      'a receiver that there is not',
      { receiver: 'platfrom' },
      'receiver = "platfrom"\n  names none of the receivers (platform).\n  Fix: use platform, or add it',
    ],
    [
      'a receiver that nobody uses',
      { receivers: [...LEAST.receivers, AlertReceiver.nobody('lost')] },
      'receivers[1].name = "lost"\n  is used by no route',
    ],
    [
      'two receivers of one name',
      { receivers: [...LEAST.receivers, ...LEAST.receivers] },
      'receivers[1].name = "platform"\n  is taken by another',
    ],
    [
      'a receiver without channels',
      { receivers: [AlertReceiver.of('platform')] },
      'receivers[0] = "platform"\n  has no channel',
    ],
    [
      'a route to nowhere',
      { routes: [{ matchers: ONE, receiver: 'x', routes: [] }] },
      'routes[0].receiver = "x"',
    ],
    [
      'a route without conditions',
      { routes: [{ matchers: [], receiver: 'platform' }] },
      'routes[0].matchers = []\n  are none',
    ],
    [
      'a label that is none',
      { routes: [{ matchers: [AlertMatcher.has('a-b')], receiver: 'platform' }] },
      'routes[0].matchers[0].label = "a-b"',
    ],
    [
      'a regular expression that is none',
      { routes: [{ matchers: [AlertMatcher.matches('a', '(')], receiver: 'platform' }] },
      'routes[0].matchers[0].value = "("',
    ],
    [
      'a route after one that takes all',
      {
        routes: [
          { matchers: ONE, receiver: 'platform' },
          { matchers: [...ONE, AlertMatcher.has('c')], receiver: 'platform' },
        ],
      },
      'routes[1] = ["a=b","c=~.+"]\n  gets no alert',
    ],
    [
      'times that there are not',
      { routes: [{ matchers: ONE, receiver: 'platform', mutedAt: ['night'] }] },
      'routes[0].mutedAt[0] = "night"\n  names none of the muteTimes (none)',
    ],
    [
      'times that nobody uses',
      { muteTimes: [{ name: 'nights', times: ['22:00-24:00'] }] },
      'muteTimes[0].name = "nights"\n  is used by no route',
    ],
    [
      'another namespace',
      { routes: [{ matchers: [AlertMatcher.is('namespace', 'shop')], receiver: 'platform' }] },
      'is not monitoring, and no other namespace arrives here',
    ],
    [
      'tenants, who never arrive',
      { tenants: [{ tenant: 'a', namespaces: ['a'], receiver: 'platform' }] },
      'tenants = ["a"]\n  get no alert',
    ],
    [
      'a tenant without namespaces',
      { scope: EVERYTHING, tenants: [{ tenant: 'a', namespaces: [], receiver: 'platform' }] },
      'tenants[0].namespaces = []',
    ],
    [
      'namespaces that are none',
      { scope: EVERYTHING, tenants: [{ tenant: 'a', namespaces: ['A.b'], receiver: 'platform' }] },
      'tenants[0].namespaces[0] = "A.b"',
    ],
    [
      'a namespace of two tenants',
      {
        scope: EVERYTHING,
        tenants: [
          { tenant: 'a', namespaces: ['x'], receiver: 'platform' },
          { tenant: 'b', namespaces: ['x'], receiver: 'platform' },
        ],
      },
      'is of the tenant a already',
    ],
    [
      'messages that repeat too soon',
      { repeatInterval: Duration.minutes(4) },
      'repeatInterval = "4m"\n  is shorter than the groupInterval, 5m',
    ],
    ['messages that never come', { groupInterval: Duration.seconds(0) }, 'groupInterval = "0s"'],
    [
      'a repetition that is too soon for the route above',
      { severities: [{ severity: CRITICAL, receiver: 'platform', repeatInterval: Duration.minutes(1) }] },
      'severities[0].repeatInterval = "1m"',
    ],
    ['labels beside ...', { groupBy: ['...', 'job'] }, 'groupBy = ["...","job"]'],
    ['a label twice', { groupBy: ['job', 'job'] }, 'groupBy[1] = "job"'],
    [
      'an inhibition of everything',
      { inhibitions: [Inhibition.of({ source: ONE, target: [] })] },
      'inhibitions[0].target = []',
    ],
    [
      'a label of an inhibition that is none',
      { inhibitions: [Inhibition.of({ source: ONE, target: ONE, equal: ['a b'] })] },
      'inhibitions[0].equal[0] = "a b"',
    ],
  ])('refuses %s', (_, props, message) => {
    const found = findingsOf({ ...LEAST, ...props });
    expect(found).toContain('monitoring/platform: ');
    expect(found).toContain(message);
  });

  it.each<[string, AlertChannel, string]>([
    [
      'a URL in place of a reference',
      AlertChannel.webhook({ url: { name: 'x', key: 'https://a/b' } }),
      'url.key = "https://a/b"',
    ],
    ['a channel that is none', slack('platform'), 'channel = "platform"'],
    [
      'an address that is none',
      AlertChannel.email({ to: 'me', from: 'a@b', smarthost: 'm:25' }),
      'to = "me"',
    ],
    [
      'a server without a port',
      AlertChannel.email({ to: 'a@b', from: 'a@b', smarthost: 'm' }),
      'smarthost[0] = "m"',
    ],
    [
      'half of a login',
      AlertChannel.email({ to: 'a@b', from: 'a@b', smarthost: 'm:25', username: 'me' }),
      'username = "me"',
    ],
    [
      'a secret without a name',
      AlertChannel.pagerDuty({ routingKey: { name: '', key: 'k' } }),
      'routingKey.name = ""',
    ],
    [
      'a limit of nothing',
      AlertChannel.webhook({ url: { name: 'x', key: 'y' }, maxAlerts: 0 }),
      'maxAlerts = 0',
    ],
  ])('refuses %s', (_, channel, message) => {
    const receivers = [AlertReceiver.of('platform', channel)];
    expect(findingsOf({ ...LEAST, receivers })).toContain(`receivers[0].channels[0].${message}`);
  });

  it.each([
    [{ weekdays: ['friday:monday'] }, 'weekdays[0]'],
    [{ weekdays: ['mon'] }, 'weekdays[0]'],
    [{ weekdays: ['1'] }, 'weekdays[0]'],
    [{ months: ['13'] }, 'months[0]'],
    [{ months: ['may:june:july'] }, 'months[0]'],
    [{ times: ['22:00-06:00'] }, 'times[0]'],
    [{ times: ['6:00-7:00'] }, 'times[0]'],
    [{}, 'says no time'],
  ])('refuses the times %j', (times, message) => {
    const muteTimes = [{ name: 'x', ...times }];
    const routes = [{ matchers: ONE, receiver: 'platform', mutedAt: ['x'] }];
    expect(findingsOf({ ...LEAST, muteTimes, routes })).toContain(message);
  });
});
