/**
 * A repository's address as Argo CD compares it: in lower case, without `.git`, and with the short form of ssh
 * (`git@host:path`) like the long one. Braces are encoded, so that a pattern with them matches nothing.
 */
export function normalizeGitUrl(url: string): string {
  let normalized = url.trim().toLowerCase();
  if (/^(ssh:\/\/)?[^/:]*@[^@]+$/.test(normalized) && !normalized.startsWith('ssh://')) {
    normalized = `ssh://${normalized.replace(':', '/')}`;
  }
  return normalized
    .replace(/\.git$/, '')
    .replace(/[{}|\\^"<>` ]/g, encodeURIComponent)
    .replace(/^ssh:\/\//, '');
}
