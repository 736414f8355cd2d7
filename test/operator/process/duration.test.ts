import { parseDuration } from '../../../operator/src/process/duration';

describe('parseDuration', () => {
  it.each<[string, number | undefined]>([
    ['30s', 30_000],
    ['1h30m', 5_400_000],
    ['1.5h', 5_400_000],
    ['.5s', 500],
    ['300ms', 300],
    ['250us', 0.25],
    ['0', 0],
    ['+2m', 120_000],
    ['-1s', -1000],
    ['', undefined],
    ['30', undefined],
    ['1 s', undefined],
    ['1d', undefined],
    ['s', undefined],
    ['1s2', undefined],
    ['--1s', undefined],
  ])('reads %j as Go does', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });
});
