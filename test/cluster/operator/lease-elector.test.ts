import { monotonicClock } from '../../../operator/src/engine/clock';
import type { Lease } from '../../../operator/src/engine/lease/lease';
import { LeaseElector } from '../../../operator/src/engine/lease/lease-elector';
import { accepted } from '../harness/api-object';
import { cluster } from '../harness/cluster';
import type { RestrictedNamespace } from '../harness/restricted-namespace';
import { waitFor } from '../harness/wait-for';
import { harnessTransport } from './harness/harness-transport';

describe('LeaseElector before a real API server', () => {
  const { api } = cluster();
  let namespace: RestrictedNamespace;
  const electors: LeaseElector[] = [];

  beforeAll(async () => {
    namespace = await cluster().namespace('lease');
  });
  afterAll(async () => {
    await Promise.all(electors.map((elector) => elector.release()));
    await namespace.delete();
  });

  it('is elected, renews, hands over by release, and follows a leader that is gone', async () => {
    const lease = async () =>
      accepted(
        await api.get({
          apiVersion: 'coordination.k8s.io/v1',
          kind: 'Lease',
          metadata: { name: 'operator', namespace: namespace.name },
        }),
      ) as unknown as Lease;
    // the third process ends without a word: nothing of it reaches the server any more
    let thirdIsGone = false;
    const elector = (identity: string) => {
      const transport = harnessTransport(api);
      const made = new LeaseElector({
        transport: {
          ...transport,
          send: (request) =>
            thirdIsGone && identity === 'third' ? Promise.reject(new Error('gone')) : transport.send(request),
        },
        clock: monotonicClock,
        namespace: namespace.name,
        name: 'operator',
        identity,
        onLost: () => undefined,
        leaseDuration: 4000,
        renewDeadline: 3000,
        retryPeriod: 500,
      });
      electors.push(made);
      return made;
    };
    const first = elector('first');
    expect(await first.acquire()).toBe(true);
    const created = await lease();
    const renewed = await waitFor('the lease is renewed', async () => {
      const now = await lease();
      return now.spec?.renewTime !== created.spec?.renewTime ? now : undefined;
    });
    expect(renewed.spec).toMatchObject({
      holderIdentity: 'first',
      leaseDurationSeconds: 4,
      leaseTransitions: 0,
    });

    const third = elector('third');
    const followed = third.acquire();
    expect(third.isLeading()).toBe(false);
    await first.release();
    expect(await followed).toBe(true);
    expect((await lease()).spec).toMatchObject({ holderIdentity: 'third', leaseTransitions: 1 });

    const fourth = elector('fourth');
    thirdIsGone = true;
    expect(await fourth.acquire()).toBe(true);
    expect(third.isLeading()).toBe(false);
    expect((await lease()).spec).toMatchObject({ holderIdentity: 'fourth', leaseTransitions: 2 });
  });
});
