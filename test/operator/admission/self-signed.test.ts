import type { WebhookCertificates } from '../../../operator/src/admission/certificate-plan';
import { SelfSignedCertificates, type SelfSignedOptions } from '../../../operator/src/admission/self-signed';
import { FakeClock, settle } from '../fake-clock';

const DAY = 24 * 3_600_000;
const START = Date.parse('2030-01-01T00:00:00Z');

/** The Secret and the webhook configuration that all replicas share, and their time. */
class Installation {
  readonly clock = new FakeClock();
  stored: WebhookCertificates | undefined;
  trusted: readonly string[] = [];
  writes = 0;
  /** Milliseconds that pass without anyone looking. */
  slept = 0;
  faults: string[] = [];

  /** What a replica serves, one after the other. */
  replica(leads: () => boolean): {
    readonly served: string[];
    readonly certificates: SelfSignedCertificates;
  } {
    const served: string[] = [];
    const options: SelfSignedOptions = {
      secret: {
        read: () => this.answer(this.stored),
        write: (certificates) => {
          this.stored = certificates;
          this.writes++;
          return this.answer(undefined);
        },
      },
      trusted: {
        ensure: (authorities) => {
          const wasThere = this.trusted.join() === authorities.join();
          this.trusted = authorities;
          return this.answer(wasThere);
        },
      },
      ...{
        hosts: ['webhook.operators.svc'],
        leads,
        clock: this.clock,
        now: () => START + this.slept + this.clock.now(),
      },
    };
    const certificates = SelfSignedCertificates.start(options, ({ current }) => served.push(current.cert));
    certificates.onChange(({ cert }) => {
      if (served.at(-1) !== cert) served.push(cert);
    });
    return { served, certificates };
  }

  private answer<T>(value: T): Promise<T> {
    const fault = this.faults.shift();
    return fault === undefined ? Promise.resolve(value) : Promise.reject(new Error(fault));
  }
}

describe('SelfSignedCertificates', () => {
  it('waits for the leader to make the first one, which all replicas serve', async () => {
    const installation = new Installation();
    let leads = false;
    const [one, other] = [installation.replica(() => leads), installation.replica(() => false)];
    await installation.clock.advance(60_000);
    expect([one.served, other.served, installation.writes]).toEqual([[], [], 0]);
    leads = true;
    await installation.clock.advance(11_000);
    expect(one.served).toHaveLength(1);
    expect(other.served).toEqual(one.served);
    expect(installation.writes).toBe(1);
  });

  it('serves a successor only some time after its authority was published', async () => {
    const installation = new Installation();
    const { served } = installation.replica(() => true);
    await installation.clock.advance(1_000);
    installation.slept = 61 * DAY;
    await installation.clock.advance(20_000);
    expect([served.length, installation.trusted.length]).toEqual([1, 2]);
    await installation.clock.advance(60_000);
    expect(served).toHaveLength(2);
    expect(installation.trusted).toHaveLength(2);
    expect(installation.writes).toBe(3);
  });

  it('serves on where the server does not answer, and goes on later', async () => {
    const installation = new Installation();
    const { served, certificates } = installation.replica(() => true);
    await installation.clock.advance(1_000);
    const [first] = served;
    installation.faults = ['away', 'away'];
    await installation.clock.advance(20_000);
    expect(certificates.current.cert).toBe(first);
    installation.stored = undefined;
    await installation.clock.advance(20_000);
    expect(certificates.current.cert).toBe(first);
    expect(installation.stored).toMatchObject({ serving: { cert: first } });
  });

  it('looks no more when it is closed', async () => {
    const installation = new Installation();
    const { certificates } = installation.replica(() => true);
    await settle();
    certificates.close();
    await installation.clock.advance(60_000);
    expect(installation.clock.pending).toBe(0);
  });
});
