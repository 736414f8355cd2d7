import * as fc from 'fast-check';
import { mergePatch } from '../../lib/fleet/merge-patch';

/** @see https://www.rfc-editor.org/rfc/rfc7386#appendix-A */
const APPENDIX_A: readonly (readonly [string, string, string])[] = [
  ['{"a":"b"}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'],
  ['{"a":"b"}', '{"a":null}', '{}'],
  ['{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'],
  ['{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'],
  ['{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'],
  ['{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'],
  ['["a","b"]', '["c","d"]', '["c","d"]'],
  ['{"a":"b"}', '["c"]', '["c"]'],
  ['{"a":"foo"}', 'null', 'null'],
  ['{"a":"foo"}', '"bar"', '"bar"'],
  ['{"e":null}', '{"a":1}', '{"e":null,"a":1}'],
  ['[1,2]', '{"a":"b","c":null}', '{"a":"b"}'],
  ['{}', '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'],
];

const json = fc.jsonValue({ maxDepth: 4 });
const keys = fc.oneof(fc.constantFrom('a', 'b', '__proto__', 'constructor', '0'), fc.string());
const objects = fc.dictionary(keys, json);

describe('mergePatch', () => {
  it.each(APPENDIX_A)('gives what RFC 7386 lists for %s and %s', (target, patch, result) => {
    expect(mergePatch(JSON.parse(target), JSON.parse(patch))).toEqual(JSON.parse(result));
  });

  it('gives the same when a patch is applied once more', () => {
    fc.assert(
      fc.property(json, json, (target, patch) => {
        const once = mergePatch(target, patch);
        expect(mergePatch(once, patch)).toEqual(once);
      }),
    );
  });

  it('gives what the patch says precedence', () => {
    fc.assert(
      fc.property(objects, objects, (target, patch) => {
        const merged = mergePatch(target, patch) as Record<string, unknown>;
        const replaced = Object.entries(patch).filter(
          ([, value]) => typeof value !== 'object' || Array.isArray(value),
        );
        for (const [key, value] of replaced) expect(merged[key]).toEqual(value);
        const removed = Object.keys(patch).filter((key) => patch[key] === null);
        for (const key of removed) expect(Object.hasOwn(merged, key)).toBe(false);
      }),
    );
  });

  it('keeps what the patch does not mention', () => {
    fc.assert(
      fc.property(objects, objects, (target, patch) => {
        const merged = mergePatch(target, patch) as Record<string, unknown>;
        const untouched = Object.keys(target).filter((key) => !Object.hasOwn(patch, key));
        for (const key of untouched) expect(merged[key]).toEqual(target[key]);
      }),
    );
  });

  it('changes neither of its inputs', () => {
    fc.assert(
      fc.property(json, json, (target, patch) => {
        const before = JSON.stringify([target, patch]);
        mergePatch(target, patch);
        expect(JSON.stringify([target, patch])).toBe(before);
      }),
    );
  });

  it('takes __proto__ for a field like any other', () => {
    const merged = mergePatch({}, JSON.parse('{"__proto__": {"polluted": true}, "a": 1}'));
    expect(JSON.stringify(merged)).toBe('{"__proto__":{"polluted":true},"a":1}');
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
