import type { Clock } from '../engine/clock';
import { isSameJson } from '../engine/kubernetes/json';
import { type Log, silentLog } from '../engine/log';
import type { KeyPair } from '../process/certificate-files';
import type { ServedCertificates } from '../process/http-server';
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
export class SelfSignedCertificates implements ServedCertificates {
  private readonly listeners = new Set<(pair: KeyPair) => void>();
  private pair: KeyPair | undefined;
  private known: WebhookCertificates | undefined;
  private trust: { readonly authorities: readonly string[]; readonly since: number } | undefined;
  private stopTimer: () => void = () => undefined;
  private closed = false;

  private constructor(private readonly options: SelfSignedOptions) {}

  /** Begins to look. @param opened is called once, when there is something to serve */
  static start(
    options: SelfSignedOptions,
    opened: (certificates: SelfSignedCertificates) => void,
  ): SelfSignedCertificates {
    const certificates = new SelfSignedCertificates(options);
    const first = () => {
      certificates.listeners.delete(first);
      opened(certificates);
    };
    certificates.listeners.add(first);
    void certificates.look();
    return certificates;
  }

  get current(): KeyPair {
    if (this.pair === undefined) throw new Error('there is no certificate to serve yet');
    return this.pair;
  }

  onChange(call: (pair: KeyPair) => void): void {
    this.listeners.add(call);
  }

  close(): void {
    this.closed = true;
    this.stopTimer();
  }

  private async look(): Promise<void> {
    const { clock, interval = 10_000, log = silentLog, observer } = this.options;
    try {
      const stored = await this.options.secret.read();
      this.known = (this.options.leads() ? await this.keep(stored) : stored) ?? this.known;
      this.serve(this.known);
    } catch (error) {
      observer?.failed();
      log.error('the certificate of the webhook could not be looked after; the last one stays', error);
    }
    if (this.closed) return;
    const delay = this.pair === undefined ? Math.min(interval, IMPATIENCE) : interval;
    this.stopTimer = clock.after(delay, () => void this.look());
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

  private serve(certificates: WebhookCertificates | undefined): void {
    const pair = certificates?.serving;
    if (pair === undefined || isSameJson(pair, this.pair) || this.closed) return;
    this.pair = pair;
    this.options.observer?.read();
    for (const call of this.listeners) call(pair);
  }
}
