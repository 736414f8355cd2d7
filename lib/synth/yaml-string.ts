/** Begins with a letter, slash or underscore; no space at the end or before `#`, no colon at the end or before a space. */
const PLAIN = /^[A-Za-z/_](?:[!-9;-~]|:(?=[!-~])| (?=[!"$-~]))*$/;

/** Booleans, null and, to the library, numbers. More than there are do no harm: what is not written here, it writes. */
const WORD = /^(?:y|yes|n|no|true|false|on|off|null|e[-+]?[0-9]+)$/i;

/** Digests: digits and a letter that is in no number. */
const HEXADECIMAL = /^(?!0b)[0-9][0-9a-f]*[abcdf][0-9a-f]*$/;

/** Several lines that neither begin nor end with white space, but for one end of line. */
const LINES = /^\S[\s\S]*\S\n?$/;
const UNPRINTABLE = /[^\P{Cc}\n\t]|\p{Surrogate}/u;

/**
 * A string of a mapping or list as cdk8s' YAML library writes it, for the shapes that most strings of manifests have.
 *
 * @param indent of the lines of a text.
 * @returns undefined for other shapes.
 */
export function yamlString(value: string, indent: string): string | undefined {
  if (PLAIN.test(value)) return WORD.test(value) ? undefined : value;
  if (value.includes('\n')) return yamlLines(value, indent);
  return HEXADECIMAL.test(value) ? value : undefined;
}

function yamlLines(value: string, indent: string): string | undefined {
  if (!LINES.test(value) || UNPRINTABLE.test(value)) return undefined;
  const isEnded = value.endsWith('\n');
  const lines = isEnded ? value.slice(0, -1) : value;
  // empty lines are not indented
  return `|${isEnded ? '' : '-'}\n${indent}${lines.replace(/\n+/g, `$&${indent}`)}`;
}
