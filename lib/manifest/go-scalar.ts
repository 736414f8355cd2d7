import { parseGoFloat, parseGoInteger, parseSignedBinary } from './go-number';

/**
 * A scalar as go.yaml.in/yaml/v2 resolves it, the parser under sigs.k8s.io/yaml and so under kubectl,
 * Argo CD and the API server. Compared with the real one: test/manifest/go-yaml.test.ts.
 *
 * @see https://github.com/yaml/go-yaml/blob/v2.4.2/resolve.go
 */
export type Scalar =
  | { readonly kind: 'null'; readonly value: null }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'int'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string };

const NULL: Scalar = { kind: 'null', value: null };

const NAMED = new Map<string, Scalar>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map(named('bool', true)),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map(named('bool', false)),
  ...['', '~', 'null', 'Null', 'NULL'].map((text): [string, Scalar] => [text, NULL]),
  ...['.nan', '.NaN', '.NAN'].map(named('float', Number.NaN)),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map(named('float', Number.POSITIVE_INFINITY)),
  ...['-.inf', '-.Inf', '-.INF'].map(named('float', Number.NEGATIVE_INFINITY)),
]);

/** The float that go-yaml accepts after a digit or a sign, underscores already removed. */
const YAML_STYLE_FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;

/** After a leading dot go-yaml asks ParseFloat alone, which takes underscores between digits. */
const DOT_FLOAT = /^\.[0-9]+(_[0-9]+)*([eE][-+]?[0-9]+(_[0-9]+)*)?$/;

/** What a plain (unquoted, untagged) scalar means. */
export function resolvePlain(text: string): Scalar {
  const known = NAMED.get(text);
  if (known !== undefined) return known;
  const first = text[0] ?? '';
  if (first === '.') return resolveDotted(text);
  if (/[-+0-9]/.test(first)) return resolveNumber(text);
  return { kind: 'string', value: text };
}

const TAG_PREFIX = 'tag:yaml.org,2002:';

/** The short form of a tag, `!!int` for `tag:yaml.org,2002:int`. */
export function shortTag(tag: string): string {
  return tag.startsWith(TAG_PREFIX) ? `!!${tag.slice(TAG_PREFIX.length)}` : tag;
}

/** What a scalar with an explicit tag means; undefined where the tag does not fit the text or is unknown. */
export function resolveTagged(tag: string, text: string): Scalar | undefined {
  switch (shortTag(tag)) {
    case '!':
    case '!!str':
      return { kind: 'string', value: text };
    case '!!binary':
      return decodeBinary(text);
    case '!!null':
      return ofKind('null', resolvePlain(text));
    case '!!bool':
      return ofKind('bool', resolvePlain(text));
    case '!!int':
      return ofKind('int', resolvePlain(text));
    case '!!float':
      return asFloat(resolvePlain(text));
    default:
      return undefined;
  }
}

export const SCALAR_TAGS: readonly string[] = ['!!str', '!!int', '!!float', '!!bool', '!!null', '!!binary'];

function named(kind: 'bool' | 'float', value: boolean | number) {
  return (text: string): [string, Scalar] => [text, { kind, value } as Scalar];
}

function resolveDotted(text: string): Scalar {
  const value = DOT_FLOAT.test(text) ? parseGoFloat(text.replaceAll('_', '')) : undefined;
  return value === undefined ? { kind: 'string', value: text } : { kind: 'float', value };
}

function resolveNumber(text: string): Scalar {
  const digits = text.replaceAll('_', '');
  const integer = parseGoInteger(digits);
  if (integer !== undefined) return { kind: 'int', value: integer };
  const float = YAML_STYLE_FLOAT.test(digits) ? parseGoFloat(digits) : undefined;
  if (float !== undefined) return { kind: 'float', value: float };
  const binary = parseSignedBinary(digits);
  if (binary !== undefined) return { kind: 'int', value: binary };
  return { kind: 'string', value: text };
}

function ofKind(kind: Scalar['kind'], scalar: Scalar): Scalar | undefined {
  return scalar.kind === kind ? scalar : undefined;
}

function asFloat(scalar: Scalar): Scalar | undefined {
  if (scalar.kind === 'float') return scalar;
  // go-yaml turns an int64 into a float, but refuses a uint64
  if (scalar.kind === 'int' && scalar.value < 2n ** 63n)
    return { kind: 'float', value: Number(scalar.value) };
  return undefined;
}

/** Base64 as Go's StdEncoding reads it (line breaks ignored, padding required), of UTF-8 text. */
function decodeBinary(text: string): Scalar | undefined {
  const base64 = text.replace(/[\r\n]/g, '');
  if (!/^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(base64)) return undefined;
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return { kind: 'string', value: decoder.decode(Buffer.from(base64, 'base64')) };
  } catch {
    // bytes that are no text have no place in JSON
    return undefined;
  }
}
