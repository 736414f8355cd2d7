import { ApiObject, Chart, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { formatFinding } from '../../validation/finding';
import { refuse } from '../../validation/refuse';
import type { ArgoApplication } from '../application/argo-application';
import { emitConfigMap } from '../config-map';
import { ARGOCD_NAMESPACE } from '../names';
import { NotificationCatalogue } from './notification-catalogue';
import type { AnnotatedSubscription, NotificationParts } from './notification-parts';
import type { NotificationService } from './notification-service';
import type { NotificationTemplate } from './notification-template';
import { notificationsData } from './notifications-data';
import { notificationsFindings } from './notifications-findings';
import type {
  ArgoNotificationsProps,
  NotificationSubscription,
  NotificationTrigger,
} from './notifications-props';
import { parseRecipient } from './recipient';

/**
 * Tells people and programs what happens to Applications: the ConfigMap `argocd-notifications-cm`. Templates, expressions
 * and names are checked when it is synthesized, since Argo CD would find out when there is something to tell.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/
 * @example
 * const platform = new Chart(new App(), 'platform', { namespace: 'argocd' });
 * new ArgoNotifications(platform, 'notifications', {
 *   argocdUrl: 'https://argocd.example.com',
 *   services: [NotificationService.slack({ token: '$slack-token' })],
 *   subscriptions: [
 *     {
 *       recipients: ['slack:chatgpt-ops'],
 *       triggers: ['on-deployed', 'on-health-degraded', 'on-sync-failed'],
 *       selector: 'environment=production',
 *     },
 *   ],
 * });
 */
export class ArgoNotifications extends Construct {
  /** The namespace of Argo CD. */
  public readonly namespace: string;

  private readonly services: NotificationService[];
  private readonly templates: NotificationTemplate[];
  private readonly triggers: NotificationTrigger[];
  private readonly subscriptions: NotificationSubscription[];
  private readonly annotated: AnnotatedSubscription[] = [];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ArgoNotificationsProps = {},
  ) {
    super(scope, id);
    const { services = [], templates = [], triggers = [], subscriptions = [] } = props;
    this.namespace = props.namespace ?? Chart.of(this).namespace ?? ARGOCD_NAMESPACE;
    this.services = [...services];
    this.templates = [...templates];
    this.triggers = [...triggers];
    this.subscriptions = [...subscriptions];

    emitConfigMap(this, 'Resource', {
      name: 'argocd-notifications-cm',
      namespace: this.namespace,
      data: Lazy.any({ produce: () => notificationsData(this.parts()) }),
    });
    this.node.addValidation({ validate: () => this.findings('error') });
  }

  /** What is doubtful, but no error, with what is there now. */
  public get warnings(): string[] {
    return this.findings('warning');
  }

  /** Adds a service. */
  public addService(service: NotificationService): void {
    this.services.push(service);
  }

  /** Adds a template, in place of one of the catalogue where the name is the same. */
  public addTemplate(template: NotificationTemplate): void {
    this.templates.push(template);
  }

  /** Adds a trigger, in place of one of the catalogue where the name is the same. */
  public addTrigger(trigger: NotificationTrigger): void {
    this.triggers.push(trigger);
  }

  /** Tells somebody about all Applications, or about those with some labels. */
  public addSubscription(subscription: NotificationSubscription): void {
    this.subscriptions.push(subscription);
  }

  /**
   * Tells somebody about one Application, by an annotation of it.
   *
   * @param application the Application.
   * @param trigger the trigger's name.
   * @param recipient `service:recipient`; of a webhook its name alone.
   * @throws where the annotation would not be valid.
   */
  public subscribe(application: ArgoApplication, trigger: string, recipient: string): void {
    const parsed = parseRecipient(recipient);
    const name = `subscribe.${trigger}.${parsed.service}`;
    if (name.length > 63 || parsed.recipient.includes(';')) {
      const rule =
        'is no annotation: its name may have 63 characters, and its value no semicolon in a recipient';
      refuse(application.node.path, ['metadata', 'annotations', name], recipient, rule, 'use shorter names');
    }
    this.annotated.push({ path: application.node.path, trigger, recipient });
    const together = this.annotated
      .filter((each) => each.path === application.node.path && each.trigger === trigger)
      .map((each) => parseRecipient(each.recipient))
      .filter(({ service }) => service === parsed.service);
    const value = [...new Set(together.map((each) => each.recipient))].join(';');
    ApiObject.of(application.node.findChild('Resource')).metadata.addAnnotation(
      `notifications.argoproj.io/${name}`,
      value,
    );
  }

  private findings(severity: 'error' | 'warning'): string[] {
    return notificationsFindings(this.parts())
      .filter((finding) => finding.severity === severity)
      .map((finding) => formatFinding(this.node.path, finding));
  }

  private parts(): NotificationParts {
    const { argocdUrl, context, defaultTriggers = [], catalogue = true } = this.props;
    const webhooks = this.services.filter(({ type }) => type === 'webhook').map(({ name }) => name);
    const given = new Set([...this.templates, ...this.triggers].map(({ name }) => name));
    const templates = catalogue
      ? NotificationCatalogue.templates({ webhooks, links: argocdUrl !== undefined })
      : [];
    const triggers = catalogue ? NotificationCatalogue.triggers() : [];
    return {
      services: this.services,
      templates: [...templates.filter(({ name }) => !given.has(name)), ...this.templates],
      catalogued: new Set(templates.map(({ name }) => name)),
      triggers: [...triggers.filter(({ name }) => !given.has(name)), ...this.triggers],
      subscriptions: this.subscriptions,
      annotated: this.annotated,
      defaultTriggers,
      context: { ...(argocdUrl !== undefined && { argocdUrl }), ...context },
    };
  }
}
