import { App, Chart, Duration, Testing } from 'cdk8s';
import {
  AlertChannel,
  AlertMatcher,
  AlertmanagerConfig,
  type AlertmanagerConfigProps,
  AlertReceiver,
  AlertScope,
  AlertSeverity,
  Inhibition,
} from '../../../lib/monitoring';

const { CRITICAL, WARNING, INFO } = AlertSeverity;

/** A channel of Slack by its name. */
export function slack(channel: string): AlertChannel {
  return AlertChannel.slack({ apiUrl: { name: 'slack', key: 'url' }, channel });
}

/** A configuration in a chart of its own. */
export function alertmanagerConfig(props: AlertmanagerConfigProps): AlertmanagerConfig {
  const chart = new Chart(new App(), 'monitoring', { namespace: 'monitoring' });
  return new AlertmanagerConfig(chart, 'platform', props);
}

/** What a configuration is synthesized to. */
export function manifestOf(config: AlertmanagerConfig) {
  return Testing.synth(Chart.of(config))[0];
}

/** What a synthesis says of a configuration. */
export function findingsOf(props: AlertmanagerConfigProps): string {
  return alertmanagerConfig(props).node.validate().join('\n');
}

/** One receiver for all. */
export const LEAST: AlertmanagerConfigProps = {
  receivers: [AlertReceiver.of('platform', slack('#platform'))],
  receiver: 'platform',
};

/** A platform with two tenants, and everything that can be said. */
export const PLATFORM: Required<AlertmanagerConfigProps> = {
  name: 'routing',
  namespace: 'alerting',
  labels: { alertmanager: 'main' },
  scope: AlertScope.EVERYTHING,
  receivers: [
    AlertReceiver.of('platform', slack('#platform')),
    AlertReceiver.of(
      'on-call',
      AlertChannel.pagerDuty({ routingKey: { name: 'pagerduty', key: 'routing-key' } }),
      slack('#incidents'),
      slack('#incidents-copy'),
    ),
    AlertReceiver.of('fitness', slack('#fitness')),
    AlertReceiver.of(
      'fitness-on-call',
      AlertChannel.email({
        to: 'Fitness <on-call@fitness.example.com>, boss@fitness.example.com',
        from: 'alerts@example.com',
        smarthost: 'smtp.example.com:587',
        username: 'alerts',
        password: { name: 'smtp', key: 'password' },
        sendResolved: true,
      }),
    ),
    AlertReceiver.of(
      'kitchen',
      AlertChannel.webhook({ url: { name: 'kitchen', key: 'url' }, maxAlerts: 20, sendResolved: false }),
    ),
    AlertReceiver.nobody('nobody'),
    AlertReceiver.of('heartbeat', AlertChannel.webhook({ url: { name: 'heartbeat', key: 'url' } })),
    AlertReceiver.of('audit', slack('@auditor')),
  ],
  receiver: 'platform',
  routes: [
    {
      matchers: [AlertMatcher.is('alertname', 'Watchdog')],
      receiver: 'heartbeat',
      groupWait: Duration.seconds(0),
      groupInterval: Duration.minutes(1),
      repeatInterval: Duration.minutes(1),
      groupBy: ['...'],
    },
    {
      matchers: [AlertMatcher.is('audit', 'true'), AlertMatcher.isNot('severity', INFO)],
      receiver: 'audit',
      goOn: true,
      routes: [{ matchers: [AlertMatcher.matchesNot('namespace', 'prod-.*')], receiver: 'nobody' }],
    },
  ],
  tenants: [
    {
      tenant: 'fitness',
      namespaces: ['fitness-*', 'gym'],
      receiver: 'fitness',
      severities: [{ severity: CRITICAL, receiver: 'fitness-on-call', repeatInterval: Duration.hours(1) }],
    },
    { tenant: 'kitchen', namespaces: ['kitchen'], receiver: 'kitchen', mutedAt: ['nights', 'holidays'] },
  ],
  severities: [
    { severity: CRITICAL, receiver: 'on-call', repeatInterval: Duration.hours(1) },
    { severity: WARNING, receiver: 'platform', mutedAt: ['nights'] },
    { severity: INFO, receiver: 'nobody' },
  ],
  groupBy: ['alertname', 'namespace'],
  groupWait: Duration.seconds(45),
  groupInterval: Duration.minutes(3),
  repeatInterval: Duration.hours(12),
  inhibitions: [
    Inhibition.milderOfTheSameApp(),
    ...Inhibition.ofPacks(),
    Inhibition.of({
      source: [AlertMatcher.is('alertname', 'NodeDown')],
      target: [AlertMatcher.has('node'), AlertMatcher.isNot('alertname', 'NodeDown')],
      equal: ['node'],
    }),
  ],
  muteTimes: [
    { name: 'nights', times: ['22:00-24:00', '00:00-06:00'], weekdays: ['monday:friday', 'sunday'] },
    { name: 'holidays', months: ['july:august', '12'] },
  ],
};
