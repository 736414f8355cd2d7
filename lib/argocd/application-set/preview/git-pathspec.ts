/**
 * Whether a path is one that `git ls-files` lists for a pattern: the path itself, all in a folder, or a pattern in
 * which `*` and `?` match slashes too.
 *
 * @throws Error for patterns with magic (`:(…)`), and for those that leave the repository.
 */
export function gitPathMatcher(pattern: string): (path: string) => boolean {
  if (pattern.startsWith(':')) throw new Error('begins with a colon, which means magic to git');
  if (pattern.startsWith('/')) throw new Error('is absolute, and git wants it relative to the root');
  const plain = withoutDots(pattern);
  if (plain === '') return () => true;
  const folder = plain.replace(/\/+$/, '');
  const expression = /[*?[\\]/.test(plain) ? wildcards(plain) : undefined;
  return (path) => path === plain || path.startsWith(`${folder}/`) || expression?.test(path) === true;
}

function withoutDots(pattern: string): string {
  const steps: string[] = [];
  for (const step of pattern.split('/')) {
    if (step === '..' && steps.pop() === undefined) throw new Error('leaves the repository');
    if (step !== '.' && step !== '..' && step !== '') steps.push(step);
  }
  return steps.join('/') + (pattern.endsWith('/') && steps.length > 0 ? '/' : '');
}

function wildcards(pattern: string): RegExp | undefined {
  const tokens = pattern.match(/\[[!^]?\]?[^\]]*\]|\\[\s\S]|[\s\S]/gu) ?? [];
  const source = tokens.map((token) => {
    if (token === '*') return '[\\s\\S]*';
    if (token === '?') return '[\\s\\S]';
    if (token.length > 1 && token.startsWith('[')) return characterSet(token.slice(1, -1));
    return escaped(token.length === 2 && token.startsWith('\\') ? token.slice(1) : token);
  });
  try {
    return new RegExp(`^${source.join('')}$`, 'u');
  } catch {
    return undefined;
  }
}

function characterSet(members: string): string {
  if (members.includes('[:')) throw new Error('has a named class of characters, which is not read here');
  const negates = /^[!^]/.test(members);
  const inner = (negates ? members.slice(1) : members).replace(/[\][^\\]/g, '\\$&');
  return `[${negates ? '^' : ''}${inner}]`;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, (character) => (character === '-' ? '-' : `\\${character}`));
}
