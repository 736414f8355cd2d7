import { Yaml } from 'cdk8s';

/**
 * The text of `Yaml.stringify(...documents)`, several times as fast, for any number of documents. Structure is written
 * here, scalars are written by cdk8s' library and remembered, and a document with anything unusual in it is written
 * by the library as a whole.
 */
export function emitYaml(documents: readonly unknown[]): string {
  return documents.map(emitDocument).join('---\n');
}

type Plain = Readonly<Record<string, unknown>> | readonly unknown[];

function emitDocument(document: unknown): string {
  return isCollection(document) && isOrdinary(document, new Set())
    ? block(document, '')
    : Yaml.stringify(document);
}

/** Whether it is made of plain objects, lists and scalars, without holes, odd keys and parts that are in it twice. */
function isOrdinary(value: unknown, seen: Set<object>): boolean {
  if (value === null) return true;
  if (typeof value !== 'object') return ['string', 'number', 'boolean'].includes(typeof value);
  // the library writes the second one as an alias
  if (seen.has(value)) return false;
  seen.add(value);
  if (Array.isArray(value))
    return Object.getPrototypeOf(value) === Array.prototype && areOrdinary(value, seen);
  if (Object.getPrototypeOf(value) !== Object.prototype || 'toJSON' in value) return false;
  return Object.keys(value).every((key) => keyText(key) !== '') && areOrdinary(Object.values(value), seen);
}

function areOrdinary(values: readonly unknown[], seen: Set<object>): boolean {
  // not every(), which jumps over holes
  for (const value of values) {
    if (!isOrdinary(value, seen)) return false;
  }
  return true;
}

/** The lines of a list or an object that is not empty; the first one is not indented. */
function block(value: Plain, indent: string): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map(
      (item) => `- ${isCollection(item) ? block(item, inner) : `${scalar(item, indent)}\n`}`,
    );
    return items.join(indent);
  }
  const fields = Object.entries(value).map(
    ([key, field]) =>
      `${keyText(key)}:${isCollection(field) ? `\n${inner}${block(field, inner)}` : ` ${scalar(field, indent)}\n`}`,
  );
  return fields.join(indent);
}

/** Not the empty ones, which are written as `[]` and `{}`. */
function isCollection(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

function scalar(value: unknown, indent: string): string {
  if (typeof value === 'string') return stringText(value, indent);
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? '[]' : '{}';
  if (typeof value === 'number' && !(Number.isSafeInteger(value) && value !== 0)) return rendered(value, '');
  return String(value);
}

/** Begins with a letter and is longer than `false`, so it is no boolean, null, number or date of YAML 1.1. */
const ORDINARY_STRING = /^[A-Za-z][-A-Za-z0-9._/:@]{4,}[A-Za-z0-9]$/;

function stringText(value: string, indent: string): string {
  if (ORDINARY_STRING.test(value)) return value;
  const known = strings.get(value);
  if (known !== undefined) return known;
  const text = rendered(value, indent);
  // a text of several lines is indented
  if (!text.includes('\n')) remember(strings, value, text);
  return text;
}

/** Empty for a key that is not written in one line as `key: value`. */
function keyText(key: string): string {
  const known = keys.get(key);
  if (known !== undefined) return known;
  const [, text = ''] = /^([^\n]*): 0\n$/.exec(isOddKey(key) ? '' : Yaml.stringify({ [key]: 0 })) ?? [];
  return remember(keys, key, text.startsWith('?') ? '' : text);
}

/** `<<` merges in YAML 1.1, and marks of documents are written in two ways. */
function isOddKey(key: string): boolean {
  return key === '<<' || /^(?:%|---|\.\.\.)/m.test(key);
}

/** The scalar as the library writes it in an object that is indented so far. */
function rendered(value: unknown, indent: string): string {
  const parents = Array.from({ length: indent.length / 2 }, (_, depth) => `${'  '.repeat(depth)}k:\n`);
  const document = parents.reduce<unknown>((inner) => ({ k: inner }), { k: value });
  return Yaml.stringify(document).slice(`${parents.join('')}${indent}k: `.length, -1);
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
