import type { Clock } from '../engine/clock';
import { isSameJson } from '../engine/kubernetes/json';
import { type Log, silentLog } from '../engine/log';
import { type KeyPair, RenewedCertificates } from '../process/renewed-certificates';
import { planCertificates, type WebhookCertificates } from './certificate-plan';
import type { CertificateSecret } from './certificate-secret';
import type { TrustedAuthorities } from './trusted-authorities';

export interface SelfSignedOptions {
  readonly secret: Pick<CertificateSecret, 'read' | 'write'>;
  readonly trusted: Pick<TrustedAuthorities, 'ensure'>;
  /** DNS names and IP addresses by which the API server reaches the webhook. */
  readonly hosts: readonly string[];
  /** Whether this process may write: one of all replicas. */
  readonly leads: () => boolean;
  readonly clock: Clock;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Milliseconds between two looks. @default 10000 */
  readonly interval?: number;
  /** Milliseconds after which an authority that is published is known to every API server. @default 30000 */
  readonly settling?: number;
  readonly log?: Log;
  readonly observer?: { read(): void; failed(): void };
}

/** Milliseconds between two looks as long as there is nothing to serve. */
const IMPATIENCE = 500;

/**
 * The certificate of a webhook without cert-manager: the leader makes and renews it in a Secret and publishes its
 * authority in the webhook configuration, and every replica serves what is in the Secret. A look that fails leaves the
 * last good pair in use.
 */
export class SelfSignedCertificates extends RenewedCertificates {
  private known: WebhookCertificates | undefined;
  private trust: { readonly authorities: readonly string[]; readonly since: number } | undefined;

  private constructor(private readonly options: SelfSignedOptions) {
    super(options.clock);
  }

  /** Begins to look. @param opened is called once, when there is something to serve */
  static start(
    options: SelfSignedOptions,
    opened: (certificates: SelfSignedCertificates) => void,
  ): SelfSignedCertificates {
    const certificates = new SelfSignedCertificates(options);
    const stop = certificates.onChange(() => {
      stop();
      opened(certificates);
    });
    void certificates.look();
    return certificates;
  }

  private async look(): Promise<void> {
    const { interval = 10_000, log = silentLog, observer } = this.options;
    try {
      const stored = await this.options.secret.read();
      this.known = (this.options.leads() ? await this.keep(stored) : stored) ?? this.known;
      this.renew(this.known?.serving);
    } catch (error) {
      observer?.failed();
      log.error('the certificate of the webhook could not be looked after; the last one stays', error);
    }
    this.later(this.isServing ? interval : Math.min(interval, IMPATIENCE), () => this.look());
  }

  /** @returns what is to be served now. */
  private async keep(stored: WebhookCertificates | undefined): Promise<WebhookCertificates> {
    const { secret, hosts, now, log = silentLog } = this.options;
    // whoever brings certificates of his own does not pay for loading this
    const { makeCertificate: make } = require('./make-certificate') as typeof import('./make-certificate');
    const isTrusted = (authorities: readonly string[]) => this.isTrusted(authorities);
    // a Secret that someone deletes comes back as it was: other replicas still serve what was in it
    const wanted = planCertificates(stored ?? this.known, { hosts, now: now(), isTrusted, make });
    if (wanted !== stored) {
      await secret.write(wanted);
      log.info('renews the certificate of the webhook', { step: wanted.next ? 'announced' : 'served' });
    }
    await this.publish(wanted.authorities);
    return wanted;
  }

  private async publish(authorities: readonly string[]): Promise<void> {
    const { trusted, clock, log = silentLog } = this.options;
    try {
      const wasThere = await trusted.ensure(authorities);
      const isSame = wasThere && this.trust !== undefined && isSameJson(this.trust.authorities, authorities);
      if (!isSame) this.trust = { authorities, since: clock.now() };
    } catch (error) {
      this.trust = undefined;
      log.error('the authority of the webhook could not be published', error);
    }
  }

  private isTrusted(authorities: readonly string[]): boolean {
    const { clock, settling = 30_000 } = this.options;
    if (this.trust === undefined || !isSameJson(this.trust.authorities, authorities)) return false;
    return clock.now() - this.trust.since >= settling;
  }

  private renew(pair: KeyPair | undefined): void {
    if (pair === undefined || this.isKnown(pair)) return;
    this.options.observer?.read();
    this.serve(pair);
  }
}
