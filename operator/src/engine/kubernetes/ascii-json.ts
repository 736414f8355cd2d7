const LONE_SURROGATE = /(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g;

/**
 * JSON that is YAML as well. The server reads the body of a server-side apply as YAML, which forbids some characters
 * that JSON takes as they are. Pairs of surrogates stay characters, as its YAML knows no such escapes; half a pair
 * becomes U+FFFD, which is what the server makes of it in JSON.
 *
 * @see https://yaml.org/spec/1.2.2/#51-character-set
 */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll(LONE_SURROGATE, '$1\\ufffd')
    .replaceAll(
      /[\u007f-\ud7ff\ue000-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
}
