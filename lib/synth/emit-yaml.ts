import { Yaml } from 'cdk8s';
import { yamlString } from './yaml-string';

/**
 * The text of `Yaml.stringify(...documents)`, many times as fast, for any number of documents. Structure and usual
 * strings are written here, other scalars are written by cdk8s' library and remembered, and a document with anything
 * unusual in it is written by the library as a whole.
 */
export function emitYaml(documents: readonly unknown[]): string {
  return documents.map(emitDocument).join('---\n');
}

type Plain = Readonly<Record<string, unknown>> | readonly unknown[];

/** Thrown where something in a document is not written here. */
const UNUSUAL = Symbol('unusual');

function emitDocument(document: unknown): string {
  if (!isCollection(document)) return Yaml.stringify(document);
  try {
    const parts: string[] = [];
    addBlock(parts, document, '', new Set());
    return parts.join('');
  } catch (thrown) {
    if (thrown !== UNUSUAL) throw thrown;
    return Yaml.stringify(document);
  }
}

/**
 * Adds the lines of a list or an object that is not empty; the first one is not indented. What is added is joined at the
 * end: texts that are put together bit by bit keep all bits in memory until someone reads them.
 */
function addBlock(parts: string[], value: Plain, indent: string, seen: Set<object>): void {
  refuseUnusual(value, seen);
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
      if (isCollection(item)) addBlock(parts, item, inner, seen);
      else parts.push(scalar(item, inner, seen), '\n');
    }
    return;
  }
  const mapping = value as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(mapping)) {
    const field = mapping[key];
    startLine();
    parts.push(keyText(key));
    if (isCollection(field)) {
      parts.push(':\n', inner);
      addBlock(parts, field, inner, seen);
    } else parts.push(': ', scalar(field, inner, seen), '\n');
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

function scalar(value: unknown, inner: string, seen: Set<object>): string {
  switch (typeof value) {
    case 'string':
      return stringText(value, inner);
    case 'number':
      return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : rendered(value, '');
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

function stringText(value: string, inner: string): string {
  const known = yamlString(value, inner) ?? strings.get(value);
  if (known !== undefined) return known;
  const text = rendered(value, inner);
  // a text of several lines is indented
  if (!text.includes('\n')) remember(strings, value, text);
  return text;
}

/** @throws UNUSUAL for a key that is not written in one line as `key: value`. */
function keyText(key: string): string {
  const text = keys.get(key) ?? remember(keys, key, renderedKey(key));
  if (text === '') throw UNUSUAL;
  return text;
}

/** Empty where the key is unusual. */
function renderedKey(key: string): string {
  const [, text = ''] = /^([^\n]*): 0\n$/.exec(isOddKey(key) ? '' : Yaml.stringify({ [key]: 0 })) ?? [];
  return text.startsWith('?') ? '' : text;
}

/** `<<` merges in YAML 1.1, and marks of documents are written in two ways. */
function isOddKey(key: string): boolean {
  return key === '<<' || /^(?:%|---|\.\.\.)/m.test(key);
}

/** The scalar as the library writes it in an object whose fields are indented so far. */
function rendered(value: unknown, inner: string): string {
  const depth = Math.max(inner.length / 2 - 1, 0);
  const parents = Array.from({ length: depth }, (_, level) => `${'  '.repeat(level)}k:\n`);
  const document = parents.reduce<unknown>((below) => ({ k: below }), { k: value });
  return Yaml.stringify(document).slice(`${parents.join('')}${'  '.repeat(depth)}k: `.length, -1);
}

/** Most of a fleet's strings are those of its other apps. */
const strings = new Map<string, string>();
const keys = new Map<string, string>();
const LARGEST_MEMORY = 20_000;

function remember(memory: Map<string, string>, value: string, text: string): string {
  if (memory.size >= LARGEST_MEMORY) memory.clear();
  memory.set(value, text);
  return text;
}
