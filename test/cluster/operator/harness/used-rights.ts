import { readFileSync } from 'node:fs';

/** One thing that a rule allows: `patch apps/deployments`. */
export type Right = string;

interface AuditEvent {
  readonly verb: string;
  readonly stage: string;
  readonly user: { readonly username: string };
  readonly objectRef?: {
    readonly apiGroup?: string;
    readonly resource?: string;
    readonly subresource?: string;
  };
  readonly responseStatus?: { readonly code?: number };
  readonly requestURI: string;
}

/** What a user did, by the audit log of the API server. */
export class UsedRights {
  readonly used = new Set<Right>();
  /** Requests that were answered with 403. */
  readonly refused: string[] = [];

  constructor(auditLog: string, username: string) {
    for (const line of readFileSync(auditLog, 'utf8').split('\n')) {
      if (line === '') continue;
      const event = JSON.parse(line) as AuditEvent;
      // everyone may ask for the version
      if (event.user.username === username && event.requestURI !== '/version') this.take(event);
    }
  }

  private take({ verb, objectRef = {}, responseStatus, requestURI }: AuditEvent): void {
    const { apiGroup = '', resource = '', subresource } = objectRef;
    const target = `${apiGroup}/${subresource ? `${resource}/${subresource}` : resource}`;
    if (responseStatus?.code === 403) this.refused.push(`${verb} ${requestURI}`);
    this.used.add(`${verb} ${target}`);
    // a server-side apply that creates is asked for both
    if (verb === 'patch' && responseStatus?.code === 201) this.used.add(`create ${target}`);
  }
}

/** Everything that the rules of a role allow, one by one. */
export function rightsOf(rules: readonly Rule[]): Right[] {
  return rules.flatMap(({ apiGroups, resources, verbs }) =>
    apiGroups.flatMap((group) =>
      resources.flatMap((resource) => verbs.map((verb) => `${verb} ${group}/${resource}`)),
    ),
  );
}

export interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}
