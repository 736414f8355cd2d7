import type { NotificationService } from './notification-service';
import type { NotificationTemplate } from './notification-template';
import type { NotificationSubscription, NotificationTrigger } from './notifications-props';

/** A subscription by an annotation of an Application. */
export interface AnnotatedSubscription {
  /** The construct path of the Application. */
  readonly path: string;
  readonly trigger: string;
  readonly recipient: string;
}

/** All that notifications consist of, when they are synthesized. */
export interface NotificationParts {
  readonly services: readonly NotificationService[];
  readonly templates: readonly NotificationTemplate[];
  /** Names of templates that are there whether they are used or not. */
  readonly catalogued: ReadonlySet<string>;
  readonly triggers: readonly NotificationTrigger[];
  readonly subscriptions: readonly NotificationSubscription[];
  readonly annotated: readonly AnnotatedSubscription[];
  readonly defaultTriggers: readonly string[];
  readonly context: Readonly<Record<string, string>>;
}
