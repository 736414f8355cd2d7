import type { NotificationService } from './notification-service';
import type { NotificationTemplate } from './notification-template';

/** When a trigger sends what. */
export interface TriggerCondition {
  /**
   * An expression that is true when it is time. Fields that a new Application lacks need a question mark:
   * `app.status?.operationState?.phase == 'Succeeded'`.
   *
   * @see https://expr-lang.org/docs/language-definition
   */
  readonly when: string;
  /** Templates, by name. */
  readonly send: string[];
  /**
   * An expression; the notification comes once for each of its values.
   * @default - each time that `when` becomes true
   */
  readonly oncePer?: string;
  /**
   * What it is for.
   * @default - none
   */
  readonly description?: string;
}

/**
 * A reason to tell.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/triggers/
 */
export interface NotificationTrigger {
  /** Its name, without dots. */
  readonly name: string;
  /** Conditions, each with its templates. */
  readonly conditions: TriggerCondition[];
}

/** Who is told about all Applications, or about those with some labels. */
export interface NotificationSubscription {
  /** `service:recipient`, such as `slack:chatgpt-ops`; of a webhook its name alone. */
  readonly recipients: string[];
  /**
   * Triggers, by name.
   * @default - `defaultTriggers`
   */
  readonly triggers?: string[];
  /**
   * Labels of the Applications, such as `environment=production`.
   * @default - all Applications
   */
  readonly selector?: string;
}

/** Properties of an ArgoNotifications. */
export interface ArgoNotificationsProps {
  /**
   * The namespace of Argo CD.
   * @default - that of the chart, or `argocd`
   */
  readonly namespace?: string;
  /**
   * Argo CD's public URL, for links in messages; `.context.argocdUrl` in templates.
   * @default - messages of the catalogue have no links
   */
  readonly argocdUrl?: string;
  /**
   * Further values for templates: `.context.name`.
   * @default - none
   */
  readonly context?: { [name: string]: string };
  /**
   * Where notifications go.
   * @default - none; add them by `addService`
   */
  readonly services?: NotificationService[];
  /**
   * Messages beside those of the catalogue, or in place of one where the name is the same.
   * @default - those of the catalogue
   */
  readonly templates?: NotificationTemplate[];
  /**
   * Reasons to tell, beside those of the catalogue, or in place of one where the name is the same.
   * @default - those of the catalogue
   */
  readonly triggers?: NotificationTrigger[];
  /**
   * Who is told about which Applications.
   * @default - only who subscribes at an Application
   */
  readonly subscriptions?: NotificationSubscription[];
  /**
   * Triggers of subscriptions that name none.
   * @default - none
   */
  readonly defaultTriggers?: string[];
  /**
   * Whether the triggers and templates of `NotificationCatalogue` are there.
   * @default true
   */
  readonly catalogue?: boolean;
}
