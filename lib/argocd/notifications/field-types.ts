import { closestName } from '../../validation/closest-name';
import { ARGO_CD, type FieldType } from '../argo-cd-facts';

/** The type of a value: of a field, of the variables as a whole, or undefined where nobody knows. */
export type ValueType = FieldType | 'variables' | undefined;

const APPLICATION = ARGO_CD.application.length - 1;

/** What templates and expressions can use. */
const VARIABLES: Readonly<Record<string, ValueType>> = {
  app: APPLICATION,
  appProject: '*',
  context: '*',
  secrets: '*',
  serviceType: 0,
  recipient: 0,
  repo: '*',
  strings: '*',
  time: '*',
};

/** Names that every expression knows. */
export const VARIABLE_NAMES = Object.keys(VARIABLES);

/** A field, or what is wrong with it. */
export type FieldStep =
  | { readonly type: ValueType; readonly isOptional: boolean }
  | { readonly problem: string; readonly fix: string };

/** A field of a value. */
export function fieldOf(type: ValueType, name: string): FieldStep {
  if (type === undefined || type === '*') return { type: undefined, isOptional: false };
  if (type === 'variables') return variable(name);
  if (Array.isArray(type)) {
    return { problem: `.${name} is asked of a list`, fix: 'use range, or index with a number' };
  }
  if (type === 0) return { problem: `.${name} is asked of a plain value`, fix: 'leave it out' };
  const shape = ARGO_CD.application[type as number] ?? {};
  const found = shape[name] ?? shape[`${name}?`];
  if (found !== undefined) return { type: found, isOptional: !Object.hasOwn(shape, name) };
  return unknown(
    name,
    Object.keys(shape).map((key) => key.replace('?', '')),
  );
}

function variable(name: string): FieldStep {
  if (Object.hasOwn(VARIABLES, name)) return { type: VARIABLES[name], isOptional: false };
  return unknown(name, VARIABLE_NAMES);
}

function unknown(name: string, known: readonly string[]): FieldStep {
  const closest = closestName(name, known);
  const fix = closest ? `use ${closest}` : `use one of ${known.join(', ')}`;
  return { problem: `there is no field ${name}`, fix };
}

/** The type of what is in a list or map. */
export function elementOf(type: ValueType): ValueType {
  return Array.isArray(type) ? (type[0] as FieldType) : undefined;
}
