import fc from 'fast-check';
import type { KubeObject } from '../../../../operator/src/engine/kubernetes/kube-object';
import type { ManagedKind } from '../../../../operator/src/engine/managed-kind';
import { type Claim, type Claimant, lostClaims } from '../../../../operator/src/engine/reconcile/claims';
import type { Observed } from '../../../../operator/src/engine/reconcile/observed';
import { PlayedCluster } from './played-cluster';
import { toy, toys } from './toy-kind';

/** Toys of which each wants a bed for itself; a route serves only who has one. */
const sleepers: ManagedKind = {
  ...toys,
  children: toys.children.map((child) => ({ ...child, needsClaims: child.kind === 'HTTPRoute' })),
  claims: ({ status }) => [bed((status as { readonly bed?: boolean } | undefined)?.bed === true)],
  describe: (_, __, lost) => ({ bed: lost.length === 0 }),
};

function bed(isHeld: boolean): Claim {
  return { id: 'bed/1', title: 'bed 1', field: 'spec.bed', reason: 'BedTaken', isHeld };
}

function rival(created: string, isHeld = false): Claimant {
  return { uid: 'uid-of-doll', key: 'nursery/doll', created, claims: [bed(isHeld)] };
}

const PARTS = [
  { name: 'server', kind: 'Deployment' },
  { name: 'route', kind: 'HTTPRoute', waitsFor: [0] },
  { name: 'late', waitsFor: [1, 0] },
] as const;

function play(...rivals: readonly Claimant[]): PlayedCluster {
  const parent = toy({ parts: PARTS });
  const metadata = { ...parent.metadata, creationTimestamp: '2030-01-02T00:00:00Z' };
  const cluster = new PlayedCluster(sleepers, { ...parent, metadata });
  cluster.rivals.push(...rivals);
  return cluster;
}

function settle(cluster: PlayedCluster): void {
  cluster.act();
  cluster.finishRollout('server');
  cluster.act();
}

describe('a parent that claims what an older one claims', () => {
  it('becomes everything but what needs the claim, and says who has it', () => {
    const cluster = play(rival('2030-01-01T00:00:00Z'));
    settle(cluster);
    expect(cluster.names).toEqual(['late', 'server']);
    const fault = {
      reason: 'BedTaken',
      message: expect.stringContaining('the bed 1 is that of Toy nursery/doll. Fix:'),
    };
    expect(cluster.condition('Conflict')).toMatchObject({ status: 'True', ...fault });
    expect(cluster.condition('Ready')).toMatchObject({ status: 'False', ...fault });
    expect(cluster.condition('Applied')).toMatchObject({ status: 'True' });
    expect(cluster.phase).toBe('Degraded');
  });

  it('does not write again as long as nothing changes', () => {
    const cluster = play(rival('2030-01-01T00:00:00Z'));
    settle(cluster);
    expect(cluster.act()).toMatchObject({ due: [], prune: [], isChanged: false });
  });

  it('gets it when the other one is gone', () => {
    const cluster = play(rival('2030-01-01T00:00:00Z'));
    settle(cluster);
    cluster.rivals.length = 0;
    settle(cluster);
    expect(cluster.names).toEqual(['late', 'route', 'server']);
    expect(cluster.condition('Conflict')).toBeUndefined();
    expect(cluster.phase).toBe('Ready');
  });

  it('keeps it where it had it before', () => {
    const cluster = play();
    settle(cluster);
    cluster.rivals.push(rival('2030-01-01T00:00:00Z'));
    settle(cluster);
    expect(cluster.names).toContain('route');
    expect(cluster.phase).toBe('Ready');
  });

  it('removes what needs it where both had it', () => {
    const cluster = play();
    settle(cluster);
    cluster.rivals.push(rival('2030-01-01T00:00:00Z', true));
    settle(cluster);
    expect(cluster.names).not.toContain('route');
  });
});

it('an older parent gets what a younger one claims too', () => {
  const cluster = play(rival('2030-01-03T00:00:00Z'));
  settle(cluster);
  expect(cluster.phase).toBe('Ready');
});

it('of any number of parents exactly one has a claim', () => {
  const claimant = fc.record({ day: fc.integer({ min: 1, max: 3 }), isHeld: fc.boolean() });
  fc.assert(
    fc.property(fc.array(claimant, { minLength: 1, maxLength: 6 }), (all) => {
      const claimants = all.map(
        ({ day, isHeld }, index): Claimant => ({
          ...{ uid: `uid-${index}`, key: `nursery/toy-${index}` },
          ...{ created: `2030-01-0${day}T00:00:00Z`, claims: [bed(isHeld)] },
        }),
      );
      const observed = { claimants: () => claimants } as unknown as Observed;
      const winners = claimants.filter(({ uid, key, created, claims }) => {
        const [namespace, name = ''] = key.split('/');
        const parent: KubeObject = {
          ...toy({ parts: [] }),
          metadata: { name, namespace, uid, creationTimestamp: created },
          status: { bed: claims[0]?.isHeld },
        };
        return lostClaims(sleepers, parent, observed).length === 0;
      });
      expect(winners).toHaveLength(1);
      const isHeldByAny = all.some(({ isHeld }) => isHeld);
      expect(winners[0]?.claims[0]?.isHeld).toBe(isHeldByAny);
    }),
  );
});
