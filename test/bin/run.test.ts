import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dependencies } from '../../bin/run';
import { run } from '../../bin/run';
import { valueAt } from '../../lib/validation/field-path';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chatgpt-apps-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return name;
}

/** Stands in for the real rules: refuses `spec.port` over 65535, warns about `spec.old`. */
const check: Dependencies['check'] = (manifest) => {
  const port = valueAt(manifest, ['spec', 'port']);
  const tooHigh = typeof port === 'number' && port > 65535;
  const old = valueAt(manifest, ['spec', 'old']) !== undefined;
  return {
    errors: tooHigh
      ? [{ severity: 'error', path: ['spec', 'port'], value: port, rule: 'is too high', fix: 'lower it' }]
      : [],
    warnings: old ? [{ severity: 'warning', path: ['spec', 'old'], rule: 'is old', fix: 'remove it' }] : [],
    defaulted: manifest,
  };
};

interface Terminal {
  readonly stdin?: Uint8Array[];
  readonly isTTY?: boolean;
  readonly env?: Record<string, string>;
  readonly check?: Dependencies['check'];
}

async function chatgptApps(argv: string[], terminal: Terminal = {}) {
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    isTTY: terminal.isTTY,
    write: (text: string) => {
      written[name] += text;
    },
  });
  const stdin = (async function* () {
    yield* terminal.stdin ?? [];
  })();
  const io = {
    stdin,
    stdout: output('stdout'),
    stderr: output('stderr'),
    cwd: folder,
    env: terminal.env ?? {},
  };
  const exitCode = await run(argv, io, { check: terminal.check ?? check });
  return { exitCode, ...written };
}

function app(name: string, spec = '{}', namespace = 'shops'): string {
  return `kind: ChatGPTApp\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: ${spec}\n`;
}

