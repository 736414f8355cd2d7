import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type CrdFolders, findCrdFile } from './harness/crd-files';
import type { ThirdPartyCrd } from './harness/third-party-crds';

const content = 'kind: CustomResourceDefinition\n';

describe('a third-party CRD', () => {
  let folder: string;
  let folders: CrdFolders;
  let server: Server;
  let asked: number;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'crds-test-'));
    folders = { shared: join(folder, 'shared'), cache: join(folder, 'cache') };
    asked = 0;
    server = createServer((request, response) => {
      asked += 1;
      response.statusCode = request.url === '/crd.yaml' ? 200 : 404;
      response.end(content);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  });
  afterEach(async () => {
    await new Promise((closed) => {
      server.close(closed);
      server.closeAllConnections();
    });
    rmSync(folder, { recursive: true });
  });

  it('comes from the folder beside the checkout', async () => {
    write(join(folders.shared, 'project/crd.yaml'), content);
    expect(await findCrdFile(crd(), folders)).toBe(join(folders.shared, 'project/crd.yaml'));
    expect(asked).toBe(0);
  });

  it('is downloaded once where that folder has none, or another version', async () => {
    write(join(folders.shared, 'project/crd.yaml'), 'kind: Other\n');
    const first = await findCrdFile(crd(), folders);
    const second = await findCrdFile(crd(), folders);
    expect(readFileSync(first, 'utf8')).toBe(content);
    expect([second, asked]).toEqual([first, 1]);
  });

  it('is not used when its sum is not the pinned one', async () => {
    const forged = { ...crd(), sha256: 'a'.repeat(64) };
    await expect(findCrdFile(forged, folders)).rejects.toThrow(
      /has the sha256 [0-9a-f]{64}, but a+ is pinned/,
    );
  });

  it('that cannot be downloaded is named with its URL', async () => {
    const moved = { ...crd(), url: `${origin()}/moved.yaml` };
    await expect(findCrdFile(moved, folders)).rejects.toThrow(
      `Could not download ${moved.url} (HTTP status 404)`,
    );
  });

  it('that no server answers for is named with its URL', async () => {
    const lost = crd();
    await new Promise((closed) => server.close(closed));
    await expect(findCrdFile(lost, folders)).rejects.toThrow(
      /Could not download http:.*crd.yaml \(connect ECONNREFUSED/,
    );
  });

  function crd(): ThirdPartyCrd {
    const sha256 = createHash('sha256').update(content).digest('hex');
    return { path: 'project/crd.yaml', url: `${origin()}/crd.yaml`, sha256 };
  }

  function origin(): string {
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
});

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
