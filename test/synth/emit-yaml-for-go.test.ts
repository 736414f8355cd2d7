import fc from 'fast-check';
import { readManifests } from '../../lib/manifest/read-manifests';
import { emitYaml, emitYamlForGo } from '../../lib/synth/emit-yaml';
import { anyCharacter } from '../any-character';

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);

/** As Go's library reads it: test/manifest/go-yaml.test.ts compares the reader with it. */
function read(text: string): unknown {
  const [document] = readManifests(text);
  const errors = document?.findings.filter(({ severity }) => severity === 'error') ?? [];
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return document?.value;
}

const oddCharacter = fc.constantFrom(
  '\u0085',
  '\u2028',
  '\u2029',
  '\u007f',
  '\u009f',
  '\ufeff',
  '\uffff',
  '\n',
  '\t',
  ' ',
  'x',
);
const text = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 6 }),
  fc.string({ unit: oddCharacter, maxLength: 5 }),
  fc.stringMatching(/^[-+.0-9][-+.:_0-9a-fA-FoOxX]{0,6}$/),
  fc.stringMatching(/^[ -~]{0,8}$/),
);
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    { weight: 5, arbitrary: text },
    fc.integer(),
    fc.boolean(),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(text, tie('any'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).any;

it(`any object is read by Go as it is, seed ${seed}`, () => {
  const object = fc.dictionary(text, value, { minKeys: 1, maxKeys: 3, noNullPrototype: true });
  const property = fc.property(object, (given) => {
    expect(read(emitYamlForGo(given))).toEqual(given);
  });
  fc.assert(property, { seed, numRuns: 3000 });
});

it.each([
  ['0o644', 'k: "0o644"\n'],
  ['0X1F', 'k: "0X1F"\n'],
  ['1_0e5_0', 'k: "1_0e5_0"\n'],
  ['a\u0085b', 'k: "a\\u0085b"\n'],
  ['<p>\n\u2028</p>', 'k: "<p>\\n\\u2028</p>"\n'],
  ['\tx\n', 'k: "\\tx\\n"\n'],
  [' \n', 'k: " \\n"\n'],
  // as ever
  ['\n  <p>\n', 'k: |2\n  \n    <p>\n'],
  ['100m', 'k: 100m\n'],
  ['0x1f', 'k: "0x1f"\n'],
  ['<p>\n日本</p>', 'k: |-\n  <p>\n  日本</p>\n'],
])('only what Go would misread is quoted: %j', (string, expected) => {
  expect(emitYamlForGo({ k: string })).toBe(expected);
});

it('a key is quoted as a value is', () => {
  expect(emitYamlForGo({ '0o17': 1, '0o18': 2 })).toBe('"0o17": 1\n0o18: 2\n');
});

it('an object that is there twice is written twice', () => {
  const peer = { podSelector: {} };
  expect(emitYamlForGo({ from: [peer], to: [peer] })).toBe(
    'from:\n  - podSelector: {}\nto:\n  - podSelector: {}\n',
  );
});

it('what has no place in a block is written as JSON', () => {
  expect(emitYamlForGo({ '<<': '\u2028' })).toBe('{\n  "<<": "\\u2028"\n}\n');
});

it("cdk8s' own layouts stay as cdk8s writes them", () => {
  expect(emitYaml([{ k: '0o644' }])).toBe('k: 0o644\n');
});
