import { isUtf8 } from 'node:buffer';

/**
 * A part of a text, counted in bytes as Go does.
 *
 * @throws Error where it is outside of the text, or cuts a character in two.
 */
export function byteSlice(text: string, start: number, end?: number): string {
  const bytes = Buffer.from(text);
  const to = end ?? bytes.length;
  if (start < 0 || to > bytes.length || start > to) {
    throw new Error(`the text has ${bytes.length} bytes, not ${start} to ${to}`);
  }
  const part = bytes.subarray(start, to);
  if (!isUtf8(part)) throw new Error(`${JSON.stringify(text)} is cut within a character`);
  return part.toString('utf8');
}
