import { Yaml } from 'cdk8s';
import { jsonForGo } from './go-yaml-string';
import { ScalarTexts } from './scalar-texts';

/**
 * The text of `Yaml.stringify(...documents)`, many times as fast, for any number of documents. Structure and usual
 * strings are written here, other scalars are written by cdk8s' library and remembered, and a document with anything
 * unusual in it is written by the library as a whole.
 */
export function emitYaml(documents: readonly unknown[]): string {
  return documents.map((document) => emitted(document, asLibrary) ?? Yaml.stringify(document)).join('---\n');
}

/**
 * The same for one object, but for what Go's YAML library reads as something else: that is quoted. kubectl, Argo CD and
 * the API server read with it.
 */
export function emitYamlForGo(object: unknown): string {
  const copy = () => JSON.parse(JSON.stringify(object)) as unknown; // in which nothing is there twice
  return emitted(object, forGo) ?? emitted(copy(), forGo) ?? jsonForGo(object);
}

const asLibrary = new ScalarTexts(false);
const forGo = new ScalarTexts(true);

type Plain = Readonly<Record<string, unknown>> | readonly unknown[];

/** Thrown where something in a document is not written here. */
const UNUSUAL = Symbol('unusual');

/** Undefined where the document is no list or object with something in it, or anything in it is unusual. */
function emitted(document: unknown, scalars: ScalarTexts): string | undefined {
  if (!isCollection(document)) return undefined;
  try {
    const parts: string[] = [];
    addBlock(parts, document, '', { scalars, seen: new Set() });
    return parts.join('');
  } catch (thrown) {
    if (thrown !== UNUSUAL) throw thrown;
    return undefined;
  }
}

interface Emission {
  readonly scalars: ScalarTexts;
  /** What has been written of the document. */
  readonly seen: Set<object>;
}

/**
 * Adds the lines of a list or an object that is not empty; the first one is not indented. What is added is joined at the
 * end: texts that are put together bit by bit keep all bits in memory until someone reads them.
 */
function addBlock(parts: string[], value: Plain, indent: string, emission: Emission): void {
  refuseUnusual(value, emission.seen);
  const inner = `${indent}  `;
  let isFirst = true;
  const startLine = () => {
    if (!isFirst) parts.push(indent);
    isFirst = false;
  };
  if (Array.isArray(value)) {
    for (const item of value) {
      startLine();
      parts.push('- ');
      if (isCollection(item)) addBlock(parts, item, inner, emission);
      else parts.push(scalar(item, inner, emission), '\n');
    }
    return;
  }
  const mapping = value as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(mapping)) {
    const field = mapping[key];
    startLine();
    parts.push(keyText(key, emission));
    if (isCollection(field)) {
      parts.push(':\n', inner);
      addBlock(parts, field, inner, emission);
    } else parts.push(': ', scalar(field, inner, emission), '\n');
  }
}

/** Whether it is no plain object or list, or is in the document twice: then the library writes an alias. */
function refuseUnusual(value: object, seen: Set<object>): void {
  const isOrdinary = Array.isArray(value)
    ? Object.getPrototypeOf(value) === Array.prototype
    : Object.getPrototypeOf(value) === Object.prototype && !('toJSON' in value);
  if (!isOrdinary || seen.has(value)) throw UNUSUAL;
  seen.add(value);
}

/** Not the empty ones, which are written as `[]` and `{}`. */
function isCollection(value: unknown): value is Plain {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.length > 0;
  // the first key is enough
  for (const key in value) if (Object.hasOwn(value, key)) return true;
  return false;
}

function scalar(value: unknown, inner: string, { scalars, seen }: Emission): string {
  switch (typeof value) {
    case 'string':
      return scalars.string(value, inner);
    case 'number':
      return scalars.number(value);
    case 'boolean':
      return String(value);
    case 'object':
      if (value === null) return 'null';
      refuseUnusual(value, seen);
      return Array.isArray(value) ? '[]' : '{}';
    default:
      throw UNUSUAL;
  }
}

function keyText(key: string, { scalars }: Emission): string {
  const text = scalars.key(key);
  if (text === undefined) throw UNUSUAL;
  return text;
}
