import fc from 'fast-check';
import { readJsonLines } from '../../../../operator/src/engine/kubernetes/read-json-lines';
import { ConnectionError } from '../../../../operator/src/engine/kubernetes/transport';
import { anyCharacter } from '../../../any-character';

async function* chunks(bytes: Uint8Array, cuts: readonly number[] = []): AsyncGenerator<Uint8Array> {
  let start = 0;
  for (const cut of [...cuts, bytes.length].sort((a, b) => a - b)) {
    yield bytes.subarray(start, cut);
    start = cut;
  }
}

async function read(text: string, cutAt: (length: number) => readonly number[] = () => []) {
  const bytes = Buffer.from(text);
  const documents: unknown[] = [];
  for await (const document of readJsonLines(chunks(bytes, cutAt(bytes.length)))) documents.push(document);
  return documents;
}

it('gives the same documents wherever the bytes are cut', async () => {
  const texts = fc.string({ unit: anyCharacter, maxLength: 8 });
  const documents = fc.array(fc.dictionary(texts, texts, { maxKeys: 3 }), { maxLength: 6 });
  const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }));
  await fc.assert(
    fc.asyncProperty(documents, places, async (wanted, shares) => {
      const text = wanted.map((document) => `${JSON.stringify(document)}\n`).join('');
      const cutAt = (length: number) => shares.map((share) => Math.floor(share * length));
      expect(await read(text, cutAt)).toEqual(wanted);
    }),
  );
});

it('leaves out empty lines', async () => {
  expect(await read('\n{"a":1}\n\r\n{"b":2}\n\n')).toEqual([{ a: 1 }, { b: 2 }]);
});

it.each(['{"a":1}\n{"b":', '{"a":1}\n{"b":2}', '12'])(
  'refuses a last line that does not end: %j',
  async (text) => {
    await expect(read(text)).rejects.toThrow(ConnectionError);
    await expect(read(text)).rejects.toThrow('stream was cut off after "');
  },
);

it('refuses a line that is not JSON, after the documents before it', async () => {
  const seen: unknown[] = [];
  const reading = async () => {
    for await (const document of readJsonLines(chunks(Buffer.from('{"a":1}\n<html>\n{"b":2}\n'))))
      seen.push(document);
  };
  await expect(reading()).rejects.toThrow('stream has a line that is not JSON: "<html>"');
  expect(seen).toEqual([{ a: 1 }]);
});
