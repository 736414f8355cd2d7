import fc from 'fast-check';
import { readManifests } from '../../lib/manifest/read-manifests';
import { valueAt } from '../../lib/validation/field-path';
import { anyCharacter } from '../any-character';

function only(text: string) {
  const documents = readManifests(text);
  expect(documents).toHaveLength(1);
  const [document] = documents;
  if (document === undefined) throw new Error('no document');
  return document;
}

describe('documents of a stream', () => {
  it('are separated by ---, and empty ones have no value', () => {
    const values = readManifests('# none\n---\na: 1\n---\n# none\n---\nb: 2\n...\n').map(
      ({ value }) => value,
    );
    expect(values).toEqual([{ a: 1 }, undefined, { b: 2 }]);
  });

  it('know the line in which they start', () => {
    expect(readManifests('# c\n\na: 1\n---\n\nb: 2\n').map(({ line }) => line)).toEqual([3, 6]);
  });

  it('keep their own findings', () => {
    const counts = readManifests('a: 1\n---\nb: \u0007\n---\nc: y\n').map(({ findings }) => findings.length);
    expect(counts).toEqual([0, 1, 1]);
  });

  it('may begin with a byte order mark, which moves no column', () => {
    const document = only('\uFEFFa: 1');
    expect(document.value).toEqual({ a: 1 });
    expect(document.locate(['a'])).toEqual({ line: 1, column: 4 });
  });

  it('may be JSON, with the characters and escapes that JSON allows', () => {
    const document = only('{\n\t"a": "\\/ \\ud83d\\ude00 \u2028",\n\t"b": [1]\n}\n');
    expect(document.findings).toEqual([]);
    expect(document.value).toEqual({ a: '/ 😀 \u2028', b: [1] });
  });

  it('keep a key of the name __proto__ as data', () => {
    const { value } = only('__proto__: {a: 1}');
    expect(Object.hasOwn(value as object, '__proto__')).toBe(true);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});

describe('a warning where YAML 1.1 and 1.2 disagree', () => {
  it.each([
    ['a: yes', 'is written yes, which Kubernetes (YAML 1.1) reads as true and YAML 1.2 as "yes"'],
    ['a: 017', 'is written 017, which Kubernetes (YAML 1.1) reads as 15 and YAML 1.2 as 17'],
    ['a: 0b1', 'is written 0b1, which Kubernetes (YAML 1.1) reads as 1 and YAML 1.2 as "0b1"'],
    ['a: 1_000', 'is written 1_000, which Kubernetes (YAML 1.1) reads as 1000 and YAML 1.2 as "1_000"'],
    ['a: 1e400', 'is written 1e400, which Kubernetes (YAML 1.1) reads as "1e400" and YAML 1.2 as Infinity'],
    [
      'a: 9007199254740993',
      'is written 9007199254740993, more digits than a number keeps exactly (up to 2^53)',
    ],
    ['on: 1', 'has the key on, which Kubernetes (YAML 1.1) reads as "true"'],
    [
      'a: &b {x: 1}\nc:\n  x: 2\n  <<: *b',
      "is replaced by the merge (<<) below it, which YAML readers other than Go's would not do",
    ],
  ])('%j', (text, rule) => {
    expect(only(text).findings).toEqual([expect.objectContaining({ severity: 'warning', rule })]);
  });

  it.each([
    'a: 8e3',
    'a: 08',
    'a: 0x1F',
    'a: 0o17',
    'a: "y"',
    "a: '017'",
    'a: true',
    'a: ~',
    'a: -0.0',
    'a: 9007199254740991',
    '"on": 1',
  ])('is absent for %j', (text) => expect(only(text).findings).toEqual([]));

  it('tells how to write it', () => {
    expect(only('a: y').findings).toEqual([
      {
        severity: 'warning',
        path: ['a'],
        value: true,
        rule: 'is written y, which Kubernetes (YAML 1.1) reads as true and YAML 1.2 as "y"',
        fix: 'write true if that is meant, else put the text in quotes: "y"',
        line: 1,
        column: 4,
      },
    ]);
  });

  it('is given once for a value that aliases repeat', () => {
    expect(only('a: &x [y]\nb: *x\nc: *x').findings).toHaveLength(1);
  });
});

describe('an error', () => {
  it.each<[string, string, number, number, string]>([
    ['a tab as indentation', 'a:\n\tb: 1', 2, 1, 'is indented with a tab, which YAML does not allow'],
    [
      'a tab after a dash',
      '-\ta',
      1,
      2,
      "has a tab after the dash of a list item, which Kubernetes' clients refuse",
    ],
    [
      'a tab before a block text',
      'a: |\n  \tx',
      2,
      3,
      "begins with a tab, which Kubernetes' clients refuse in the first line of a block text",
    ],
    [
      'a syntax error',
      'a: 1\nb: [1',
      2,
      6,
      'is not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    ['an unclosed quote at the end', 'a: "x\\"', 1, 4, 'has no closing quote'],
    ['a key given twice', 'a: 1\nb: 2\na: 3', 3, 1, 'is given twice, first in line 1'],
    ['two spellings of one key', 'y: 1\ntrue: 3', 2, 1, 'is given twice, first in line 1'],
    ['not a number', 'a: .nan', 1, 4, 'is no number that JSON knows'],
    ['an empty key', '~: 1', 1, 1, 'has a key that is no text: ~'],
    ['a list as a key', '? [a]\n: 1', 1, 3, 'has a key that is no text: a list or an object'],
    ['an unknown anchor', 'a: *b', 1, 4, 'is the alias *b of an anchor that is not defined before it'],
    ['a value in itself', 'a: &b [*b]', 1, 8, 'is the alias *b of a value that contains itself'],
    ['a merge of a text', 'a: {<<: b}', 1, 9, 'merges (<<) something that is no object'],
    ['a wrong tag', 'a: !!int x', 1, 10, 'does not fit its tag !!int'],
    ['an unknown tag', 'a: !x y', 1, 7, 'has the tag !x, which means nothing to Kubernetes here'],
    [
      'an escape of JSON',
      'a: "b\\/"',
      1,
      6,
      "contains the escape \\/, which Kubernetes' clients refuse in YAML",
    ],
    [
      'half a character',
      'a: "\\uD83D\\uDE00"',
      1,
      5,
      "contains the escape \\uD83D, which Kubernetes' clients refuse in YAML",
    ],
    [
      'a control character',
      'a: 1\nb: \u0001',
      2,
      4,
      'contains the character U+0001, which YAML does not allow',
    ],
    [
      'a line separator',
      'a: b\u2028c',
      1,
      5,
      'contains the character U+2028, a line break to YAML 1.1 and none to YAML 1.2',
    ],
    [
      'a lone carriage return',
      'a: b\r c',
      1,
      5,
      'contains a carriage return without a line feed, a line break to YAML 1.1 and none to YAML 1.2',
    ],
    [
      'a byte order mark inside',
      'a: 1\n\uFEFFb: 1',
      2,
      1,
      'contains a byte order mark in the middle of the file',
    ],
  ])('for %s has its place', (_, text, line, column, rule) => {
    const errors = only(text).findings.filter(({ severity }) => severity === 'error');
    expect(errors.map((error) => [error.line, error.column, error.rule])).toEqual([[line, column, rule]]);
  });

  it('in the syntax leaves no value, any other leaves what can be read', () => {
    expect(only('a: [').value).toBeUndefined();
    expect(only('a: 1\na: 2').value).toEqual({ a: 2 });
  });

  it('stops what aliases blow up, long before memory ends', () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) => `l${level + 1}: &l${level + 1} [${`*l${level},`.repeat(9)}]`,
    );
    const { findings } = only(`l0: &l0 [${'x,'.repeat(9)}]\n${levels.join('\n')}`);
    expect(findings.map(({ rule }) => rule)).toEqual(['repeats too much by aliases']);
  });

  it.each([
    ['[', '['.repeat(100_000)],
    ['- ', '- '.repeat(100_000)],
    ['{a: ', '{a: '.repeat(50_000)],
  ])('stops a nesting of %j that would exhaust the stack', (_, text) => {
    const rules = only(text).findings.map(({ rule }) => rule);
    expect(rules).toContain('is nested deeper than 200 levels');
  });

  it('refuses more tokens than memory is sure to hold, but not a long text', () => {
    const rules = only(`[${'[],'.repeat(400_000)}]`).findings.map(({ rule }) => rule);
    expect(rules).toEqual(['has more than 1000000 words and punctuation marks, the most that is read']);
    expect(only(`a: |\n${'  some text\n'.repeat(200_000)}`).findings).toEqual([]);
  });

  it('stops a nesting that only aliases make', () => {
    const chain = Array.from({ length: 300 }, (_, level) => `l${level + 1}: &l${level + 1} [*l${level}]`);
    const rules = only(`l0: &l0 []\n${chain.join('\n')}`).findings.map(({ rule }) => rule);
    expect(rules).toEqual(['is nested by aliases deeper than 200 levels']);
  });
});

