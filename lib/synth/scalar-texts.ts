import { Yaml } from 'cdk8s';
import { isMisreadByGo, quotedForGo } from './go-yaml-string';
import { yamlString } from './yaml-string';

/** At most so many texts are remembered. */
const LARGEST_MEMORY = 20_000;

/** How scalars are written: usual strings here, others by cdk8s' library. Most of a fleet's strings are those of its other apps. */
export class ScalarTexts {
  private readonly strings = new Map<string, string>();
  private readonly keys = new Map<string, string | undefined>();

  /** @param forGo whether strings are quoted that Go's YAML library would read as something else. */
  constructor(private readonly forGo: boolean) {}

  /** @param inner the indent of a text of several lines. */
  string(value: string, inner: string): string {
    const usual = yamlString(value, inner);
    if (usual === value) return value;
    if (usual !== undefined) return this.forGo && isMisreadByGo(value, usual) ? quotedForGo(value) : usual;
    const known = this.strings.get(value);
    if (known !== undefined) return known;
    const written = rendered(value, inner);
    const text = this.forGo && isMisreadByGo(value, written) ? quotedForGo(value) : written;
    // a text of several lines is indented
    return text.includes('\n') ? text : remembered(this.strings, value, text);
  }

  number(value: number): string {
    return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : rendered(value, '');
  }

  /** Undefined for a key that is not written in one line as `key: value`. */
  key(key: string): string | undefined {
    return this.keys.has(key) ? this.keys.get(key) : remembered(this.keys, key, this.newKey(key));
  }

  private newKey(key: string): string | undefined {
    if (isOddKey(key)) return undefined;
    const [, text = '?'] = /^([^\n]*): 0\n$/.exec(Yaml.stringify({ [key]: 0 })) ?? [];
    if (text.startsWith('?')) return undefined;
    return this.forGo && isMisreadByGo(key, text) ? quotedForGo(key) : text;
  }
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

function remembered<T>(memory: Map<string, T>, value: string, text: T): T {
  if (memory.size >= LARGEST_MEMORY) memory.clear();
  memory.set(value, text);
  return text;
}
