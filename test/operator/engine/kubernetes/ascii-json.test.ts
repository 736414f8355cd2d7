import fc from 'fast-check';
import { parse } from 'yaml';
import { asciiJson } from '../../../../operator/src/engine/kubernetes/ascii-json';
import { anyCharacter } from '../../../any-character';

const texts = fc.oneof(
  fc.string({ unit: anyCharacter }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ maxLength: 8 }),
);

it('says what JSON says', () => {
  fc.assert(
    fc.property(fc.dictionary(texts, texts), (value) => expect(JSON.parse(asciiJson(value))).toEqual(value)),
  );
});

it('is YAML that says the same', () => {
  fc.assert(fc.property(texts, (text) => expect(parse(asciiJson([text]))).toEqual([text])));
});

it('holds only characters that YAML allows: ASCII, and those of two surrogates', () => {
  const allowed = /^(?:[\x20-\x7e]|[\ud800-\udbff][\udc00-\udfff])*$/;
  fc.assert(fc.property(fc.dictionary(texts, texts), (value) => expect(asciiJson(value)).toMatch(allowed)));
});

it.each([
  ['\u007f\u0085\u2028\ufeff\uffff', '"\\u007f\\u0085\\u2028\\ufeff\\uffff"'],
  ['Zürich', '"Z\\u00fcrich"'],
  ['🍎', '"🍎"'],
  ['\ud83d!', '"\\ufffd!"'],
  ['\\ud83d', '"\\\\ud83d"'],
  ['\\\ud83d', '"\\\\\\ufffd"'],
])('writes %j', (text, json) => {
  expect(asciiJson(text)).toBe(json);
});
