/** What follows the app's name in the names that this library gives, by kind. */
const SUFFIXES: Readonly<Record<string, RegExp>> = {
  ConfigMap: /^-mcp-(app|widget-.+)$/,
  ServiceAccount: /^-mcp$/,
};

/**
 * Whether the name is one that this library gives to objects of one of these apps. Secrets never are: it makes none.
 * Decision: docs/adr/0022-which-dangling-references-are-errors.md
 */
export function isOwnName(kind: string, name: string, apps: ReadonlySet<string>): boolean {
  const suffix = SUFFIXES[kind];
  if (suffix === undefined) return false;
  // the app's own name may have -mcp in it as well
  for (let end = name.indexOf('-mcp'); end >= 0; end = name.indexOf('-mcp', end + 1)) {
    if (apps.has(name.slice(0, end)) && suffix.test(name.slice(end))) return true;
  }
  return false;
}
