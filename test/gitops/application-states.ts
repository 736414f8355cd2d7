/** An Application in states that notifications tell of. */
type Fields = Readonly<Record<string, unknown>>;

const metadata = {
  name: 'shop',
  namespace: 'argocd',
  uid: '6c2d',
  creationTimestamp: '2026-01-01T00:00:00Z',
  labels: { environment: 'production' },
};
const spec = {
  project: 'open',
  source: { repoURL: 'https://example.com/a', path: 'a', targetRevision: 'main' },
  destination: { server: 'https://kubernetes.default.svc', namespace: 'a' },
};

function application(status?: Fields, more: Fields = {}): object {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { ...metadata, ...more },
    spec,
    ...(status && { status }),
  };
}

/** What Argo CD writes of a sync; the message is one that raw JSON would not survive. */
const MESSAGE = 'the "shop" has\nno \\ place';
const operation = (phase: string) => ({
  operation: { sync: {} },
  phase,
  message: MESSAGE,
  startedAt: '2026-01-02T00:00:00Z',
  ...(phase !== 'Running' && { finishedAt: '2026-01-02T00:01:00Z' }),
});
const result = { syncResult: { revision: 'abcdef', source: spec.source } };
const synced = { status: 'Synced', revision: 'abcdef' };
const before = '2026-01-02T00:00:30Z';
const after = '2026-01-02T00:01:00Z';

export const FAILURE = MESSAGE;
export const STATES = {
  new: application(),
  compared: application({
    health: { status: 'Missing' },
    sync: { status: 'OutOfSync' },
    reconciledAt: before,
  }),
  running: application({
    health: { status: 'Progressing' },
    sync: synced,
    reconciledAt: before,
    operationState: operation('Running'),
  }),
  'synced, not compared since': application({
    health: { status: 'Healthy' },
    sync: synced,
    reconciledAt: before,
    operationState: { ...operation('Succeeded'), ...result },
  }),
  'synced, not healthy yet': application({
    health: { status: 'Progressing' },
    sync: synced,
    reconciledAt: after,
    operationState: { ...operation('Succeeded'), ...result },
  }),
  deployed: application({
    health: { status: 'Healthy' },
    sync: synced,
    reconciledAt: after,
    operationState: { ...operation('Succeeded'), ...result },
  }),
  degraded: application({
    health: { status: 'Degraded' },
    sync: synced,
    reconciledAt: after,
    operationState: { ...operation('Succeeded'), ...result },
  }),
  'failed before there was a result': application({
    health: { status: 'Healthy' },
    sync: { status: 'OutOfSync' },
    reconciledAt: after,
    operationState: operation('Error'),
  }),
  unknown: application({ health: { status: 'Healthy' }, sync: { status: 'Unknown' }, reconciledAt: after }),
  'being deleted': application(undefined, { deletionTimestamp: '2026-01-03T00:00:00Z' }),
} as const;

/** Which triggers of the catalogue speak in which state, `on-created` aside, which always does. */
export const TOLD: Readonly<Record<keyof typeof STATES, readonly string[]>> = {
  new: [],
  compared: [],
  running: ['on-sync-running'],
  'synced, not compared since': ['on-sync-succeeded'],
  'synced, not healthy yet': ['on-sync-succeeded'],
  deployed: ['on-deployed', 'on-sync-succeeded'],
  degraded: ['on-health-degraded', 'on-sync-succeeded'],
  'failed before there was a result': ['on-sync-failed'],
  unknown: ['on-sync-status-unknown'],
  'being deleted': ['on-deleted'],
};
