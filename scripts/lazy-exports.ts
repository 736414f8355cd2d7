const REEXPORT = /^export \* from '(?<part>[^']+)';$/;

/**
 * A CommonJS module with all that an index exports, each part loaded when something of it is first used.
 *
 * @param index TypeScript, nothing but `export * from '…';`.
 * @param namesOf the names that a part exports.
 */
export function lazyExports(index: string, namesOf: (part: string) => readonly string[]): string {
  const parts = index.trim().split('\n').map(partOf);
  const names = parts.flatMap(namesOf);
  return [
    '"use strict";',
    'Object.defineProperty(exports, "__esModule", { value: true });',
    'const lazily = (load, names) => {',
    '  for (const name of names) Object.defineProperty(exports, name, { enumerable: true, get: () => load()[name] });',
    '};',
    ...parts.map(
      (part) => `lazily(() => require(${JSON.stringify(part)}), ${JSON.stringify(namesOf(part))});`,
    ),
    '// never run: by this Node knows the names before it runs a module that an ES module imports',
    `0 && (module.exports = { ${names.join(', ')} });`,
    '',
  ].join('\n');
}

function partOf(line: string): string {
  const part = REEXPORT.exec(line)?.groups?.part;
  if (part === undefined) throw new Error(`${line}: is not understood. Fix: write export * from '…';`);
  return part;
}
