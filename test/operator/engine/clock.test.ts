import { monotonicClock, steadyNow } from '../../../operator/src/engine/clock';

describe('steadyNow', () => {
  it('is the time of day, and goes on where the time of day jumps', () => {
    const begin = steadyNow();
    expect(Math.abs(begin - Date.now())).toBeLessThan(60_000);
    const jump = jest.spyOn(Date, 'now').mockReturnValue(0);
    expect(steadyNow()).toBeGreaterThanOrEqual(begin);
    jump.mockRestore();
  });
});

describe('monotonicClock', () => {
  it('never calls before the time has passed by its own count', async () => {
    for (const milliseconds of [0, 0.4, 1, 2.7, 5]) {
      const begin = monotonicClock.now();
      await new Promise<void>((resolve) => monotonicClock.after(milliseconds, resolve));
      expect(monotonicClock.now() - begin).toBeGreaterThanOrEqual(milliseconds);
    }
  });

  it('does not call what was called off, however far away', async () => {
    let called = false;
    const stops = [1, 2 ** 40].map((milliseconds) =>
      monotonicClock.after(milliseconds, () => {
        called = true;
      }),
    );
    stops[0]?.();
    await new Promise<void>((resolve) => monotonicClock.after(5, resolve));
    stops[1]?.();
    expect(called).toBe(false);
  });
});
