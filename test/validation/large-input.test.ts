import { checkChatGPTApp } from '../../lib/chatgpt/check-chatgptapp';
import type { FieldPath } from '../../lib/validation/field-path';
import { formatFieldPath } from '../../lib/validation/field-path';
import { sampleApp } from '../sample-apps';
import { setAt } from '../set-at';

const LENGTH = 10 * 2 ** 20;
const SHORTER = 2 ** 20;
const tool = { description: 'b', inputSchema: { type: 'object' } };

/** The refused fields. A pattern or rule that takes quadratic time on such input does not end within a test run. */
function refusedFields(path: FieldPath, value: unknown): string[] {
  const app = setAt(sampleApp('fitness'), path, value);
  const { errors } = checkChatGPTApp(app);
  return errors.map((error) => formatFieldPath(error.path));
}

function many<T>(count: number, item: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => item(index));
}

describe('a value far beyond its limit is refused', () => {
  beforeAll(() => checkChatGPTApp(sampleApp('fitness'))); // compiles the schema

  const letters = 'a'.repeat(LENGTH);
  const digits = '1'.repeat(SHORTER);
  it.each<[string, FieldPath, string]>([
    ['letters as host', ['spec', 'host'], letters],
    ['labels as host', ['spec', 'host'], 'a.'.repeat(LENGTH / 2)],
    ['digits as host', ['spec', 'host'], `a.${digits}x`],
    ['letters as image', ['spec', 'mcpServer', 'image'], letters],
    ['separators in an image', ['spec', 'mcpServer', 'image'], 'a__'.repeat(LENGTH / 3)],
    ['slashes in an image', ['spec', 'mcpServer', 'image'], 'a/'.repeat(LENGTH / 2)],
    ['a digest without end', ['spec', 'mcpServer', 'image'], `a@sha256:${letters}`],
    ['a displayName of one letter', ['spec', 'displayName'], letters],
    ['a displayName of emoji', ['spec', 'displayName'], '😀'.repeat(LENGTH / 4)],
    ['a description with line ends', ['spec', 'description'], 'a\n'.repeat(SHORTER / 2)],
    ['a path', ['spec', 'mcpServer', 'path'], '/a'.repeat(SHORTER / 2)],
    ['a path of %', ['spec', 'mcpServer', 'path'], `/${'%2'.repeat(SHORTER / 2)}`],
    ['an issuer', ['spec', 'oauth', 'issuers', 0], `https://${'a.'.repeat(SHORTER / 2)}`],
    ['a resource', ['spec', 'oauth', 'resource'], `https://a/${letters}`],
    ['digits as a quantity', ['spec', 'resources', 'requests', 'memory'], digits],
    ['digits and a letter as a quantity', ['spec', 'resources', 'requests', 'memory'], `${digits}x`],
    ['a percentage', ['spec', 'disruption', 'minAvailable'], `${digits}%`],
    ['a port name', ['spec', 'monitoring', 'port'], letters],
    ['an interval', ['spec', 'monitoring', 'interval'], digits],
    ['a template', ['spec', 'widgets', 0, 'template'], letters],
    ['a mount path', ['spec', 'pod', 'volumeMounts'], letters],
    ['a name', ['metadata', 'name'], letters],
    ['a namespace', ['metadata', 'namespace'], `${letters}-`],
    ['an apiVersion', ['apiVersion'], letters],
  ])('%s', (_, path, value) => {
    const field = formatFieldPath(path);
    expect(refusedFields(path, value)).toContain(field);
  });

  it.each<[string, FieldPath, () => unknown]>([
    ['20 000 tools', ['spec', 'mcpServer', 'tools'], () => many(20_000, (n) => ({ ...tool, name: `t${n}` }))],
    [
      '100 000 tools with unknown widgets',
      ['spec', 'mcpServer', 'tools'],
      () => many(100_000, (n) => ({ ...tool, name: `t${n}`, widget: `w${n}` })),
    ],
    [
      '20 000 widgets',
      ['spec', 'widgets'],
      () => many(20_000, (n) => ({ name: `w${n}`, path: '/w', uri: `ui://a/${n}` })),
    ],
    ['20 000 scopes', ['spec', 'oauth', 'scopes'], () => many(20_000, (n) => `s${n}`)],
    ['20 000 variables', ['spec', 'mcpServer', 'env'], () => many(20_000, (n) => ({ name: `V${n}` }))],
    [
      '20 000 mounts',
      ['spec', 'pod', 'volumeMounts'],
      () => many(20_000, (n) => ({ name: 'x', mountPath: `/${n}` })),
    ],
    [
      '20 000 labels',
      ['spec', 'pod', 'labels'],
      () => Object.fromEntries(many(20_000, (n) => [`our/l${n}`, 'x'])),
    ],
  ])('%s', (_, path, value) => {
    expect(refusedFields(path, value())).toContain(formatFieldPath(path));
  });

  it('3000 unknown fields', () => {
    const spec = Object.fromEntries(many(3000, (n) => [`field${n}`, 1]));
    const { errors } = checkChatGPTApp({ ...sampleApp('hello'), spec });
    expect(errors.length).toBeGreaterThan(3000);
  });

  it('a mapping nested 500 times', () => {
    let nested: unknown = {};
    for (let depth = 0; depth < 500; depth++) nested = { nested };
    expect(refusedFields(['spec', 'host'], nested)).toContain('spec.host');
  });
});
