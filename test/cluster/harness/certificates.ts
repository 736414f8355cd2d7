import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A certificate and its private key, both as files. */
export interface Certificate {
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** Signs the certificates of one throw-away cluster. Keys are elliptic: an RSA key takes a hundred times longer. */
export class CertificateAuthority {
  private constructor(
    private readonly folder: string,
    /** The authority's own certificate, which clients trust. */
    readonly certificateFile: string,
    private readonly keyFile: string,
  ) {}

  /** A new authority with its files in `folder`. */
  static async create(folder: string): Promise<CertificateAuthority> {
    const keyFile = writeKey(folder, 'ca');
    const certificateFile = join(folder, 'ca.crt');
    const settings = writeSettings(folder, 'ca', [
      'basicConstraints = critical, CA:true',
      'keyUsage = critical, keyCertSign, cRLSign, digitalSignature',
      'subjectKeyIdentifier = hash',
    ]);
    await openssl('req -new -x509 -sha256 -days 2 -extensions extensions', {
      config: settings,
      key: keyFile,
      subj: '/CN=cluster-tests',
      out: certificateFile,
    });
    return new CertificateAuthority(folder, certificateFile, keyFile);
  }

  /** A certificate for a server on 127.0.0.1 (the API server, or an admission webhook of a test). */
  issueForServer(name: string): Promise<Certificate> {
    return this.issue(name, `/CN=${name}`, [
      'extendedKeyUsage = serverAuth',
      'subjectAltName = IP:127.0.0.1, DNS:localhost',
    ]);
  }

  /** A certificate by which the API server knows a client as `user`, member of `groups`. */
  issueForClient(name: string, user: string, groups: readonly string[] = []): Promise<Certificate> {
    const subject = `${groups.map((group) => `/O=${group}`).join('')}/CN=${user}`;
    return this.issue(name, subject, ['extendedKeyUsage = clientAuth']);
  }

  private async issue(name: string, subject: string, extensions: readonly string[]): Promise<Certificate> {
    const keyFile = writeKey(this.folder, name);
    const request = join(this.folder, `${name}.csr`);
    const certificateFile = join(this.folder, `${name}.crt`);
    const settings = writeSettings(this.folder, name, extensions);
    await openssl('req -new', { config: settings, key: keyFile, subj: subject, out: request });
    await openssl('x509 -req -sha256 -days 2 -extensions extensions', {
      in: request,
      CA: this.certificateFile,
      CAkey: this.keyFile,
      set_serial: `${serial()}`,
      extfile: settings,
      out: certificateFile,
    });
    return { certificateFile, keyFile };
  }
}

/** The key pair by which the API server signs the tokens of service accounts. */
export function writeServiceAccountKeys(folder: string): {
  readonly privateKeyFile: string;
  readonly publicKeyFile: string;
} {
  const privateKeyFile = join(folder, 'service-account.key');
  const publicKeyFile = join(folder, 'service-account.pub');
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  writeFileSync(privateKeyFile, pair.privateKey, { mode: 0o600 });
  writeFileSync(publicKeyFile, pair.publicKey);
  return { privateKeyFile, publicKeyFile };
}

function writeKey(folder: string, name: string): string {
  const file = join(folder, `${name}.key`);
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  writeFileSync(file, privateKey, { mode: 0o600 });
  return file;
}

let lastSerial = Date.now();
/** Serial numbers need only differ within one authority. */
function serial(): number {
  lastSerial += 1;
  return lastSerial;
}

/** An own settings file, since the openssl.cnf of the machine may say anything or be absent. */
function writeSettings(folder: string, name: string, extensions: readonly string[]): string {
  const file = join(folder, `${name}.cnf`);
  writeFileSync(
    file,
    ['[req]', 'distinguished_name = name', '[name]', '[extensions]', ...extensions, ''].join('\n'),
  );
  return file;
}

async function openssl(command: string, options: Readonly<Record<string, string>>): Promise<void> {
  const args = Object.entries(options).flatMap(([name, value]) => [`-${name}`, value]);
  try {
    await run('openssl', [...command.split(' '), ...args]);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause; // it holds what openssl printed
    throw new Error('The test cluster needs openssl.\nFix: install it (Debian: apt-get install openssl).', {
      cause,
    });
  }
}
