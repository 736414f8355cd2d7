import type { ApiObject, Condition } from '../../cluster/harness/api-object';

/** What the tests read of an Application. */
export interface ApplicationObject extends ApiObject {
  readonly spec: Readonly<Record<string, unknown>>;
  readonly operation?: object;
  readonly status?: ApplicationStatus;
}

export interface ApplicationStatus {
  readonly sync?: { readonly status: string; readonly revision?: string };
  readonly health?: { readonly status: string; readonly lastTransitionTime?: string };
  readonly conditions?: readonly Pick<Condition, 'type' | 'message'>[];
  readonly operationState?: OperationState;
  readonly resources?: readonly ResourceStatus[];
}

/** The last sync that was tried, or the present one. */
export interface OperationState {
  /** Running, Terminating, Succeeded, Failed or Error. */
  readonly phase: string;
  readonly message?: string;
  readonly startedAt: string;
  readonly finishedAt?: string;
  readonly operation: { readonly info?: readonly { readonly name: string; readonly value: string }[] };
  readonly syncResult?: {
    readonly revision: string;
    readonly resources?: readonly {
      readonly kind: string;
      readonly name: string;
      readonly status?: string;
      readonly message?: string;
    }[];
  };
}

/** One object of an Application, as Argo CD sees it. */
export interface ResourceStatus {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  /** Synced, OutOfSync, or nothing where it cannot be compared. */
  readonly status?: string;
  readonly health?: { readonly status: string; readonly message?: string };
  readonly requiresPruning?: boolean;
}
