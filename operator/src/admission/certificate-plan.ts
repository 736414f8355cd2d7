import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { KeyPair } from '../process/renewed-certificates';
import type { CertificateRequest, MadeCertificate } from './make-certificate';

/** The certificates of a webhook that makes them itself. */
export interface WebhookCertificates {
  /** What is served. */
  readonly serving: KeyPair;
  /** What the API server has to trust: the authorities of all that is, was or will soon be served. PEM, newest first. */
  readonly authorities: readonly string[];
  /** What is served as soon as the API server trusts it. */
  readonly next?: KeyPair;
}

export interface CertificatePlanOptions {
  readonly hosts: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Whether the API server has trusted these authorities long enough for all of its replicas to know. */
  isTrusted(authorities: readonly string[]): boolean;
  make(request: CertificateRequest): MadeCertificate;
}

const DAY = 24 * 3_600_000;
export const LIFETIME = 90 * DAY;
/** Clocks of others may be behind. */
const BACKDATED = 3_600_000;

/**
 * What the certificates shall be now; the same object where they may stay.
 *
 * After two thirds of its lifetime a certificate gets a successor. First its authority is published beside the old one;
 * only when that is trusted everywhere is it served; the old authority stays until it expires. So at no time is
 * anything served that the API server does not trust, nor trusted by nobody while another replica still serves it.
 */
export function planCertificates(
  stored: WebhookCertificates | undefined,
  { hosts, now, isTrusted, make }: CertificatePlanOptions,
): WebhookCertificates {
  const fresh = () =>
    make({ hosts, notBefore: new Date(now - BACKDATED), notAfter: new Date(now + LIFETIME) });
  const trusted = stored?.authorities.filter((authority) => !isOver(authority, now)) ?? [];
  if (stored === undefined || !isUsable(stored.serving, hosts, now)) {
    const { cert, key, authority } = fresh();
    return { serving: { cert, key }, authorities: [authority, ...trusted] };
  }
  const { serving, next } = stored;
  if (next !== undefined && isUsable(next, hosts, now)) {
    return isTrusted(stored.authorities) ? { serving: next, authorities: trusted } : stored;
  }
  if (!isDue(serving.cert, now)) return stored;
  const { cert, key, authority } = fresh();
  return { serving, next: { cert, key }, authorities: [authority, ...trusted] };
}

function isUsable({ cert, key }: KeyPair, hosts: readonly string[], now: number): boolean {
  try {
    const certificate = new X509Certificate(cert);
    const names = hosts.every((host) => certificate.checkHost(host) ?? certificate.checkIP(host));
    return names && !isOver(cert, now) && certificate.checkPrivateKey(createPrivateKey(key));
  } catch {
    return false;
  }
}

function isDue(cert: string, now: number): boolean {
  const { from, to } = validityOf(cert);
  return now >= from + ((to - from) * 2) / 3;
}

function isOver(cert: string, now: number): boolean {
  return now >= validityOf(cert).to;
}

function validityOf(cert: string): { readonly from: number; readonly to: number } {
  const { validFrom, validTo } = new X509Certificate(cert);
  return { from: Date.parse(validFrom), to: Date.parse(validTo) };
}
