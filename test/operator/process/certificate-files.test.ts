import { X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CertificateFiles } from '../../../operator/src/process/certificate-files';
import { serveHttp } from '../../../operator/src/process/http-server';
import type { KeyPair } from '../../../operator/src/process/renewed-certificates';
import { waitFor } from '../../cluster/harness/wait-for';
import { FakeClock } from '../fake-clock';
import { exchange } from './http-exchange';
import { selfSigned } from './self-signed';

const first = selfSigned('first');
const second = selfSigned('second');

function write(folder: string, { cert, key }: KeyPair): void {
  writeFileSync(join(folder, 'tls.crt'), cert);
  writeFileSync(join(folder, 'tls.key'), key);
}

function nameOf({ cert }: KeyPair): string {
  return new X509Certificate(cert).subject;
}

describe('CertificateFiles', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'certificate-files-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function open() {
    const clock = new FakeClock();
    const counts = { read: 0, failed: 0 };
    const changes: string[] = [];
    const files = await CertificateFiles.open({
      directory: folder,
      clock,
      observer: { read: () => counts.read++, failed: () => counts.failed++ },
    });
    files.onChange((pair) => changes.push(nameOf(pair)));
    /** Lets the next look happen, and end: the timer after it is set. */
    const look = async () => {
      await clock.advance(10_000);
      await waitFor('the look has ended', () => (clock.pending === 1 ? true : undefined), { every: 1 });
    };
    return { files, clock, counts, changes, look };
  }

  it('takes a new pair without a restart, and only a new one', async () => {
    write(folder, first);
    const { files, counts, changes, look } = await open();
    await look();
    expect([nameOf(files.current), changes]).toEqual(['CN=first', []]);
    write(folder, second);
    await look();
    expect([nameOf(files.current), changes]).toEqual(['CN=second', ['CN=second']]);
    expect(counts).toEqual({ read: 2, failed: 0 });
    files.close();
  });

  it('keeps the last good pair while the files do not fit, are broken or gone', async () => {
    write(folder, first);
    const { files, counts, look } = await open();
    writeFileSync(join(folder, 'tls.crt'), second.cert);
    await look();
    writeFileSync(join(folder, 'tls.crt'), 'no certificate');
    await look();
    rmSync(join(folder, 'tls.crt'));
    await look();
    expect(nameOf(files.current)).toBe('CN=first');
    expect(counts).toEqual({ read: 1, failed: 3 });
    write(folder, second);
    await look();
    expect(nameOf(files.current)).toBe('CN=second');
    files.close();
  });

  it('follows the links of a mounted Secret', async () => {
    for (const [name, pair] of Object.entries({ one: first, two: second })) {
      mkdirSync(join(folder, name));
      write(join(folder, name), pair);
    }
    symlinkSync('one', join(folder, '..data'));
    for (const file of ['tls.crt', 'tls.key']) symlinkSync(join('..data', file), join(folder, file));
    const { files, changes, look } = await open();
    symlinkSync('two', join(folder, '..next'));
    renameSync(join(folder, '..next'), join(folder, '..data'));
    await look();
    expect(changes).toEqual(['CN=second']);
    files.close();
  });

  it.each([
    ['are missing', () => undefined],
    ['do not fit', () => write(folder, { cert: first.cert, key: second.key })],
  ])('does not open where the files %s', async (_, prepare) => {
    prepare();
    await expect(open()).rejects.toThrow();
  });

  it('looks no more once closed', async () => {
    write(folder, first);
    const { files, clock } = await open();
    files.close();
    expect(clock.pending).toBe(0);
  });

  it('serves HTTPS by the pair that holds, without dropping the port', async () => {
    write(folder, first);
    const { files, look } = await open();
    const server = await serveHttp({
      address: { host: '127.0.0.1', port: 0 },
      handler: (_, response) => response.end('x'),
      certificates: files,
    });
    expect((await exchange(server.url, { ca: first.cert })).body).toBe('x');
    write(folder, second);
    await look();
    expect((await exchange(server.url, { ca: second.cert })).body).toBe('x');
    await expect(exchange(server.url, { ca: first.cert })).rejects.toThrow('certificate');
    files.close();
    await server.close();
  });
});
