import { createHash } from 'node:crypto';
import type { Clock } from '../engine/clock';
import type { Transport } from '../engine/kubernetes/transport';

/** Whether a request is answered. */
export type Verdict =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly code: 401 | 403; readonly reason: string };

export interface MetricsAccessOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  /** Milliseconds for which a yes is remembered. @default 60000 */
  readonly allowedFor?: number;
  /** Milliseconds for which a no is remembered. @default 10000 */
  readonly refusedFor?: number;
}

interface User {
  readonly username?: string;
  readonly uid?: string;
  readonly groups?: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

/** Answers that are remembered at most: more callers than this are no Prometheus. */
const MOST = 1000;
const UNAUTHORIZED: Verdict = { allowed: false, code: 401, reason: 'Unauthorized' };

/**
 * Asks the API server who sends a bearer token (TokenReview) and whether they may get a path (SubjectAccessReview), as
 * the filter of controller-runtime does. Needs `create` of tokenreviews and subjectaccessreviews; who scrapes needs
 * `get` of the nonResourceURL `/metrics`.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authorization/
 */
export class MetricsAccess {
  /** By the digest of what was asked, never by the token itself. */
  private readonly remembered = new Map<
    string,
    { readonly verdict: Promise<Verdict>; readonly until: number }
  >();

  constructor(private readonly options: MetricsAccessOptions) {}

  /**
   * @param authorization the header of that name
   * @param verb in lower case, as `get`
   * @throws ApiError, ConnectionError where the API server gives no answer: nothing is remembered then.
   */
  async decide(authorization: string | undefined, verb: string, path: string): Promise<Verdict> {
    const token = /^Bearer +([^ ]+) *$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) return UNAUTHORIZED;
    const question = createHash('sha256').update(`${verb} ${path} ${token}`).digest('base64');
    const known = this.remembered.get(question);
    if (known !== undefined && this.options.clock.now() < known.until) return known.verdict;
    return this.ask(question, token, verb, path);
  }

  private async ask(question: string, token: string, verb: string, path: string): Promise<Verdict> {
    const { clock, allowedFor = 60_000, refusedFor = 10_000 } = this.options;
    const asked = this.review(token, verb, path);
    // who asks the same meanwhile waits for the same answer
    this.remember(question, asked, Number.POSITIVE_INFINITY);
    try {
      const verdict = await asked;
      this.remember(question, asked, clock.now() + (verdict.allowed ? allowedFor : refusedFor));
      return verdict;
    } catch (error) {
      this.remembered.delete(question);
      throw error;
    }
  }

  private remember(question: string, verdict: Promise<Verdict>, until: number): void {
    this.remembered.delete(question);
    const [oldest] = this.remembered.keys();
    if (this.remembered.size >= MOST && oldest !== undefined) this.remembered.delete(oldest);
    this.remembered.set(question, { verdict, until });
  }

  private async review(token: string, verb: string, path: string): Promise<Verdict> {
    const user = await this.authenticate(token);
    if (user === undefined) return UNAUTHORIZED;
    if (await this.authorize(user, verb, path)) return { allowed: true };
    return { allowed: false, code: 403, reason: `Authorization denied for user ${user.username ?? ''}` };
  }

  private async authenticate(token: string): Promise<User | undefined> {
    const { status } = await this.create<{ authenticated?: boolean; user?: User }>(
      'authentication.k8s.io',
      'TokenReview',
      { token },
    );
    return status?.authenticated === true ? (status.user ?? {}) : undefined;
  }

  private async authorize(user: User, verb: string, path: string): Promise<boolean> {
    const { username, uid, groups, extra } = user;
    const spec = { user: username, uid, groups, extra, nonResourceAttributes: { path, verb } };
    const { status } = await this.create<{ allowed?: boolean; denied?: boolean }>(
      'authorization.k8s.io',
      'SubjectAccessReview',
      spec,
    );
    return status?.allowed === true && status.denied !== true;
  }

  private create<S>(group: string, kind: string, spec: unknown): Promise<{ readonly status?: S }> {
    return this.options.transport.send({
      method: 'POST',
      path: `/apis/${group}/v1/${kind.toLowerCase()}s`,
      body: { apiVersion: `${group}/v1`, kind, metadata: {}, spec },
      timeout: 10_000,
    });
  }
}
