import { X509Certificate } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:tls';
import { makeCertificate } from '../../../operator/src/admission/make-certificate';

const HOSTS = ['webhook.operators.svc', 'webhook.operators.svc.cluster.local', '127.0.0.1', '::1'];
const notBefore = new Date('2030-01-01T00:00:00Z');
const notAfter = new Date('2030-04-01T00:00:00Z');

describe('makeCertificate', () => {
  const made = makeCertificate({ hosts: HOSTS, notBefore, notAfter });
  const server = new X509Certificate(made.cert);
  const authority = new X509Certificate(made.authority);

  it('makes a certificate for each of the hosts, and for no other', () => {
    expect(server.checkHost('webhook.operators.svc')).toBe('webhook.operators.svc');
    expect(server.checkHost('webhook.operators.svc.cluster.local')).toBeDefined();
    expect(server.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(server.checkIP('::1')).toBeDefined();
    expect(server.checkHost('other.operators.svc')).toBeUndefined();
  });

  it('has it signed by an authority that can sign, and is none itself', () => {
    expect(server.checkIssued(authority)).toBe(true);
    expect(server.verify(authority.publicKey)).toBe(true);
    expect(authority.verify(authority.publicKey)).toBe(true);
    expect([authority.ca, server.ca]).toEqual([true, false]);
  });

  it('lets both last as long as it is asked to', () => {
    for (const { validFrom, validTo } of [server, authority])
      expect([validFrom, validTo]).toEqual(['Jan  1 00:00:00 2030 GMT', 'Apr  1 00:00:00 2030 GMT']);
  });

  it('gives each authority another name and key', () => {
    const other = new X509Certificate(makeCertificate({ hosts: HOSTS, notBefore, notAfter }).authority);
    expect(other.subject).not.toBe(authority.subject);
    expect(server.verify(other.publicKey)).toBe(false);
  });

  it('is taken by a TLS client that trusts the authority, and by none that trusts another', async () => {
    const now = Date.now();
    const today = { notBefore: new Date(now - 1000), notAfter: new Date(now + 60_000) };
    const [mine, other] = [1, 2].map(() => makeCertificate({ hosts: ['127.0.0.1'], ...today }));
    const tls = createServer({ cert: mine?.cert, key: mine?.key });
    await new Promise<void>((resolve) => tls.listen(0, '127.0.0.1', resolve));
    const { port } = tls.address() as AddressInfo;
    const handshake = (ca: string | undefined) =>
      new Promise<string>((resolve) => {
        const socket = connect({ host: '127.0.0.1', port, ca }, () => {
          socket.end();
          resolve('trusted');
        });
        socket.on('error', (error: NodeJS.ErrnoException) => resolve(String(error.code)));
      });
    try {
      expect(await handshake(mine?.authority)).toBe('trusted');
      expect(await handshake(other?.authority)).not.toBe('trusted');
      // an old authority beside the new one does no harm
      expect(await handshake(`${other?.authority}${mine?.authority}`)).toBe('trusted');
    } finally {
      tls.close();
    }
  });
});
