import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import {
  LIFETIME,
  planCertificates,
  type WebhookCertificates,
} from '../../../operator/src/admission/certificate-plan';
import { makeCertificate } from '../../../operator/src/admission/make-certificate';

const HOSTS = ['webhook.operators.svc'];
const START = Date.parse('2030-01-01T00:00:00Z');
const DAY = 24 * 3_600_000;

function plan(
  stored: WebhookCertificates | undefined,
  now: number,
  { trusted = true, hosts = HOSTS }: { trusted?: boolean; hosts?: readonly string[] } = {},
): WebhookCertificates {
  return planCertificates(stored, { hosts, now, isTrusted: () => trusted, make: makeCertificate });
}

function isTrustedBy(authorities: readonly string[], cert: string): boolean {
  const certificate = new X509Certificate(cert);
  return authorities.some((authority) => certificate.verify(new X509Certificate(authority).publicKey));
}

describe('planCertificates', () => {
  const first = plan(undefined, START);
  const due = START + (LIFETIME * 2) / 3;

  it('makes the first certificate, which its authority vouches for', () => {
    expect(isTrustedBy(first.authorities, first.serving.cert)).toBe(true);
    expect(first.authorities).toHaveLength(1);
    expect(first.next).toBeUndefined();
  });

  it('leaves it alone for two thirds of its lifetime', () => {
    expect(plan(first, due - DAY)).toBe(first);
  });

  it('then announces a successor, and serves the old one on', () => {
    const announced = plan(first, due);
    expect(announced.serving).toEqual(first.serving);
    expect(announced.authorities).toHaveLength(2);
    expect(isTrustedBy(announced.authorities, announced.next?.cert ?? '')).toBe(true);
    expect(isTrustedBy(announced.authorities, announced.serving.cert)).toBe(true);
  });

  it('serves the successor only when it is trusted, and keeps trusting the old one', () => {
    const announced = plan(first, due);
    expect(plan(announced, due + DAY, { trusted: false })).toBe(announced);
    const renewed = plan(announced, due + DAY);
    expect(renewed).toMatchObject({ serving: announced.next, authorities: announced.authorities });
    expect(renewed.next).toBeUndefined();
  });

  it('forgets an authority when it has expired', () => {
    const renewed = plan(plan(first, due), due + DAY);
    const again = plan(renewed, due + (LIFETIME * 2) / 3 + DAY);
    expect(again.authorities).toHaveLength(2);
    expect(again.authorities).not.toContain(first.authorities[0]);
  });

  it.each([
    ['a certificate that has expired', first, START + LIFETIME, HOSTS],
    ['a certificate for another host', first, START, ['other.operators.svc']],
    ['a key of another certificate', mixed(first), START, HOSTS],
    ['what is no certificate', { ...first, serving: { cert: 'none', key: 'none' } }, START, HOSTS],
  ] as const)('replaces at once %s', (_, stored, now, hosts) => {
    const { serving, authorities } = plan(stored, now, { hosts });
    expect(serving.cert).not.toBe(stored.serving.cert);
    expect(new X509Certificate(serving.cert).checkHost(hosts[0])).toBeDefined();
    expect(isTrustedBy(authorities, serving.cert)).toBe(true);
  });

  it('never has a replica serve what is not trusted, whenever leader, replicas and API server look', () => {
    const step = fc.record({
      days: fc.integer({ min: 0, max: 20 }),
      who: fc.constantFrom('leader' as const, 'replica' as const, 'server' as const),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const world = new World(first);
        for (const { days, who } of steps) {
          world.wait(days);
          world[who]();
          expect(world.isWell).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});

/** The parties of a rotation, none of which knows when the others look. */
class World {
  private now = START;
  private trusted: readonly string[];
  private served: string;

  constructor(private stored: WebhookCertificates) {
    this.trusted = stored.authorities;
    this.served = stored.serving.cert;
  }

  /** Never so long that something expires: the leader looks many times in a lifetime. */
  wait(days: number): void {
    const end = Math.min(...[this.stored.serving.cert, this.served].map(endOf)) - DAY;
    this.now = Math.max(this.now, Math.min(this.now + days * DAY, end));
  }

  leader(): void {
    const isTrusted = (all: readonly string[]) => all.every((one) => this.trusted.includes(one));
    const { now } = this;
    this.stored = planCertificates(this.stored, { hosts: HOSTS, now, isTrusted, make: makeCertificate });
  }

  replica(): void {
    this.served = this.stored.serving.cert;
  }

  server(): void {
    this.trusted = this.stored.authorities;
  }

  get isWell(): boolean {
    return isTrustedBy(this.trusted, this.served) && endOf(this.served) > this.now;
  }
}

function endOf(cert: string): number {
  return Date.parse(new X509Certificate(cert).validTo);
}

function mixed(certificates: WebhookCertificates): WebhookCertificates {
  const { key } = plan(undefined, START).serving;
  return { ...certificates, serving: { ...certificates.serving, key } };
}
