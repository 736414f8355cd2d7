import fc from 'fast-check';
import { EventRecorder } from '../../../../operator/src/engine/control/event-recorder';
import { silentLog } from '../../../../operator/src/engine/log';
import { toy } from '../reconcile/toy-kind';
import { ApplyServer } from './apply-server';

describe('a note', () => {
  /** What the server is told. */
  async function told(note: string): Promise<string> {
    const server = new ApplyServer('Toy', 'toy');
    let sent = '';
    server.fault = ({ body }) => {
      sent = (body as { note: string }).note;
    };
    const recorder = new EventRecorder(server, 'toys', 'test', silentLog);
    await recorder.record(toy({ parts: [] }), { type: 'Normal', reason: 'Told', action: 'Reconcile', note });
    return sent;
  }

  it('is told whole where the API takes it', async () => {
    const note = 'é'.repeat(512);
    expect(await told(note)).toBe(note);
  });

  it('is cut to the kilobyte that the API takes, between two characters', async () => {
    const note = fc.string({ unit: 'grapheme', minLength: 300, maxLength: 2000 });
    await fc.assert(
      fc.asyncProperty(note, async (text) => {
        const sent = await told(text);
        expect(text.startsWith(sent)).toBe(true);
        expect(Buffer.from(sent).toString()).toBe(sent); // no half of a character
        const size = Buffer.byteLength(sent);
        expect(size).toBeLessThanOrEqual(1024);
        if (sent !== text) expect(size).toBeGreaterThan(1020);
      }),
      { numRuns: 50 },
    );
  });
});
