import { Yaml } from 'cdk8s';
import fc from 'fast-check';
import { emitYaml } from '../../lib/synth/emit-yaml';
import { anyCharacter } from '../any-character';

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
const numRuns = Number(process.env.FUZZ_RUNS ?? 20_000);

const NASTY = [
  ...[
    '',
    ' ',
    '  a',
    'a ',
    '\t',
    'a\tb',
    '\n',
    '\n\n',
    'a\n',
    'a\n\n',
    '\na',
    ' a\nb',
    'a\n  b\n',
    'a\n b \n',
    'a\r\nb',
  ],
  ...[
    'y',
    'n',
    'Y',
    'yes',
    'No',
    'ON',
    'off',
    'true',
    'False',
    'NULL',
    'null',
    '~',
    'nan',
    '.nan',
    '.inf',
    '-.Inf',
  ],
  ...[
    '0',
    '-0',
    '1',
    '010',
    '0o7',
    '0x1F',
    '0b1',
    '1_000',
    '1e3',
    '1.',
    '.5',
    '+1',
    'e0',
    'E-12',
    'e123456',
    '1:30',
    '190:20:30',
    '1,000',
  ],
  ...[
    '2001-01-01',
    '2001-12-14t21:59:43.10-05:00',
    '=',
    '<<',
    '---',
    '--- a',
    '...',
    '%YAML',
    'a\n---\nb',
    '%a\nb',
  ],
  ...[
    '-',
    '- a',
    '?',
    '? a',
    ':',
    ': a',
    'a: b',
    'a:',
    'a:b',
    'a #b',
    '#a',
    'a#b',
    '&a',
    '*a',
    '!a',
    '!!str',
    '|',
    '>',
  ],
  ...[
    "'",
    '"',
    "it's",
    'a"b',
    '\\',
    'a\\nb',
    '[',
    ']',
    '{',
    '}',
    '{}',
    '[]',
    ',',
    'a,b',
    '@a',
    '`a',
    '%a',
    '{"a": [1]}',
  ],
  ...[
    'ö',
    '日本語',
    '😀',
    '\u0000',
    '\u0007',
    '\u001b[0m',
    '\u0085',
    '\u2028',
    '\ufeff',
    '\ud800',
    'a\u0000b',
  ],
  ...[
    'x'.repeat(200),
    'word '.repeat(60),
    `${'long '.repeat(30)}\nsecond`,
    'k'.repeat(1100),
    'ghcr.io/acme/app:1.0',
  ],
  ...[
    'system:node',
    'a/b',
    'toString',
    '__proto__',
    'constructor',
    'toJSON',
    '{{ .Values.foo }}',
    '$(VAR)',
    '100m',
    '1Gi',
  ],
];

const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...NASTY) },
  fc.string({ maxLength: 12 }),
  fc.string({ unit: anyCharacter, maxLength: 6 }),
  fc.stringMatching(/^[A-Za-z][-A-Za-z0-9._/:@]{0,9}$/),
  fc.stringMatching(/^[A-Za-z/_][ -~]{0,9}$/),
  fc.stringMatching(/^[0-9][0-9a-fx._]{0,9}$/),
  fc
    .array(fc.constantFrom('a', '{"k": [1]}', '', '  b', ' ', 'c ', '---', '%x', '# d', '\té', '\u2028'), {
      maxLength: 5,
    })
    .map((lines) => lines.join('\n')),
  fc
    .tuple(fc.constantFrom(...NASTY), fc.constantFrom('', '\n', ' ', ': '), fc.constantFrom(...NASTY))
    .map((parts) => parts.join('')),
);
const scalar = fc.oneof(
  { weight: 6, arbitrary: text },
  fc.integer(),
  fc.double(),
  fc.constantFrom<unknown>(null, true, false, 0, -0, 1e21, 1e-7, 2 ** 53, undefined, 12n, new Date(0)),
);
const { node: document } = fc.letrec((tie) => ({
  node: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    { weight: 2, arbitrary: scalar },
    { weight: 2, arbitrary: fc.array(tie('node'), { maxLength: 4 }) },
    {
      weight: 3,
      arbitrary: fc.dictionary(
        fc.oneof({ weight: 3, arbitrary: fc.string({ maxLength: 6 }) }, text),
        tie('node'),
        { maxKeys: 4 },
      ),
    },
  ),
}));
// without what makes the library write the whole document, to reach more of the emitter
const { node: ordinary } = fc.letrec((tie) => ({
  node: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    { weight: 3, arbitrary: fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null)) },
    { weight: 2, arbitrary: fc.array(tie('node'), { maxLength: 4 }) },
    {
      weight: 4,
      arbitrary: fc.dictionary(fc.constantFrom('a', 'spec', 'y', '80', 'a/b', 'null', '*'), tie('node'), {
        maxKeys: 4,
        noNullPrototype: true,
      }),
    },
  ),
}));

function outcomeOf(run: () => string): string {
  try {
    return run();
  } catch (error) {
    return `throws ${(error as Error).message}`;
  }
}

it.each([
  ['anything', document],
  ['ordinary documents', ordinary],
])(
  `writes what Yaml.stringify writes: %s, seed ${seed}`,
  (_, arbitrary) => {
    const property = fc.property(arbitrary, (value) => {
      const actual = outcomeOf(() => emitYaml([value]));
      const expected = outcomeOf(() => Yaml.stringify(value));
      // an expectation takes as long as a document, so only what differs is given to one
      if (actual !== expected) expect(actual).toBe(expected);
    });
    fc.assert(property, { seed, numRuns });
  },
  120_000,
);

it.each(NASTY)('writes %j everywhere as the library', (nasty) => {
  const value = {
    a: nasty,
    b: [nasty, [nasty], { c: nasty }],
    d: { e: { f: nasty } },
    g: { [nasty]: nasty },
    [nasty]: [nasty],
  };
  expect(emitYaml([value, [nasty], nasty])).toBe(Yaml.stringify(value, [nasty], nasty));
  const { [nasty]: _, g: __, ...withoutKey } = value;
  expect(emitYaml([withoutKey])).toBe(Yaml.stringify(withoutKey));
});

it('leaves to the library what is in a document twice, holes, and objects of a class', () => {
  const twice = { a: 1 };
  const none: unknown[] = [];
  class Quantity {
    public readonly value = 1;
  }
  const withToJson = { toJSON: () => 'b' };
  const documents = [
    { x: twice, y: twice },
    { x: none, y: [none] },
    Object.assign([], { 1: 'after a hole' }),
    new Quantity(),
    { q: new Quantity() },
  ];
  for (const document of [
    ...documents,
    withToJson,
    [withToJson],
    new Map([['a', 1]]),
    [new Set([1])],
    undefined,
  ]) {
    expect(emitYaml([document])).toBe(Yaml.stringify(document));
  }
});

it('joins any number of documents', () => {
  expect(emitYaml([])).toBe(Yaml.stringify());
  expect(emitYaml([undefined, { a: 1 }, undefined])).toBe(Yaml.stringify(undefined, { a: 1 }, undefined));
  expect(emitYaml(Array.from({ length: 200_000 }, () => ({ a: 1 })))).toHaveLength(200_000 * 9 - 4);
});