describe('locate', () => {
  const text = 'a:\n  b:\n    - c: 1\n    - {d: 2, e}\n  f: "x"\n  g:\nh: &h {i: 1}\nj: *h\nk:\n  <<: *h\n';

  it.each<[string, (string | number)[], number, number]>([
    ['the root', [], 1, 1],
    ['the key of a value that stands below it', ['a'], 1, 1],
    ['a value beside its key', ['a', 'f'], 5, 6],
    ['the key of an empty value', ['a', 'g'], 6, 3],
    ['a list item', ['a', 'b', 1], 4, 7],
    ['a value in a list item', ['a', 'b', 0, 'c'], 3, 10],
    ['a key without a value in {}', ['a', 'b', 1, 'e'], 4, 14],
    ['an alias where it stands', ['j'], 8, 4],
    ['what is inside an alias where it is written', ['j', 'i'], 7, 11],
    ['what a merge brings where it is written', ['k', 'i'], 7, 11],
    ['the nearest ancestor of what does not exist', ['a', 'b', 7, 'x'], 2, 3],
  ])('finds %s', (_, path, line, column) => {
    expect(only(text).locate(path)).toEqual({ line, column });
  });

  it('ends for an object that merges itself', () => {
    expect(only('a: &x {<<: {<<: *x}}').locate(['a', 'b'])).toEqual({ line: 1, column: 7 });
  });
});

