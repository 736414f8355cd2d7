/** Of schemas and their rules, so it does not grow for ever. */
const compiled = new Map<string, RegExp>();

/** A pattern of a schema or a CEL rule. Ours mean the same to RE2 and to JavaScript (explicit classes only). */
export function compiledPattern(pattern: string): RegExp {
  const known = compiled.get(pattern) ?? new RegExp(pattern, 'u');
  compiled.set(pattern, known);
  return known;
}
