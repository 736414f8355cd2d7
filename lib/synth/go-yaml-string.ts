import { resolvePlain } from '../manifest/go-scalar';

/** What Go's YAML library refuses, drops, or takes for the end of a line. @see https://yaml.org/spec/1.1/#id868524 */
const ODD_CHARACTER = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/;

/** A text of which the first line that is not empty begins with a tab, or is nothing but spaces: Go takes it for indentation. */
const ODD_START = /^\n*(?: *\t| +(?:\n|$))/;

/**
 * Whether Go's YAML library reads something else than the string: `0o644`, `0X1F` or `1e5_0` as a number, an end of line that is
 * none in YAML 1.2, a text that begins with a tab.
 *
 * @param text that is written for it.
 */
export function isMisreadByGo(value: string, text: string): boolean {
  if (ODD_CHARACTER.test(value)) return true;
  if (text.includes('\n')) return ODD_START.test(value);
  return text === value && resolvePlain(value).kind !== 'string';
}

/** The string in quotes, as JSON and YAML both read it. */
export function quotedForGo(value: string): string {
  return escaped(JSON.stringify(value));
}

/** A document as JSON, which is YAML too. */
export function jsonForGo(document: unknown): string {
  return `${escaped(JSON.stringify(document, null, 2))}\n`;
}

function escaped(json: string): string {
  return json.replaceAll(
    new RegExp(ODD_CHARACTER, 'g'),
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
