import { normalizeGitUrl } from '../../lib/argocd/git-url';
import { globMatch, pathMatch } from '../../lib/argocd/glob';

describe('a glob', () => {
  it.each([
    ['chatgpt-*', 'chatgpt-production', undefined],
    ['*', 'a/b', undefined],
    ['a*', 'a/b', undefined],
    ['**', 'a/b', '/'],
    ['https://github.com/acme/*', 'https://github.com/acme/shop', '/'],
    ['{a,b}-?', 'b-1', undefined],
    ['[a-c]x', 'bx', undefined],
    ['[!a-c]x', 'dx', undefined],
    ['a\\*', 'a*', undefined],
    ['a.b', 'a.b', undefined],
    // what gobwas/glob does with these is odd, but so Argo CD decides
    ['{a', 'a', undefined],
    ['[^a]b', 'ab', undefined],
    ['', '', undefined],
  ])('%s matches %s', (pattern, text, separator) => {
    expect(globMatch(pattern, text, separator)).toBe(true);
  });

  it.each([
    ['https://github.com/acme/*', 'https://github.com/acme/shop/x', '/'],
    ['*', 'a/b', '/'],
    ['a.b', 'axb', undefined],
    ['[!a-c]x', 'bx', undefined],
    ['{a,b}', 'c', undefined],
    ['', 'a', undefined],
    ['[a', '[a', undefined],
    ['{a', '{a', undefined],
    ['[^a]b', 'cb', undefined],
    ['a\\', 'a\\', undefined],
  ])('%s does not match %s', (pattern, text, separator) => {
    expect(globMatch(pattern, text, separator)).toBe(false);
  });
});

describe('a pattern of kinds and names', () => {
  it.each([
    ['*', 'Deployment'],
    ['chatgpt-*', 'chatgpt-production'],
    ['*.acme.com', 'widgets.acme.com'],
    ['[^a]b', 'cb'],
    ['?', 'a'],
  ])('%s matches %s', (pattern, text) => {
    expect(pathMatch(pattern, text)).toBe(true);
  });

  it.each([
    ['*', 'a/b'],
    ['{a,b}', 'a'],
    ['[^a]b', 'ab'],
    ['[a', 'a'],
    ['deployment', 'Deployment'],
  ])('%s does not match %s', (pattern, text) => {
    expect(pathMatch(pattern, text)).toBe(false);
  });
});

it.each([
  ['https://GitHub.com/acme/shop.git', 'https://github.com/acme/shop'],
  ['git@github.com:acme/shop.git', 'git@github.com/acme/shop'],
  ['ssh://git@github.com/acme/shop', 'git@github.com/acme/shop'],
  [' https://a/b ', 'https://a/b'],
  ['https://a/{b,c}', 'https://a/%7Bb,c%7D'],
])('%s is compared as %s', (url, normalized) => {
  expect(normalizeGitUrl(url)).toBe(normalized);
});
