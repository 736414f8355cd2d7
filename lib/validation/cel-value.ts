import type { CelInput } from '@bufbuild/cel';
import { isObject, type StructuralSchema } from './structural-schema';

/**
 * A JSON value as the API server shows it to CEL: integers as int, and of an object only the fields that the
 * schema declares, under names that CEL can spell.
 *
 * @see https://kubernetes.io/docs/reference/using-api/cel/#escaping
 */
export function toCel(value: unknown, schema: StructuralSchema | undefined): CelInput {
  if (Array.isArray(value)) return value.map((item) => toCel(item, schema?.items));
  if (isObject(value)) return toCelMap(value, schema);
  if (typeof value === 'number') {
    const asInteger = schema?.type !== 'number' && Number.isInteger(value);
    return asInteger ? BigInt(value) : value;
  }
  return value as string | boolean | null;
}

function toCelMap(value: Record<string, unknown>, schema: StructuralSchema | undefined): CelInput {
  const map = new Map<string, CelInput>();
  for (const [key, item] of Object.entries(value)) {
    const declared = schema?.properties;
    const property = declared && Object.hasOwn(declared, key) ? declared[key] : undefined;
    if (property) {
      // a null that survived defaulting is absent for CEL
      if (item !== null) map.set(celName(key), toCel(item, property));
    } else if (schema?.additionalProperties) map.set(key, toCel(item, schema.additionalProperties));
  }
  return map;
}

/** What `toCel` made of one item or field of a value; undefined where it left the field out. */
export function celPart(
  whole: CelInput | undefined,
  key: string | number,
  schema?: StructuralSchema,
): CelInput | undefined {
  if (typeof key === 'number') return Array.isArray(whole) ? whole[key] : undefined;
  if (!(whole instanceof Map)) return undefined;
  const isDeclared = schema?.properties !== undefined && Object.hasOwn(schema.properties, key);
  return whole.get(isDeclared ? celName(key) : key);
}

const RESERVED =
  /^(?:true|false|null|in|as|break|const|continue|else|for|function|if|import|let|loop|package|namespace|return|var|void|while)$/;

/** Of fields that schemas declare, so it does not grow for ever. */
const celNames = new Map<string, string>();

function celName(field: string): string {
  const name = celNames.get(field) ?? escaped(field);
  celNames.set(field, name);
  return name;
}

function escaped(field: string): string {
  if (RESERVED.test(field)) return `__${field}__`;
  return field
    .replaceAll('__', '__underscores__')
    .replaceAll('.', '__dot__')
    .replaceAll('-', '__dash__')
    .replaceAll('/', '__slash__');
}
