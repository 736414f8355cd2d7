import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { formatFleetFindings } from '../../lib/fleet/fleet-report';
import { readFleet } from '../../lib/synth/read-fleet';
import { appYaml, environmentYaml } from '../fleet/fleet-fixture';
import { put, temporaryFolder } from './temporary-folder';

const root = temporaryFolder();
const MIB = 1024 * 1024;

beforeEach(() => {
  put(root(), {
    'fleet/apps/hello.yaml': appYaml('hello'),
    'fleet/environments/test.yaml': environmentYaml('test'),
  });
});
afterEach(() => jest.restoreAllMocks());

const messages = () => formatFleetFindings(readFleet(root(), 'fleet').findings, ['test']);

it('reads .yaml and .yml, several documents, and passes over everything else', () => {
  put(root(), {
    'fleet/apps/two.yml': `${appYaml('a')}\n---\n# nothing\n---\n${appYaml('b')}`,
    'fleet/apps/README.md': '# Apps',
    'fleet/apps/.hidden.yaml': ': no YAML [',
    'fleet/apps/.git/x.yaml': ': no YAML [',
  });
  expect(messages()).toEqual([]);
  expect(readFleet(root(), 'fleet').documents.apps.map(({ file }) => file)).toEqual([
    'fleet/apps/hello.yaml',
    'fleet/apps/two.yml',
    'fleet/apps/two.yml',
  ]);
});

it.each<[string, string | Buffer, string]>([
  ['malformed YAML', 'apiVersion: [1, 2\nkind: x\n', 'fleet/apps/bad.yaml:'],
  ['an empty file', '', 'fleet/apps/bad.yaml:\n  is empty.'],
  ['a file of comments', '# later\n', 'fleet/apps/bad.yaml:\n  contains no document, only comments.'],
  ['a file of 10 MiB', Buffer.alloc(10 * MIB, 0x20), 'is larger than 8 MiB, the most that is read.'],
  [
    'bytes that are not UTF-8',
    Buffer.from('kind: x\nname: M\xfcller\n', 'latin1'),
    'is not UTF-8: line 2 holds bytes that are no character.',
  ],
  ['a duplicate key', 'kind: a\nkind: b\n', 'fleet/apps/bad.yaml:2:1'],
])('refuses %s', (_, content, message) => {
  put(root(), { 'fleet/apps/bad.yaml': content });
  expect(messages()).toHaveLength(1);
  expect(messages()[0]).toContain(message);
});

it('refuses a directory where a file is expected, and one that would not be read', () => {
  fs.mkdirSync(join(root(), 'fleet/apps/shop.yaml'));
  put(root(), { 'fleet/apps/team/app.yaml': appYaml('app') });
  expect(messages()).toEqual([
    'fleet/apps/shop.yaml:\n  is a directory.\n  Fix: put a file there, or rename the directory.',
    'fleet/apps/team:\n  is a directory, which is not read.\n  Fix: put its files into fleet/apps itself, or hide it by a name that starts with a dot.',
  ]);
});

it('refuses a link to a directory, whose apps would be missed', () => {
  put(root(), { 'elsewhere/app.yaml': appYaml('app') });
  fs.symlinkSync(join(root(), 'elsewhere'), join(root(), 'fleet/apps/team'));
  fs.symlinkSync(join(root(), 'gone'), join(root(), 'fleet/apps/notes'));
  fs.symlinkSync('loop', join(root(), 'fleet/apps/loop'));
  expect(messages()).toHaveLength(1);
  expect(messages()[0]).toContain('fleet/apps/team:\n  is a directory, which is not read.');
});

it('refuses a file that may not be read', () => {
  const read = fs.readFileSync;
  // root may read everything, so permissions alone would not do
  jest.spyOn(fs, 'readFileSync').mockImplementation(((path: string, ...options: []) => {
    if (!path.endsWith('hello.yaml')) return read(path, ...options);
    throw Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
  }) as never);
  expect(messages()).toEqual([
    'fleet/apps/hello.yaml:\n  may not be read by this user.\n  Fix: change its permissions.',
  ]);
});

it('refuses a link to nothing and a pipe, without waiting for it', () => {
  fs.symlinkSync(join(root(), 'gone'), join(root(), 'fleet/apps/a.yaml'));
  execFileSync('mkfifo', [join(root(), 'fleet/apps/b.yaml')]);
  expect(messages()).toHaveLength(2);
  expect(messages()[0]).toContain('fleet/apps/a.yaml:\n  does not exist.');
});

it('refuses a fleet without apps, without environments, and without folders', () => {
  fs.rmSync(join(root(), 'fleet/apps/hello.yaml'));
  fs.rmSync(join(root(), 'fleet/environments'), { recursive: true });
  expect(messages()).toEqual([
    'fleet/apps:\n  contains no app.\n  Fix: add a file such as fleet/apps/my-app.yaml.',
    'fleet/environments:\n  does not exist.\n  Fix: create it, or run this where your fleet is.',
  ]);
});
