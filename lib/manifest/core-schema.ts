import type { Scalar } from './go-scalar';
import type { JsonValue } from './json-value';

const NULL = /^(?:~|null|Null|NULL)?$/;
const TRUE = /^(?:true|True|TRUE)$/;
const FALSE = /^(?:false|False|FALSE)$/;
const DECIMAL = /^[-+]?[0-9]+$/;
const PREFIXED = /^0(?:o[0-7]+|x[0-9a-fA-F]+)$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const INFINITY = /^([-+]?)\.(?:inf|Inf|INF)$/;
const NAN = /^\.(?:nan|NaN|NAN)$/;

/**
 * What a plain scalar means by the core schema of YAML 1.2, as editors and most current parsers read it.
 *
 * @see https://yaml.org/spec/1.2.2/#1032-tag-resolution
 */
function resolveCore(text: string): null | boolean | number | string {
  if (NULL.test(text)) return null;
  if (TRUE.test(text)) return true;
  if (FALSE.test(text)) return false;
  if (DECIMAL.test(text) || PREFIXED.test(text) || FLOAT.test(text)) return Number(text);
  const infinite = INFINITY.exec(text);
  if (infinite !== null) return infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return NAN.test(text) ? Number.NaN : text;
}

/** Whether YAML 1.1 (as Go reads it) and YAML 1.2 take the same text for different values. */
function readersDisagree(text: string, read: Scalar): boolean {
  const core = resolveCore(text);
  const value = read.kind === 'int' ? Number(read.value) : read.value;
  // the sign of a zero is no difference that a manifest can show
  return !(Object.is(core, value) || core === value);
}

/** What is doubtful about a plain scalar that Kubernetes reads as `value`, in the two lines of a finding. */
export function doubtAbout(
  text: string,
  read: Scalar,
  value: JsonValue,
): { readonly rule: string; readonly fix: string } | undefined {
  if (readersDisagree(text, read)) {
    const other = show(resolveCore(text));
    const rule = `is written ${text}, which Kubernetes (YAML 1.1) reads as ${show(value)} and YAML 1.2 as ${other}`;
    if (typeof value === 'string') return { rule, fix: `put it in quotes: "${text}"` };
    return { rule, fix: `write ${show(value)} if that is meant, else put the text in quotes: "${text}"` };
  }
  if (typeof value !== 'number' || !DECIMAL.test(text) || Number.isSafeInteger(value)) return undefined;
  const rule = `is written ${text}, more digits than a number keeps exactly (up to 2^53)`;
  return { rule, fix: `put it in quotes if every digit matters: "${text}"` };
}

function show(value: JsonValue): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