describe('chatgpt-apps', () => {
  it('shows its help', async () => {
    const { exitCode, stdout } = await chatgptApps(['--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('validate FILE…');
  });

  it('shows its version', async () => {
    const { version } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8'));
    expect(await chatgptApps(['--version'])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' });
  });

  it.each([
    [[], 'a command is missing'],
    [['frobnicate'], 'there is no command "frobnicate"'],
    [['--frobnicate'], "Unknown option '--frobnicate'"],
    [['validate'], 'a file is missing'],
    [['validate', '--frobnicate', 'x'], "Unknown option '--frobnicate'"],
    [['validate', '--output', 'xml', 'x'], '--output is text or json, not "xml"'],
  ])('%j is bad usage', async (argv, message) => {
    const { exitCode, stdout, stderr } = await chatgptApps(argv);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(`chatgpt-apps: ${message}`);
    expect(stderr).toContain('Usage: ');
  });

  it('asks to report an unexpected error, without a stack trace', async () => {
    const broken = () => {
      throw new Error('broken rule');
    };
    const { exitCode, stderr } = await chatgptApps(['validate', file('a.yaml', app('a'))], { check: broken });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('unexpected error: broken rule\n  Fix: please report it');
    expect(stderr).not.toContain('    at ');
  });
});

describe('chatgpt-apps validate', () => {
  it('shows its help', async () => {
    const { exitCode, stdout } = await chatgptApps(['validate', '-h']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Exit codes: ');
  });

  it('exits 0 for valid apps', async () => {
    const argv = [
      'validate',
      file('a.yaml', `${app('a')}---\n# none\n---\n${app('b')}`),
      file('c.yaml', app('c')),
    ];
    expect(await chatgptApps(argv)).toEqual({ exitCode: 0, stdout: '2 files: 3 apps valid\n', stderr: '' });
  });

  it('exits 1 and prints each finding at its place', async () => {
    file('a.yaml', app('a', '\n  port: 70000'));
    file('b.yaml', app('b', '\n  old: yes'));
    expect(await chatgptApps(['validate', 'a.yaml', 'b.yaml'])).toEqual({
      exitCode: 1,
      stdout: [
        'a.yaml:4:9: spec.port = 70000',
        '  is too high.',
        '  Fix: lower it.',
        'b.yaml:4:8: warning: spec.old = true',
        '  is written yes, which Kubernetes (YAML 1.1) reads as true and YAML 1.2 as "yes".',
        '  Fix: write true if that is meant, else put the text in quotes: "yes".',
        'b.yaml:4:8: warning: spec.old',
        '  is old.',
        '  Fix: remove it.',
        '2 files: 1 app valid, 1 invalid (1 error, 2 warnings)',
        '',
      ].join('\n'),
      stderr: '',
    });
  });

  it('prints errors only with --quiet', async () => {
    file('a.yaml', app('a', '{port: 70000, old: 1}'));
    const { exitCode, stdout } = await chatgptApps(['validate', '--quiet', 'a.yaml']);
    expect(exitCode).toBe(1);
    expect(stdout).toBe('a.yaml:3:14: spec.port = 70000\n  is too high.\n  Fix: lower it.\n');
  });

  it('reads standard input for -', async () => {
    // a chunk may end inside a character
    const bytes = Buffer.from(app('a', '{port: 70000, name: ü}'));
    const cut = bytes.indexOf(0xbc);
    const { exitCode, stdout } = await chatgptApps(['validate', '-'], {
      stdin: [bytes.subarray(0, cut), bytes.subarray(cut)],
    });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('<stdin>:3:14: spec.port = 70000');
  });

  it('does not run the rules on what cannot be parsed', async () => {
    const { exitCode, stdout } = await chatgptApps(['validate', file('a.yaml', 'a: [')]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('a.yaml:1:5:\n  is not valid YAML: ');
    expect(stdout).toContain('1 file: 0 apps valid, 1 invalid (1 error)');
  });

  it.each([
    ['an empty file', ''],
    ['a file of comments', '# none\n---\n# none\n'],
  ])('refuses %s', async (_, content) => {
    expect(await chatgptApps(['validate', '-q', file('a.yaml', content)])).toEqual({
      exitCode: 1,
      stdout: 'a.yaml:\n  contains no document.\n  Fix: add a ChatGPTApp, or do not pass the file.\n',
      stderr: '',
    });
  });

  it.each<[string, () => string, string, string]>([
    ['a file that does not exist', () => 'none.yaml', 'does not exist', 'create it, or correct the name'],
    ['a directory', () => './', 'is a directory', 'pass the files, such as ./*.yaml'],
    [
      'bytes that are not UTF-8',
      () => file('a.yaml', Buffer.from([0x61, 0x0a, 0xc3, 0xa9, 0xff, 0x0a])),
      'is not UTF-8: line 2 holds bytes that are no character',
      'save the file as UTF-8',
    ],
    [
      'a character cut at the end',
      () => file('a.yaml', Buffer.from([0x61, 0xc3])),
      'is not UTF-8: line 1 holds bytes that are no character',
      'save the file as UTF-8',
    ],
    [
      'a file of 10 MB',
      () => file('a.yaml', Buffer.alloc(10_000_000, 0x20)),
      'is larger than 8 MiB, the most that is read',
      'keep one app per file, and put large widgets into the image',
    ],
  ])('exits 2 for %s, and checks the other files', async (_, create, rule, fix) => {
    const argv = ['validate', create(), file('b.yaml', app('b', '{port: 70000}'))];
    const { exitCode, stdout, stderr } = await chatgptApps(argv);
    expect(exitCode).toBe(2);
    expect(stderr).toBe(`${argv[1]}:\n  ${rule}.\n  Fix: ${fix}.\n`);
    expect(stdout).toContain('b.yaml:3:14: spec.port');
    expect(stdout).toContain('2 files: 0 apps valid, 1 invalid, 1 file not read (2 errors)');
  });

  it('stops reading an endless input at the limit', async () => {
    let chunks = 0;
    const endless = {
      [Symbol.iterator]: () => ({ next: () => ({ done: false, value: Buffer.alloc(2 ** 20, chunks++) }) }),
    };
    const { exitCode, stderr } = await chatgptApps(['validate', '-'], { stdin: endless as never });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('is larger than 8 MiB');
    expect(chunks).toBe(9);
  });

  it('reads a file of exactly the limit', async () => {
    const content = Buffer.alloc(8 * 1024 * 1024, '#');
    content.write(app('a'));
    expect((await chatgptApps(['validate', file('a.yaml', content)])).exitCode).toBe(0);
  });

  describe('for several documents', () => {
    it('refuses an app that is given twice, and names both places', async () => {
      const argv = ['validate', file('a.yaml', app('x')), file('b.yaml', app('x'))];
      const { exitCode, stdout } = await chatgptApps(argv);
      expect(exitCode).toBe(1);
      expect(stdout).toContain(
        'b.yaml:2:18: metadata.name = "x"\n  names a second ChatGPTApp of namespace shops, after a.yaml:2:18.',
      );
    });

    it('takes the same name in two namespaces, and the same file given twice', async () => {
      const argv = [
        'validate',
        file('a.yaml', app('x')),
        file('b.yaml', app('x', '{}', 'other')),
        './a.yaml',
      ];
      expect((await chatgptApps(argv)).stdout).toBe('2 files: 2 apps valid\n');
    });

    it('warns about two apps of one host', async () => {
      const argv = [
        'validate',
        file('a.yaml', `${app('x', '{host: h.example}')}---\n${app('y', '{host: h.example}')}`),
      ];
      const { exitCode, stdout } = await chatgptApps(argv);
      expect(exitCode).toBe(0);
      expect(stdout).toContain(
        'a.yaml:7:14: warning: spec.host = "h.example"\n  is the host of x too, in a.yaml:3:14.',
      );
    });
  });

  it('reports as JSON', async () => {
    file('a.yaml', app('a', '{port: 70000, old: 1}'));
    const { exitCode, stdout, stderr } = await chatgptApps(['validate', '-o', 'json', 'a.yaml', 'none.yaml']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      valid: false,
      files: [
        {
          file: 'a.yaml',
          documents: [
            {
              kind: 'ChatGPTApp',
              name: 'a',
              namespace: 'shops',
              valid: false,
              errors: [
                {
                  path: 'spec.port',
                  value: 70000,
                  rule: 'is too high',
                  fix: 'lower it',
                  line: 3,
                  column: 14,
                },
              ],
              warnings: [{ path: 'spec.old', rule: 'is old', fix: 'remove it', line: 3, column: 26 }],
            },
          ],
        },
        {
          file: 'none.yaml',
          documents: [],
          error: { rule: 'does not exist', fix: 'create it, or correct the name' },
        },
      ],
    });
  });

  it.each([
    [true, {}, true],
    [true, { NO_COLOR: '1' }, false],
    [false, {}, false],
  ])('on a terminal (%s) with %j uses colour: %s', async (isTTY, env, coloured) => {
    file('a.yaml', app('a', '{port: 70000}'));
    const { stdout } = await chatgptApps(['validate', 'a.yaml'], { isTTY, env });
    expect(stdout.includes('\u001b[31m')).toBe(coloured);
  });

  it('never passes control characters of a file to the terminal', async () => {
    file('a.yaml', '"\\e[2J": y\n');
    const { stdout } = await chatgptApps(['validate', 'a.yaml']);
    expect(stdout).toContain('\\x1b[2J');
    expect(stdout).not.toContain('\u001b');
  });
});

// made by npm run build, which npm test runs first
const compiled = join(__dirname, '..', '..', 'bin', 'chatgpt-apps.js');

describe('the compiled program', () => {
  it('starts by its shebang line', () => {
    expect(readFileSync(compiled, 'utf8').startsWith('#!/usr/bin/env node\n')).toBe(true);
  });

  it('keeps quiet when the reader of its output has gone', () => {
    // their findings take twenty times what a pipe holds
    file('a.yaml', 'k: y\n---\n'.repeat(4000));
    const command = `"${process.execPath}" "${compiled}" validate a.yaml | head -1`;
    const { stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' });
    expect(stdout.split('\n')).toHaveLength(2);
    expect(stderr).toBe('');
  });
});
