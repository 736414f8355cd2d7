import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../engine/clock';
import { type Log, silentLog } from '../engine/log';
import { type KeyPair, RenewedCertificates } from './renewed-certificates';

export interface CertificateFilesOptions {
  /** Folder of the files: such as a mounted Secret of type kubernetes.io/tls. */
  readonly directory: string;
  /** @default tls.crt */
  readonly certificate?: string;
  /** @default tls.key */
  readonly key?: string;
  readonly clock: Clock;
  /** Milliseconds between two looks. @default 10000 */
  readonly interval?: number;
  readonly log?: Log;
  readonly observer?: { read(): void; failed(): void };
}

/**
 * A certificate in files that others renew. They are read again and again rather than watched: a mounted Secret changes
 * by a swap of links, which watches miss. What cannot be read or does not fit leaves the last good pair in use.
 */
export class CertificateFiles extends RenewedCertificates {
  private constructor(private readonly options: CertificateFilesOptions) {
    super(options.clock);
  }

  /**
   * Reads the files for the first time and goes on from there.
   *
   * @throws Error where they are missing or do not fit each other.
   */
  static async open(options: CertificateFilesOptions): Promise<CertificateFiles> {
    const files = new CertificateFiles(options);
    await files.read();
    files.lookLater();
    return files;
  }

  private lookLater(): void {
    this.later(this.options.interval ?? 10_000, async () => {
      await this.look();
      this.lookLater();
    });
  }

  private async look(): Promise<void> {
    try {
      await this.read();
    } catch (error) {
      (this.options.log ?? silentLog).error(
        'the certificate could not be renewed, the last one stays',
        error,
      );
    }
  }

  private async read(): Promise<void> {
    const { directory, certificate = 'tls.crt', key = 'tls.key', observer } = this.options;
    try {
      const [cert, secret] = await Promise.all([
        readFile(join(directory, certificate), 'utf8'),
        readFile(join(directory, key), 'utf8'),
      ]);
      const pair = { cert, key: secret };
      if (this.isKnown(pair)) return;
      assertFitting(pair, directory);
      observer?.read();
      this.serve(pair);
    } catch (error) {
      observer?.failed();
      throw error;
    }
  }
}

/** In the middle of a renewal the two files may be of different pairs. */
function assertFitting(pair: KeyPair, directory: string): void {
  if (!new X509Certificate(pair.cert).checkPrivateKey(createPrivateKey(pair.key)))
    throw new Error(`the private key in ${directory} is not that of the certificate`);
}
