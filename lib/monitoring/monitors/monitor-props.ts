import type { Duration } from 'cdk8s';
import type { Relabeling } from './relabeling';

/** A key of a Secret in the namespace of the object that refers to it. The Secret itself is never emitted. */
export interface SecretKey {
  /** Name of the Secret. */
  readonly name: string;
  /** The key in it. */
  readonly key: string;
}

/** How a target is asked. */
export enum ScrapeScheme {
  /** In the open. */
  HTTP = 'http',
  /** By TLS. */
  HTTPS = 'https',
}

/**
 * How the certificate of a target is checked, and what is shown to it.
 *
 * @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.SafeTLSConfig
 */
export interface ScrapeTls {
  /**
   * The authority that signed the certificate of the target.
   * @default - those that Prometheus knows
   */
  readonly ca?: SecretKey;

  /**
   * The name that the certificate must have.
   * @default - the host that is asked
   */
  readonly serverName?: string;

  /**
   * Certificate of the client. Goes with `key`.
   * @default - none
   */
  readonly cert?: SecretKey;

  /**
   * Key of the client. Goes with `cert`.
   * @default - none
   */
  readonly key?: SecretKey;

  /**
   * Whether any certificate will do. Who stands between can then say what the metrics are.
   * @default false
   */
  readonly insecureSkipVerify?: boolean;
}

/** A name and a password, both from Secrets. */
export interface ScrapeBasicAuth {
  /** Where the name is. */
  readonly username: SecretKey;
  /** Where the password is. */
  readonly password: SecretKey;
}

/** What every kind of monitor can be told. */
export interface MonitorProps {
  /**
   * Name of the object.
   * @default - the construct's id
   */
  readonly name?: string;

  /**
   * Namespace of the object.
   * @default - the chart's
   */
  readonly namespace?: string;

  /**
   * Labels of the object, by which a Prometheus selects it, such as `release: prometheus`.
   * @default - none
   */
  readonly labels?: Record<string, string>;

  /**
   * Time between two scrapes. A PrometheusRule about these metrics wants the same `scrapeInterval`.
   * @default Duration.seconds(30)
   */
  readonly interval?: Duration;

  /**
   * How long an answer may take; at most `interval`.
   * @default - that of Prometheus, 10 seconds, or `interval` where that is shorter
   */
  readonly timeout?: Duration;

  /**
   * Checks of certificates.
   * @default - as Prometheus does by itself
   */
  readonly tls?: ScrapeTls;

  /**
   * A name and a password for the target.
   * @default - none
   */
  readonly basicAuth?: ScrapeBasicAuth;

  /**
   * A token for the target, sent as `Authorization: Bearer`.
   * @default - none
   */
  readonly bearerToken?: SecretKey;

  /**
   * Changes of each series after it was read, and before it is stored: what to drop, above all.
   * @default - none
   */
  readonly metricRelabelings?: Relabeling[];

  /**
   * More series than this, and the whole scrape counts as failed.
   * @default - no limit
   */
  readonly sampleLimit?: number;
}

/** What a monitor can be told that reads metrics of a target itself. */
export interface ScrapeProps extends MonitorProps {
  /**
   * Where the target shows its metrics.
   * @default '/metrics'
   */
  readonly path?: string;

  /**
   * How the target is asked.
   * @default ScrapeScheme.HTTP
   */
  readonly scheme?: ScrapeScheme;

  /**
   * Parameters of the URL.
   * @default - none
   */
  readonly params?: Record<string, string[]>;

  /**
   * Who wins where a series has a label that the scrape sets too (`namespace`, `service`, `pod`, ...): the target, or the
   * scrape, which then keeps the target's as `exported_namespace`. It changes the queries: packs of alerts take it from the
   * monitor.
   *
   * @see https://prometheus.io/docs/prometheus/latest/configuration/configuration/#scrape_config
   * @default false
   */
  readonly honorLabels?: boolean;

  /**
   * Changes of the labels of a target before it is scraped.
   * @default - none
   */
  readonly relabelings?: Relabeling[];
}
