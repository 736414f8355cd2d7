import fs from 'node:fs';
import { join } from 'node:path';
import { HEADER } from '../../lib/synth/chart-files';
import { writeFiles } from '../../lib/synth/write-files';
import { filesOf, put, temporaryFolder } from './temporary-folder';

const root = temporaryFolder();
const generated = (text: string) => `${HEADER}\n${text}\n`;
const file = (path: string, text = path) => ({ path, text: generated(text) });

const A = file('test/a/service.a.yaml');
const B = file('test/b/service.b.yaml');
const C = file('test/c/service.c.yaml');

afterEach(() => jest.restoreAllMocks());

it('writes into a folder that does not exist yet', () => {
  const dist = join(root(), 'deep/dist');
  expect(writeFiles(dist, [A, B])).toEqual({ written: [A.path, B.path], removed: [], unchanged: [] });
  expect(filesOf(dist)).toEqual({ [A.path]: A.text, [B.path]: B.text });
});

it('does not touch what is right already', () => {
  writeFiles(root(), [A, B]);
  const past = new Date('2001-01-01');
  fs.utimesSync(join(root(), A.path), past, past);
  const before = fs.statSync(join(root(), A.path));
  const changed = { ...B, text: generated('new') };
  expect(writeFiles(root(), [A, changed])).toEqual({ written: [B.path], removed: [], unchanged: [A.path] });
  const after = fs.statSync(join(root(), A.path));
  expect([after.mtimeMs, after.ino]).toEqual([before.mtimeMs, before.ino]);
});

it('removes stale files of its own, with folders that became empty, and nothing else', () => {
  put(root(), {
    'README.md': 'mine',
    'test/b/notes.md': 'mine',
    'test/b/extra.yaml': 'kind: ConfigMap\n',
    'other/deep/er/copy.yaml': generated('at another depth'),
  });
  writeFiles(root(), [A, B, C]);
  expect(writeFiles(root(), [A]).removed).toEqual([B.path, C.path]);
  expect(Object.keys(filesOf(root()))).toEqual([
    'README.md',
    'other/deep/er/copy.yaml',
    A.path,
    'test/b/extra.yaml',
    'test/b/notes.md',
  ]);
  expect(fs.existsSync(join(root(), 'test/c'))).toBe(false);
});

it('follows no link when it looks for stale files', () => {
  put(root(), { 'elsewhere/x/y.yaml': generated('of another folder') });
  fs.mkdirSync(join(root(), 'dist'));
  fs.symlinkSync(join(root(), 'elsewhere'), join(root(), 'dist/linked'));
  expect(writeFiles(join(root(), 'dist'), []).removed).toEqual([]);
});

describe('a failure', () => {
  const old = [A, B];
  const next = [{ ...A, text: generated('changed') }, C, { ...B, text: generated('changed') }];
  let before: Record<string, string>;

  beforeEach(() => {
    writeFiles(root(), old);
    put(root(), { 'README.md': 'mine', [`test/stale/${'s'}.yaml`]: generated('stale') });
    before = filesOf(root());
  });

  /** Lets the first call that names the path fail, as on a full disk. */
  function failAt(name: 'renameSync' | 'writeFileSync' | 'rmSync', path: RegExp): void {
    const original = fs[name] as (...args: unknown[]) => unknown;
    let failed = false;
    jest.spyOn(fs, name).mockImplementation(((...args: unknown[]) => {
      if (!failed && args.some((arg) => typeof arg === 'string' && path.test(arg))) {
        failed = true;
        throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      }
      return original(...args);
    }) as never);
  }

  it.each([
    ['while the first file is staged', 'writeFileSync', /\.synth\/0$/],
    ['while the last file is staged', 'writeFileSync', /\.synth\/2$/],
    ['at the first change', 'renameSync', /service\.a\.yaml$/],
    ['at a new file', 'renameSync', /service\.c\.yaml$/],
    ['at the last change', 'renameSync', /service\.b\.yaml$/],
    ['when a stale file is removed', 'rmSync', /s\.yaml$/],
  ] as const)('%s leaves every file and folder as it was', (_, name, path) => {
    failAt(name, path);
    expect(() => writeFiles(root(), next)).toThrow('ENOSPC');
    jest.restoreAllMocks();
    expect(filesOf(root())).toEqual(before);
    expect(fs.existsSync(join(root(), 'test/c'))).toBe(false);
    expect(writeFiles(root(), next).written).toHaveLength(3);
  });

  it('in the way of a file is named, before anything changes', () => {
    fs.mkdirSync(join(root(), C.path), { recursive: true });
    expect(() => writeFiles(root(), next)).toThrow(/service\.c\.yaml: EISDIR/);
    expect(filesOf(root())).toEqual(before);
  });

  it('leaves no folder behind where there was none', () => {
    failAt('writeFileSync', /\.synth\/0$/);
    expect(() => writeFiles(join(root(), 'new'), next)).toThrow('ENOSPC');
    expect(fs.existsSync(join(root(), 'new'))).toBe(false);
  });
});

describe('two runs at once', () => {
  it('are refused while the first one lives', () => {
    put(root(), { '.synth/pid': String(process.ppid) });
    expect(() => writeFiles(root(), [A])).toThrow(`another synth (process ${process.ppid}) is writing there`);
    expect(Object.keys(filesOf(root()))).toEqual(['.synth/pid']);
  });

  it('are not seen in what a killed one left', () => {
    const noProcess = 2 ** 22 + 1;
    put(root(), { '.synth/pid': String(noProcess), '.synth/0': 'half' });
    writeFiles(root(), [A]);
    expect(Object.keys(filesOf(root()))).toEqual([A.path]);
  });
});
