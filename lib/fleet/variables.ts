import type { FieldPath } from '../validation/field-path';
import type { Finding } from '../validation/finding';
import { isObject, type JsonObject } from '../validation/structural-schema';

/** Environment variables by name: a text, `{valueFrom}` as in core/v1 EnvVar, or null, which removes one. */
export type Variables = JsonObject;

/** Which of the three sources an entry of the merged list came from. */
export type VariableOrigin =
  | { readonly from: 'environment' | 'entry'; readonly name: string }
  | { readonly from: 'spec'; readonly index: number };

/** An `mcpServer.env` list, and the origin of each of its entries. */
export interface MergedVariables {
  readonly env: readonly unknown[];
  readonly origins: readonly VariableOrigin[];
}

interface Entry {
  readonly variable: unknown;
  readonly origin: VariableOrigin;
}

/**
 * Merges by name what a merge patch could only replace as a whole: the environment's variables are the lowest,
 * then the spec's list, then those of the environment's entry for the app.
 *
 * The environment's come first in the list, because Kubernetes resolves `$(NAME)` only to what stands before.
 */
export function mergeVariables(
  environment: Variables,
  list: readonly unknown[],
  entry: Variables,
): MergedVariables {
  const ofSpec = list.map((variable, index): Entry => ({ variable, origin: { from: 'spec', index } }));
  const named = new Set(list.map(nameOf));
  const lowest = sorted(environment)
    .filter(([name]) => !named.has(name))
    .map(
      ([name, value]): Entry => ({
        variable: envVar(name, value),
        origin: { from: 'environment', name },
      }),
    );
  let merged = [...lowest, ...ofSpec];
  for (const [name, value] of sorted(entry)) merged = withVariable(merged, name, value);
  return { env: merged.map(({ variable }) => variable), origins: merged.map(({ origin }) => origin) };
}

/** Sets a variable where it stands, appends a new one, or removes it where the value is null. */
function withVariable(entries: readonly Entry[], name: string, value: unknown): Entry[] {
  const others = entries.filter(({ variable }) => nameOf(variable) !== name);
  if (value === null) return others;
  const set: Entry = { variable: envVar(name, value), origin: { from: 'entry', name } };
  if (others.length === entries.length) return [...others, set];
  return entries.map((entry) => (nameOf(entry.variable) === name ? set : entry));
}

/** What is wrong with a map of variables. Their names and `valueFrom` are judged with the app's spec. */
export function variableFindings(variables: unknown, path: FieldPath, mayRemove: boolean): Finding[] {
  if (!isObject(variables)) return [];
  return Object.entries(variables).flatMap(([name, value]): Finding[] => {
    if (isValid(value) && (value !== null || mayRemove)) return [];
    const rule = 'must be a string or a mapping with valueFrom';
    const scalar = typeof value === 'number' || typeof value === 'boolean';
    const fix = scalar
      ? `write the value in quotes: "${value}"`
      : 'write a text in quotes, or valueFrom: {…}';
    return [{ severity: 'error', path: [...path, name], value, rule, fix }];
  });
}

/** The variables that have no findings, so that one wrong value is reported once, not again for every app. */
export function validVariables(variables: unknown): Variables {
  if (!isObject(variables)) return {};
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => isValid(value)));
}

function isValid(value: unknown): boolean {
  if (isObject(value)) return Object.keys(value).join() === 'valueFrom';
  return value === null || typeof value === 'string';
}

function envVar(name: string, value: unknown): unknown {
  return isObject(value) ? { name, ...value } : { name, value };
}

function nameOf(variable: unknown): unknown {
  return isObject(variable) ? variable.name : undefined;
}

// by code units, so that the order is the same on every machine
function sorted(variables: Variables): [string, unknown][] {
  return Object.entries(variables).sort(([a], [b]) => (a < b ? -1 : 1));
}
