import { formattedFloat } from '../go-format';
import { GoInt64, GoMap, type GoValue } from '../go-value';

const LONGEST_LINE = 70;
const PLAIN = /^[A-Za-z][A-Za-z0-9._/-]*( [A-Za-z0-9][A-Za-z0-9._/-]*)*$/;
/** What YAML would read as something else than a text, and what therefore stands in quotes. */
const READ_AS_OTHER = /^(|~|y|n|yes|no|on|off|true|false|null|[0-9]+|[0-9]+\.[0-9]+)$/i;

/**
 * Block YAML as Argo CD writes it.
 *
 * @throws Error for texts whose form (quotes, folding) would have to be guessed.
 */
export function yamlOf(value: GoValue): string {
  return lines(value).join('\n');
}

function lines(value: GoValue): string[] {
  if (Array.isArray(value)) return value.length === 0 ? ['[]'] : value.flatMap(itemLines);
  if (value instanceof GoMap) {
    if (value.entries.size === 0) return ['{}'];
    return value.sortedKeys().flatMap((key) => entryLines(key, value.entries.get(key) ?? null));
  }
  return [scalar(value)];
}

function itemLines(item: GoValue): string[] {
  return lines(item).map((line, index) => `${index === 0 ? '- ' : '  '}${line}`);
}

/** A list stands below its key, without being indented. */
function entryLines(key: string, value: GoValue): string[] {
  const own = lines(value);
  const name = scalar(key);
  if (Array.isArray(value) && value.length > 0) return [`${name}:`, ...own];
  if (value instanceof GoMap && value.entries.size > 0)
    return [`${name}:`, ...own.map((line) => `  ${line}`)];
  return [`${name}: ${own[0]}`];
}

function scalar(value: Exclude<GoValue, GoValue[] | GoMap>): string {
  if (value === null) return 'null';
  if (value instanceof GoInt64) return value.value.toString();
  if (typeof value === 'number') return formattedNumber(value);
  if (typeof value !== 'string') return String(value);
  if (READ_AS_OTHER.test(value)) return JSON.stringify(value);
  if (PLAIN.test(value) && value.length <= LONGEST_LINE) return value;
  throw new Error(
    `toYaml does not know here how ${JSON.stringify(value)} is quoted; use toJson, which YAML reads too`,
  );
}

function formattedNumber(value: number): string {
  return Number.isSafeInteger(value) ? String(value) : formattedFloat(value);
}
