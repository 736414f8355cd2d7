import fc from 'fast-check';
import { type Finding, formatFinding, formatValue } from '../../lib/validation/finding';
import { InvalidManifestError } from '../../lib/validation/invalid-manifest-error';

const port: Finding = {
  severity: 'error',
  path: ['spec', 'port'],
  value: 70000,
  rule: 'is above 65535, the most',
  fix: 'use a number from 1 to 65535',
};

describe('formatFinding', () => {
  it('prints place, field, value, rule and fix', () => {
    expect(formatFinding('fleet/fitness', port)).toBe(
      'fleet/fitness: spec.port = 70000\n  is above 65535, the most.\n  Fix: use a number from 1 to 65535.',
    );
  });

  it('marks a warning', () => {
    expect(formatFinding('f.yaml:3:5', { ...port, severity: 'warning' })).toMatch(
      /^f\.yaml:3:5: warning: spec\.port = 70000\n/,
    );
  });

  it('prints the very entry where the list is the field', () => {
    const finding = { ...port, path: ['list'], at: ['list', 3] };
    expect(formatFinding('x', finding)).toMatch(/^x: list\[3\] = 70000\n/);
  });

  it('leaves out a value that is missing, and a field that is the document', () => {
    expect(formatFinding('x', { ...port, value: undefined })).toMatch(/^x: spec\.port\n/);
    expect(formatFinding('x', { ...port, path: [] })).toMatch(/^x: = 70000\n/);
    expect(formatFinding('x', { ...port, path: [], value: undefined })).toMatch(/^x:\n {2}is above/);
  });

  it('ends a sentence once', () => {
    const text = formatFinding('x', { ...port, rule: 'is odd!', fix: 'did you mean host?' });
    expect(text).toBe('x: spec.port = 70000\n  is odd!\n  Fix: did you mean host?');
  });
});

describe('formatValue', () => {
  it.each([
    ['a"b\n', '"a\\"b\\n"'],
    [null, 'null'],
    [-0.5, '-0.5'],
    [{ a: [1] }, '{"a":[1]}'],
    [undefined, 'undefined'],
  ])('shows %p as JSON', (value, text) => {
    expect(formatValue(value)).toBe(text);
  });

  it('shows 80 characters whole, and cuts the 81st', () => {
    expect(formatValue('x'.repeat(78))).toBe(`"${'x'.repeat(78)}"`);
    expect(formatValue('x'.repeat(79))).toBe(`"${'x'.repeat(78)}…`);
  });

  it('cuts between characters, on one line of at most 80, whatever the value', () => {
    const long = fc.string({ unit: fc.constantFrom('𝒳', 'é', 'a', '\n', '"', '\u2028'), maxLength: 200 });
    fc.assert(
      fc.property(fc.oneof(long, fc.jsonValue()), (value) => {
        const text = formatValue(value);
        expect([...text].length).toBeLessThanOrEqual(80);
        expect(text).not.toMatch(/\n|\p{Surrogate}/u);
      }),
    );
  });
});

it('InvalidManifestError lists every finding', () => {
  const error = new InvalidManifestError('fleet/a', [port, { ...port, path: ['spec', 'other'] }]);
  expect(error.message.split('\n').filter((line) => line.startsWith('fleet/a: '))).toHaveLength(2);
  expect(error.findings).toHaveLength(2);
  expect(error.name).toBe('InvalidManifestError');
});
