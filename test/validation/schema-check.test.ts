import { formatFieldPath } from '../../lib/validation/field-path';
import { SchemaCheck } from '../../lib/validation/schema-check';
import type { StructuralSchema } from '../../lib/validation/structural-schema';

const port: StructuralSchema = { type: 'integer', minimum: 1, maximum: 65535, default: 8080 };
const quantity: StructuralSchema = {
  'x-kubernetes-int-or-string': true,
  anyOf: [{ type: 'integer' }, { type: 'string' }],
  maxLength: 4,
};

/** The findings about one field, as `field: rule / fix`. */
function found(field: StructuralSchema, value: unknown): string[] {
  const schema: StructuralSchema = { type: 'object', properties: { field } };
  return new SchemaCheck(schema)
    .findings({ field: value })
    .map(({ path, rule, fix }) => `${formatFieldPath(path)}: ${rule} / ${fix}`);
}

describe('a broken keyword of a schema', () => {
  it.each<[string, StructuralSchema, unknown, string]>([
    ['minimum', port, 0, 'is below 1, the least / use a number from 1 to 65535'],
    ['maximum', port, 65536, 'is above 65535, the most / use a number from 1 to 65535'],
    ['minimum alone', { type: 'integer', minimum: 1 }, 0, 'is below 1, the least / use 1 or more'],
    ['maximum alone', { type: 'number', maximum: 9 }, 9.5, 'is above 9, the most / use at most 9'],
    [
      'exclusiveMaximum, the largest integer',
      { type: 'integer' },
      2 ** 63,
      'is larger than any integer of Kubernetes / use a smaller number',
    ],
    ['minLength 1', { type: 'string', minLength: 1 }, '', 'is empty / give it a value, or remove the line'],
    [
      'minLength',
      { type: 'string', minLength: 3 },
      'ab',
      'is shorter than 3 characters / give it a value, or remove the line',
    ],
    [
      'maxLength',
      { type: 'string', maxLength: 3 },
      'abcd',
      'is longer than 3 characters / use at most 3 characters',
    ],
    [
      'minItems',
      { type: 'array', minItems: 1 },
      [],
      'has fewer than 1 entries / add an entry, or remove the field',
    ],
    ['maxItems', { type: 'array', maxItems: 1 }, [1, 2], 'has more than 1 entries / keep at most 1 entries'],
    [
      'maxProperties',
      { type: 'object', maxProperties: 1 },
      { a: 1, b: 2 },
      'has more than 1 keys / keep at most 1 keys',
    ],
    ['enum', { type: 'string', enum: ['a', 'b'] }, 'c', 'is none of a, b / use one of a, b'],
    [
      'pattern',
      { type: 'string', pattern: '^a+$' },
      'b',
      'does not have the form of this field / match ^a+$',
    ],
    [
      'pattern of a described field with example',
      { type: 'string', pattern: '^a+$', description: 'Letters a. More text.', example: 'aaa' },
      'b',
      'does not have the form of this field (Letters a) / write it as in "aaa"',
    ],
  ])('%s is told once, with a fix', (_, schema, value, text) => {
    expect(found(schema, value)).toEqual([`field: ${text}`]);
  });

  it.each<[StructuralSchema, unknown, string]>([
    [port, '80', 'must be an integer, but is a string / write an integer, such as 8080'],
    [port, 80.5, 'must be an integer, but is a fraction / write an integer, such as 8080'],
    [port, true, 'must be an integer, but is a boolean / write an integer, such as 8080'],
    [port, null, 'must be an integer, but is null / give it a value, or remove the line'],
    [{ type: 'string' }, 7, 'must be a string, but is a number / write the value in quotes'],
    [{ type: 'string' }, ['x'], 'must be a string, but is a list / write the value in quotes'],
    [{ type: 'object' }, [], 'must be a mapping, but is a list / write a mapping'],
    [
      { type: 'array' },
      { a: 1 },
      'must be a list, but is a mapping / write each entry on its own line behind "- "',
    ],
    [
      { type: 'boolean', default: true },
      'yes',
      'must be a boolean, but is a string / write a boolean, such as true',
    ],
    [quantity, 1.5, 'must be an integer or a string, but is a fraction / write the value in quotes'],
  ])('type of %j for %j is told in the words of YAML', (schema, value, text) => {
    expect(found(schema, value)).toEqual([`field: ${text}`]);
  });

  it('says nothing more about null than its type', () => {
    expect(found({ type: 'string', enum: ['a'] }, null)).toHaveLength(1);
  });

  it('names a missing field itself, and what it is for', () => {
    const schema: StructuralSchema = {
      type: 'object',
      required: ['a/b'],
      properties: { 'a/b': { type: 'string', description: 'The name; of a thing.' } },
    };
    const [finding] = new SchemaCheck(schema).findings({});
    expect(finding).toMatchObject({
      path: ['a/b'],
      rule: 'is required, but missing',
      fix: 'add a/b (The name)',
    });
  });

  it('names entries by index, keys of maps by name', () => {
    const schema: StructuralSchema = {
      type: 'object',
      properties: {
        list: { type: 'array', items: port },
        map: { type: 'object', additionalProperties: port },
      },
    };
    const value = { list: [1, 0], map: { 'a/b~c': 0, 7: 0 } };
    const paths = new SchemaCheck(schema).findings(value).map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        ['list', 1],
        ['map', 'a/b~c'],
        ['map', '7'],
      ]),
    );
    expect(paths).toHaveLength(3);
  });
});

describe('the borders of types', () => {
  it.each<[string, StructuralSchema, unknown]>([
    ['an integer written as a fraction of zero', port, 80.0],
    ['the least integer of Kubernetes', { type: 'integer' }, -(2 ** 63)],
    ['an integer where int-or-string is asked for', quantity, 7],
    ['a string where int-or-string is asked for', quantity, '7m'],
    ['code points, not units, up to maxLength', { type: 'string', maxLength: 2 }, '𝒳𝒳'],
    ['any text where only format is given', { type: 'string', format: 'date-time' }, 'no date'],
  ])('accept %s', (_, schema, value) => {
    expect(found(schema, value)).toEqual([]);
  });

  it.each<[string, StructuralSchema, unknown]>([
    ['a number below the least integer', { type: 'integer' }, -(2 ** 64)],
    ['a third code point', { type: 'string', maxLength: 2 }, '𝒳𝒳𝒳'],
    ['a long string where int-or-string is asked for', quantity, '12345'],
  ])('refuse %s', (_, schema, value) => {
    expect(found(schema, value)).toHaveLength(1);
  });

  it('read a pattern as Unicode, anchored where it says so', () => {
    const schema: StructuralSchema = { type: 'string', pattern: '^[^\\p{Cc}]$' };
    expect(found(schema, '𝒳')).toEqual([]);
    expect(found(schema, 'a\n')).toHaveLength(1);
  });
});
