import { closeSync, openSync, readSync, statSync } from 'node:fs';

/** Notes each request of one user when it has been answered; watches thus when they end. */
export function auditPolicyFor(user: string): object {
  return {
    apiVersion: 'audit.k8s.io/v1',
    kind: 'Policy',
    omitStages: ['RequestReceived', 'ResponseStarted'],
    rules: [{ level: 'Metadata', users: [user] }, { level: 'None' }],
  };
}

/** What a user has asked of the API server. */
export interface RequestCount {
  readonly requests: number;
  /** Requests that write, whether they changed something or not. */
  readonly writes: number;
  /** Writes by resource, such as `deployments/status`. */
  readonly byResource: Readonly<Record<string, number>>;
}

interface AuditEvent {
  readonly verb: string;
  readonly objectRef?: { readonly resource?: string; readonly subresource?: string };
  readonly responseStatus?: { readonly code?: number };
}

const READS = ['get', 'list', 'watch'];

/** The API server's own record of the requests of one user. */
export class AuditLog {
  private position = 0;

  constructor(private readonly file: string) {}

  /** Length of the record: the same as long as nothing is asked. */
  get length(): number {
    return statSync(this.file, { throwIfNoEntry: false })?.size ?? 0;
  }

  /** What was asked since this was last called. */
  count(): RequestCount {
    const byResource: Record<string, number> = {};
    let requests = 0;
    let writes = 0;
    for (const event of this.unread()) {
      requests += 1;
      if (READS.includes(event.verb)) continue;
      writes += 1;
      const { resource, subresource } = event.objectRef ?? {};
      const name = subresource ? `${resource}/${subresource}` : `${resource}`;
      byResource[name] = (byResource[name] ?? 0) + 1;
    }
    return { requests, writes, byResource };
  }

  private unread(): AuditEvent[] {
    const length = this.length - this.position;
    if (length === 0) return [];
    const buffer = Buffer.alloc(length);
    const file = openSync(this.file, 'r');
    readSync(file, buffer, 0, length, this.position);
    closeSync(file);
    const end = buffer.lastIndexOf('\n') + 1; // the last line may be half written
    this.position += end;
    return buffer
      .toString('utf8', 0, end)
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as AuditEvent);
  }
}
