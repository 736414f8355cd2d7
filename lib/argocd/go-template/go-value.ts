import type { JsonObject, JsonValue } from '../../manifest/json-value';

/**
 * A value as Go sees it: numbers of JSON are `float64`, numbers in a template are `int` (bigint), results of arithmetic
 * are `int64`. The difference shows: `lower 5`, `eq 5 5.0` and `trunc (add 1 2)` fail in Go.
 */
export type GoValue = null | boolean | string | number | bigint | GoInt64 | GoValue[] | GoMap;

/** An `int64`, which Go does not take for an `int`. */
export class GoInt64 {
  constructor(readonly value: bigint) {}
}

/** A `map[string]any`, or a `map[string]string`, which functions for the former refuse. */
export class GoMap {
  constructor(
    readonly entries: Map<string, GoValue> = new Map(),
    readonly holdsTexts: boolean = false,
  ) {}

  /** Its keys in the order of Go: by bytes. */
  sortedKeys(): string[] {
    return [...this.entries.keys()].sort(byBytes);
  }
}

/** The order of Go for texts, which is that of their UTF-8. */
export function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** JSON as Go decodes it. */
export function goValue(json: JsonValue | undefined): GoValue {
  if (json === undefined) return null;
  if (Array.isArray(json)) return json.map(goValue);
  if (typeof json !== 'object' || json === null) return json;
  return new GoMap(new Map(Object.entries(json).map(([key, value]) => [key, goValue(value)])));
}

/** A `map[string]string`. */
export function goTexts(texts: Readonly<Record<string, string>>): GoMap {
  return new GoMap(new Map(Object.entries(texts)), true);
}

/** The value as JSON. */
export function jsonOf(value: GoValue): JsonValue {
  if (Array.isArray(value)) return value.map(jsonOf);
  if (value instanceof GoMap) {
    return Object.fromEntries(
      value.sortedKeys().map((key) => [key, jsonOf(value.entries.get(key) ?? null)]),
    ) as JsonObject;
  }
  if (value instanceof GoInt64) return Number(value.value);
  return typeof value === 'bigint' ? Number(value) : value;
}

/** What Go calls its type. */
export function goType(value: GoValue): string {
  if (value === null) return 'nil';
  if (Array.isArray(value)) return '[]interface {}';
  if (value instanceof GoMap) return value.holdsTexts ? 'map[string]string' : 'map[string]interface {}';
  if (value instanceof GoInt64) return 'int64';
  const names: Readonly<Record<string, string>> = { boolean: 'bool', number: 'float64', bigint: 'int' };
  return names[typeof value] ?? 'string';
}

/** Whether the value is true for `if`: it is not zero, empty or nil. */
export function isTrue(value: GoValue): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof GoMap) return value.entries.size > 0;
  if (value instanceof GoInt64) return value.value !== 0n;
  return Boolean(value);
}

/** The whole number in the value, be it an `int` or an `int64`. */
export function wholeNumber(value: GoValue): bigint | undefined {
  if (value instanceof GoInt64) return value.value;
  return typeof value === 'bigint' ? value : undefined;
}

/** Equality of `reflect.DeepEqual`: equal only where the types are. */
export function deepEqual(a: GoValue, b: GoValue): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => deepEqual(item, b[index] as GoValue));
  }
  if (a instanceof GoMap && b instanceof GoMap) {
    return (
      a.holdsTexts === b.holdsTexts &&
      a.entries.size === b.entries.size &&
      [...a.entries].every(
        ([key, value]) => b.entries.has(key) && deepEqual(value, b.entries.get(key) as GoValue),
      )
    );
  }
  if (a instanceof GoInt64 && b instanceof GoInt64) return a.value === b.value;
  return a === b;
}
