import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../engine/clock';
import { type Log, silentLog } from '../engine/log';

/** A certificate chain and its private key, in PEM. */
export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

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
export class CertificateFiles {
  private readonly listeners = new Set<(pair: KeyPair) => void>();
  private pair: KeyPair | undefined;
  private digest = '';
  private stopTimer: () => void = () => undefined;
  private closed = false;

  private constructor(private readonly options: CertificateFilesOptions) {}

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

  /** The pair to use now. */
  get current(): KeyPair {
    if (this.pair === undefined) throw new Error('certificate files are open only after they were read');
    return this.pair;
  }

  /** Calls back with each new pair. */
  onChange(call: (pair: KeyPair) => void): void {
    this.listeners.add(call);
  }

  /** Ends looking. */
  close(): void {
    this.closed = true;
    this.stopTimer();
  }

  private lookLater(): void {
    if (this.closed) return;
    const { clock, interval = 10_000 } = this.options;
    this.stopTimer = clock.after(interval, () => void this.look().then(() => this.lookLater()));
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
      const digest = createHash('sha256').update(cert).update('\0').update(secret).digest('hex');
      if (digest === this.digest || this.closed) return;
      const pair = fitting({ cert, key: secret }, directory);
      this.digest = digest;
      this.pair = pair;
    } catch (error) {
      observer?.failed();
      throw error;
    }
    observer?.read();
    for (const call of this.listeners) call(this.current);
  }
}

/** In the middle of a renewal the two files may be of different pairs. */
function fitting(pair: KeyPair, directory: string): KeyPair {
  if (!new X509Certificate(pair.cert).checkPrivateKey(createPrivateKey(pair.key)))
    throw new Error(`the private key in ${directory} is not that of the certificate`);
  return pair;
}
