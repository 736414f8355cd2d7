import type { Clock } from '../engine/clock';
import { isSameJson } from '../engine/kubernetes/json';

/** A certificate chain and its private key, in PEM. */
export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

/** A pair that is looked for again and again; the last good one stays in use. */
export abstract class RenewedCertificates {
  protected closed = false;
  private readonly listeners = new Set<(pair: KeyPair) => void>();
  private pair: KeyPair | undefined;
  private stopTimer: () => void = () => undefined;

  protected constructor(private readonly clock: Clock) {}

  /** The pair to use now. @throws where there is none yet. */
  get current(): KeyPair {
    if (this.pair === undefined) throw new Error('there is no certificate to serve yet');
    return this.pair;
  }

  /** Calls back with each new pair. @returns how to end it. */
  onChange(call: (pair: KeyPair) => void): () => void {
    this.listeners.add(call);
    return () => this.listeners.delete(call);
  }

  /** Ends looking. */
  close(): void {
    this.closed = true;
    this.stopTimer();
  }

  protected get isServing(): boolean {
    return this.pair !== undefined;
  }

  /** Whether there is nothing new in a pair, or nobody who wants it any more. */
  protected isKnown(pair: KeyPair): boolean {
    return this.closed || isSameJson(pair, this.pair);
  }

  protected serve(pair: KeyPair): void {
    this.pair = pair;
    for (const call of this.listeners) call(pair);
  }

  /** Looks once more in some milliseconds, unless it was closed. */
  protected later(milliseconds: number, look: () => Promise<void>): void {
    if (!this.closed) this.stopTimer = this.clock.after(milliseconds, () => void look());
  }
}
