import { NO_PROGRESS, terminalProgress } from '../../lib/synth/progress';

function watched(isTTY = true, isCI = false) {
  const written: string[] = [];
  const clock = { now: 0 };
  const progress = terminalProgress({ isTTY, write: (text) => written.push(text) }, isCI, () => clock.now);
  return { written, clock, progress };
}

it('is silent for a second, then overwrites one line ten times a second, and leaves none behind', () => {
  const { written, clock, progress } = watched();
  for (let done = 1; done <= 150; done++) {
    clock.now = done * 10;
    progress.report('charts rendered', done, 150);
  }
  expect(written).toHaveLength(6);
  expect(written[0]).toBe('\r\x1b[K100 of 150 charts rendered');
  progress.end();
  expect(written.at(-1)).toBe('\r\x1b[K');
});

it('writes nothing at all in a short run', () => {
  const { written, clock, progress } = watched();
  clock.now = 999;
  progress.report('files written', 1, 2);
  progress.end();
  expect(written).toEqual([]);
});

it.each([
  ['a pipe', false, false],
  ['CI', true, true],
])('is silent in %s', (_, isTTY, isCI) => {
  const { written, clock, progress } = watched(isTTY, isCI);
  clock.now = 5000;
  progress.report('files written', 1, 2);
  progress.end();
  expect(progress).toBe(NO_PROGRESS);
  expect(written).toEqual([]);
});