describe('always', () => {
  const json = fc.jsonValue({ maxDepth: 4 });

  it('reads back what JSON.stringify wrote', () => {
    fc.assert(
      fc.property(json, fc.constantFrom(0, 2), (inner, indent) => {
        const value = JSON.parse(JSON.stringify({ inner }));
        expect(only(JSON.stringify(value, null, indent)).value).toEqual(value);
      }),
    );
  });

  it('locates each scalar at its own text', () => {
    fc.assert(
      fc.property(json, (inner) => {
        const value = JSON.parse(JSON.stringify({ inner }));
        const text = JSON.stringify(value, null, 2);
        const lines = text.split('\n');
        const document = only(text);
        for (const path of scalarPaths(value)) {
          const { line, column } = document.locate(path);
          const written = JSON.stringify(valueAt(value, path));
          expect(lines[line - 1]?.slice(column - 1).startsWith(written)).toBe(true);
        }
      }),
    );
  });

  it('gives documents with findings for any text, and never throws', () => {
    const fragment = fc.constantFrom(
      'a',
      ':',
      ' ',
      '\n',
      '- ',
      '? ',
      '{',
      '}',
      '[',
      ']',
      ',',
      '"',
      "'",
      '&a ',
      '*a',
      '|',
      '>',
      '!!int ',
      '<<: ',
      '---\n',
      '...\n',
      '\t',
      '#',
      '%',
      '1',
      '~',
      '\r',
      '\\',
      '\u0000',
      '\uD800',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: anyCharacter }),
          fc.array(fragment, { maxLength: 30 }).map((parts) => parts.join('')),
        ),
        (text) => {
          const lines = text.split('\n').length;
          for (const document of readManifests(text)) {
            for (const { line, column } of document.findings) {
              expect(line).toBeGreaterThan(0);
              expect(line).toBeLessThanOrEqual(lines);
              expect(column).toBeGreaterThan(0);
            }
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});

function scalarPaths(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  if (Array.isArray(value)) return value.flatMap((item, index) => scalarPaths(item, [...path, index]));
  return Object.entries(value).flatMap(([key, item]) => scalarPaths(item, [...path, key]));
}
