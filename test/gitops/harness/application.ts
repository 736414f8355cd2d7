import { randomUUID } from 'node:crypto';
import type { ApiClient } from '../../cluster/harness/api-client';
import { type ApiObjectRef, accepted } from '../../cluster/harness/api-object';
import { type Patience, waitFor } from '../../cluster/harness/wait-for';
import type { ApplicationObject, OperationState } from './application-object';
import { argoCdNamespace } from './base-objects';
import { describeApplication } from './describe-application';

const CASCADE = 'resources-finalizer.argocd.argoproj.io';
const OPERATION_ID = 'test';

/** What a sync by hand shall do: the fields of `.operation.sync`, e.g. `{ prune: true }`. */
export type SyncRequest = Readonly<Record<string, unknown>>;

/** What a wait is about. */
export interface WellPatience extends Patience {
  /** Wait until this commit is what is synced. @default whatever Argo CD knows */
  readonly revision?: string;
}

/** One Application in the cluster, and what a test does with it. */
export class Application {
  readonly ref: ApiObjectRef & { readonly metadata: { readonly name: string } };

  constructor(
    private readonly api: ApiClient,
    readonly name: string,
  ) {
    const metadata = { name, namespace: argoCdNamespace };
    this.ref = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata };
  }

  /** The object as it is now. */
  async get(): Promise<ApplicationObject> {
    return accepted(await this.api.get<ApplicationObject>(this.ref));
  }

  /** Waits until the Application is as wanted; says why it is not when time is up. */
  async until(
    what: string,
    wanted: (application: ApplicationObject) => boolean,
    patience: Patience = {},
  ): Promise<ApplicationObject> {
    let last: ApplicationObject | undefined;
    return waitFor(
      `Application ${this.name} ${what}`,
      async () => {
        const response = await this.api.get<ApplicationObject>(this.ref);
        last = response.refusal ? undefined : response.body;
        return last && wanted(last) ? last : undefined;
      },
      { deadline: 60, every: 100, ...patience },
      () => (last ? `Last seen:${describeApplication(last)}` : 'It does not exist.'),
    );
  }

  /** Waits until what git says is what the cluster has, and works. */
  untilSyncedAndHealthy({ revision, ...patience }: WellPatience = {}): Promise<ApplicationObject> {
    return this.until(
      `is Synced and Healthy${revision ? ` at ${revision}` : ''}`,
      ({ operation, status }) =>
        status?.sync?.status === 'Synced' &&
        status.health?.status === 'Healthy' &&
        (revision === undefined || status.sync.revision === revision) &&
        operation === undefined &&
        status.operationState?.phase !== 'Running',
      patience,
    );
  }

  /** Waits for a condition of Argo CD, e.g. "InvalidSpecError", and returns its message. */
  async condition(type: string, patience: Patience = {}): Promise<string> {
    const messageOf = ({ status }: ApplicationObject) =>
      status?.conditions?.find((condition) => condition.type === type)?.message;
    const found = await this.until(
      `has the condition ${type}`,
      (now) => messageOf(now) !== undefined,
      patience,
    );
    return messageOf(found) ?? '';
  }

  /** Has Argo CD look at git at once ("hard": forgetting what it rendered before). Does not wait. */
  async refresh(kind: 'normal' | 'hard' = 'hard'): Promise<void> {
    const annotations = { 'argocd.argoproj.io/refresh': kind };
    accepted(await this.api.patch(this.ref, { metadata: { annotations } }));
  }

  /** Starts a sync as the command line does, and waits for its end, whatever that is. */
  async sync(request: SyncRequest = {}, patience: Patience = {}): Promise<OperationState> {
    const isOurs = await this.startSync(request);
    const done = await this.until(
      'has synced',
      ({ status }) => isOurs(status?.operationState) && status?.operationState?.finishedAt !== undefined,
      patience,
    );
    return done.status?.operationState as OperationState;
  }

  /** Starts a sync and returns how to know it in `status.operationState`. */
  async startSync(request: SyncRequest = {}): Promise<(state?: OperationState) => boolean> {
    const value = randomUUID();
    const operation = {
      initiatedBy: { username: 'tests' },
      info: [{ name: OPERATION_ID, value }],
      sync: request,
    };
    accepted(await this.api.patch(this.ref, { operation }));
    return (state) => state?.operation.info?.some((info) => info.value === value) ?? false;
  }

  /** Gives up the sync that runs or waits for its next try, as the command line does. Does not wait. */
  async terminate(): Promise<void> {
    const { operation, status } = await this.get();
    if (operation) accepted(await this.api.patch(this.ref, { operation: null }));
    if (status?.operationState?.phase !== 'Running') return;
    accepted(await this.api.patch(this.ref, { status: { operationState: { phase: 'Terminating' } } }));
  }

  /** Deletes the Application and, when it cascades, what it deployed; waits until it is gone. */
  async delete({
    cascade = true,
    ...patience
  }: Patience & { readonly cascade?: boolean } = {}): Promise<void> {
    const finalizers = cascade ? [CASCADE] : null;
    const patched = await this.api.patch(this.ref, { metadata: { finalizers } });
    if (patched.status === 404) return;
    accepted(patched);
    await this.terminate(); // a sync that tries again and again would hold the deletion up
    await this.api.delete(this.ref);
    await this.api.waitForGone(this.ref, { deadline: 60, ...patience });
  }
}
