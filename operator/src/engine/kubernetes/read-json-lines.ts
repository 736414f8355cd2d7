import { ConnectionError } from './transport';

const NEWLINE = 0x0a;

/**
 * The documents of a stream that has one on each line, wherever its chunks begin and end.
 *
 * @throws ConnectionError where a line is not JSON, or the last one does not end.
 */
export async function* readJsonLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<unknown> {
  let begun: Uint8Array[] = [];
  for await (const chunk of chunks) {
    let start = 0;
    // no byte of a longer character is a newline, so lines can be cut before they are decoded
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      begun.push(chunk.subarray(start, end));
      start = end + 1;
      const line = Buffer.concat(begun).toString();
      begun = [];
      if (line.trim() !== '') yield parse(line);
    }
    if (start < chunk.length) begun.push(chunk.subarray(start));
  }
  const rest = Buffer.concat(begun).toString();
  if (rest.trim() !== '') throw new ConnectionError(`stream was cut off after ${shortened(rest)}`);
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new ConnectionError(`stream has a line that is not JSON: ${shortened(line)}`, { cause });
  }
}

function shortened(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
