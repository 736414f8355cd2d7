import { Pulse } from '../../../../operator/src/engine/kubernetes/pulse';
import { silentLog } from '../../../../operator/src/engine/log';
import { FakeClock } from '../../fake-clock';

describe('the pulse', () => {
  it('beats at once and each ten seconds, never twice at a time, until it is stopped', async () => {
    const clock = new FakeClock();
    const beats: number[] = [];
    const transport = {
      // the second one is silent
      checkConnections: () =>
        new Promise<boolean>((resolve) => {
          beats.push(clock.now());
          clock.after(beats.length === 2 ? 10_000 : 0, () => resolve(beats.length !== 2));
        }),
    };
    const lines: string[] = [];
    const log = { ...silentLog, info: (line: string) => lines.push(line) };
    const pulse = new Pulse({ transport, clock, log });
    pulse.start();
    await clock.advance(35_000);
    expect(beats).toEqual([0, 10_000, 30_000]);
    expect(lines).toEqual(['the API server is silent; opens all connections anew']);
    pulse.stop();
    await clock.advance(60_000);
    expect(beats).toHaveLength(3);
  });
});
