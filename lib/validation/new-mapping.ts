/**
 * As `{}`, but with fields that V8 keeps account of apart: measured, adding the first key to a `{}` is ten times as slow once
 * thousands of others began with names of their own, and the ids of a fleet's constructs are such names. V8 knows some
 * 1,500 ways to go on from one shape.
 */
export function newMapping(): Record<string, unknown> {
  return new Mapping();
}

const Mapping = Object.assign(function Mapping() {}, { prototype: Object.prototype }) as unknown as {
  new (): Record<string, unknown>;
};
