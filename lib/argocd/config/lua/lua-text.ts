/** A text in Lua. Lua knows no `\u`, but takes bytes as they are. */
export function luaText(text: string): string {
  const escaped = text.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return `"${escaped}"`;
}

/** A list of texts in Lua. */
export function luaList(texts: readonly string[]): string {
  return texts.length === 0 ? '{}' : `{ ${texts.map(luaText).join(', ')} }`;
}
