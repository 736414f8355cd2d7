import { RateLimiter } from '../../../../operator/src/engine/queue/rate-limiter';

describe('RateLimiter', () => {
  it('doubles from 5 ms to 1000 s, for each key by itself', () => {
    const limiter = new RateLimiter();
    const waits = Array.from({ length: 20 }, () => limiter.next('a'));
    expect(waits.slice(0, 4)).toEqual([5, 10, 20, 40]);
    expect(waits[17]).toBe(655_360);
    expect(waits.slice(18)).toEqual([1_000_000, 1_000_000]);
    expect(limiter.next('b')).toBe(5);
  });

  it('begins anew once a key is forgotten', () => {
    const limiter = new RateLimiter({ base: 1 });
    limiter.next('a');
    limiter.next('a');
    expect(limiter.failuresOf('a')).toBe(2);
    limiter.forget('a');
    expect(limiter.failuresOf('a')).toBe(0);
    expect(limiter.next('a')).toBe(1);
  });

  it('stays at its longest wait after thousands of failures', () => {
    const limiter = new RateLimiter({ longest: 60 });
    for (let failure = 0; failure < 5000; failure++) limiter.next('a');
    expect(limiter.next('a')).toBe(60);
  });
});
