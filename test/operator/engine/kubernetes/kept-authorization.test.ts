import { keptAuthorization } from '../../../../operator/src/engine/kubernetes/kept-authorization';

function fixture() {
  const asked: boolean[] = [];
  const clock = { now: 0 };
  const authorize = keptAuthorization(
    async (renew) => {
      asked.push(renew);
      return `Bearer ${asked.length}`;
    },
    () => clock.now,
  );
  return { asked, clock, authorize };
}

it('asks once for all who wait, and keeps the answer for twenty seconds', async () => {
  const { asked, clock, authorize } = fixture();
  expect(await Promise.all([authorize(), authorize(), authorize()])).toEqual([
    'Bearer 1',
    'Bearer 1',
    'Bearer 1',
  ]);
  clock.now = 19_999;
  expect(await authorize()).toBe('Bearer 1');
  clock.now = 20_000;
  expect(await authorize()).toBe('Bearer 2');
  expect(asked).toEqual([false, false]);
});

it('finds another where the one that it keeps is refused, once for all who were', async () => {
  const { asked, authorize } = fixture();
  await authorize();
  expect(await Promise.all([authorize('Bearer 1'), authorize('Bearer 1')])).toEqual(['Bearer 2', 'Bearer 2']);
  expect(await authorize('Bearer 1')).toBe('Bearer 2'); // refused long ago
  expect(asked).toEqual([false, true]);
});

it('asks again after a failure', async () => {
  let calls = 0;
  const authorize = keptAuthorization(async () => {
    if (++calls === 1) throw new Error('plugin failed');
    return 'Bearer x';
  });
  await expect(authorize()).rejects.toThrow('plugin failed');
  expect(await authorize()).toBe('Bearer x');
});
