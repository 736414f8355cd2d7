import { type Chart, Testing } from 'cdk8s';
import {
  ArgoNotifications,
  type ArgoNotificationsProps,
  NotificationService,
  type NotificationTemplate,
} from '../../../lib/argocd';
import { platformChart } from '../argo-fixture';

export const slack = NotificationService.slack({ token: '$slack-token' });
export const operations = NotificationService.webhook('chatgpt-ops', {
  url: 'https://api.example.com/argocd',
  headers: { Authorization: 'Bearer $webhook-token' },
});
export const gmail = NotificationService.email({
  name: 'gmail',
  host: 'smtp.gmail.com',
  from: 'argocd@example.com',
  username: '$email-username',
  password: '$email-password',
});
export const pager = NotificationService.pagerDutyV2({ serviceKeys: { chatgpt: '$pagerduty-chatgpt' } });
export const teams = NotificationService.teams({ recipientUrls: { ops: '$teams-ops' } });

export function make(props: ArgoNotificationsProps): { chart: Chart; notifications: ArgoNotifications } {
  const chart = platformChart();
  return { chart, notifications: new ArgoNotifications(chart, 'notifications', props) };
}

export function data(props: ArgoNotificationsProps): Record<string, string> {
  return Testing.synth(make(props).chart)[0].data;
}

/** What is refused, as `field = value: rule`. */
export function refused(props: ArgoNotificationsProps): string[] {
  return make(props).notifications.node.validate();
}

export const own = (template: Omit<NotificationTemplate, 'name'>): ArgoNotificationsProps => ({
  services: [slack, operations],
  templates: [{ name: 'own', ...template }],
  triggers: [{ name: 'on-own', conditions: [{ when: 'true', send: ['own'], oncePer: 'app.metadata.uid' }] }],
});
