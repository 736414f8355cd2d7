/** An object and the health that Argo CD has to give it. */
export interface HealthCase {
  readonly of: string;
  readonly expected: 'Healthy' | 'Progressing' | 'Degraded';
  readonly object: object;
}

type Fields = Readonly<Record<string, unknown>>;

function object(apiVersion: string, kind: string, fields: Fields, metadata: Fields = {}): object {
  return { apiVersion, kind, metadata: { name: 'a', namespace: 'b', generation: 2, ...metadata }, ...fields };
}

function cases(
  make: (fields: Fields) => object,
  list: readonly (readonly [string, HealthCase['expected'], Fields])[],
): HealthCase[] {
  return list.map(([of, expected, fields]) => ({ of, expected, object: make(fields) }));
}

const condition = (type: string, status: string, more: Fields = {}) => ({
  type,
  status,
  message: type,
  ...more,
});
const ready = (status: string, observedGeneration?: number) =>
  condition('Ready', status, { observedGeneration });

const chatGPTApp = (status: Fields) =>
  object('apps.makeaihq.com/v1alpha1', 'ChatGPTApp', { spec: {}, status });

export const CHATGPTAPP_CASES = cases(chatGPTApp, [
  ['no status', 'Progressing', {}],
  ['no generation seen', 'Progressing', { phase: 'Ready', conditions: [ready('True')] }],
  [
    'an older generation',
    'Progressing',
    { observedGeneration: 1, phase: 'Ready', conditions: [ready('True')] },
  ],
  [
    'a condition about an older generation',
    'Progressing',
    { observedGeneration: 2, phase: 'Ready', conditions: [ready('True', 1)] },
  ],
  ['Pending', 'Progressing', { observedGeneration: 2, phase: 'Pending', conditions: [] }],
  [
    'Progressing',
    'Progressing',
    { observedGeneration: 2, phase: 'Progressing', conditions: [ready('False', 2)] },
  ],
  ['Degraded', 'Degraded', { observedGeneration: 2, phase: 'Degraded', conditions: [ready('False', 2)] }],
  [
    'not accepted',
    'Degraded',
    { observedGeneration: 2, phase: 'Pending', conditions: [condition('Accepted', 'False'), ready('False')] },
  ],
  [
    'an old refusal of a spec that was changed since',
    'Healthy',
    {
      observedGeneration: 2,
      phase: 'Ready',
      conditions: [condition('Accepted', 'False', { observedGeneration: 1 }), ready('True', 2)],
    },
  ],
  ['Ready', 'Healthy', { observedGeneration: 2, phase: 'Ready', conditions: [ready('True', 2)] }],
]);

const source = {
  repoURL: 'https://a',
  path: 'a',
  targetRevision: 'main',
  helm: { parameters: [{ name: 'a' }] },
};
const destination = { server: 'https://b', namespace: 'b' };
const spec = { project: 'a', source, destination };
const healthy = { status: 'Healthy' };
const synced = { status: 'Synced', revision: 'abc', comparedTo: { source, destination } };
const succeeded = { phase: 'Succeeded', syncResult: { revision: 'abc', source } };
const application = ({ spec: given = spec, operation, name = 'a', ...status }: Fields) =>
  object('argoproj.io/v1alpha1', 'Application', { spec: given, operation, status }, { name });

const sources = [
  { repoURL: 'https://a', path: 'a' },
  { repoURL: 'https://a', ref: 'values' },
];
const multi = { project: 'a', sources, destination };
const comparedSources = { source: { repoURL: '' }, sources, destination };

const hydrator = {
  drySource: { repoURL: 'https://a', path: 'dry', targetRevision: 'main' },
  syncSource: { targetBranch: 'env', path: 'wet' },
};
const hydrated = { project: 'a', sourceHydrator: hydrator, destination };
const wet = { repoURL: 'https://a', path: 'wet', targetRevision: 'env' };
const wetSync = { status: 'Synced', comparedTo: { source: wet, destination } };
const hydration = (phase: string) => ({ currentOperation: { phase, sourceHydrator: hydrator } });

export const APPLICATION_CASES = cases(application, [
  ['no status', 'Progressing', {}],
  ['no health', 'Progressing', { sync: synced }],
  ['synced and healthy', 'Healthy', { health: healthy, sync: synced, operationState: succeeded }],
  ['never synced by an operation', 'Healthy', { health: healthy, sync: synced }],
  ['degraded', 'Degraded', { health: { status: 'Degraded' }, sync: synced }],
  [
    'an operation that is asked for',
    'Progressing',
    { operation: { sync: {} }, health: healthy, sync: synced },
  ],
  [
    'an operation that runs',
    'Progressing',
    { health: healthy, sync: synced, operationState: { phase: 'Running' } },
  ],
  ['out of sync', 'Progressing', { health: healthy, sync: { ...synced, status: 'OutOfSync' } }],
  [
    'a changed path',
    'Progressing',
    { spec: { ...spec, source: { ...source, path: 'b' } }, health: healthy, sync: synced },
  ],
  [
    'a changed parameter of Helm',
    'Progressing',
    { spec: { ...spec, source: { ...source, helm: { parameters: [] } } }, health: healthy, sync: synced },
  ],
  [
    'a changed destination',
    'Progressing',
    { spec: { ...spec, destination: { name: 'c', namespace: 'b' } }, health: healthy, sync: synced },
  ],
  [
    'empty fields that Argo CD leaves out',
    'Healthy',
    {
      spec: { ...spec, source: { ...source, directory: { recurse: false } } },
      health: healthy,
      sync: synced,
    },
  ],
  [
    'a failed sync of this revision',
    'Degraded',
    { health: healthy, sync: synced, operationState: { ...succeeded, phase: 'Failed', message: 'no' } },
  ],
  [
    'a failed sync of another revision, which was reverted',
    'Healthy',
    { health: healthy, sync: synced, operationState: { phase: 'Failed', syncResult: { revision: 'def' } } },
  ],
  [
    'a sync that failed before it began',
    'Degraded',
    { health: healthy, sync: synced, operationState: { phase: 'Error' } },
  ],
  [
    'several sources',
    'Healthy',
    { spec: multi, health: healthy, sync: { status: 'Synced', comparedTo: comparedSources } },
  ],
  [
    'several sources, of which one changed',
    'Progressing',
    {
      spec: { ...multi, sources: [sources[0], { repoURL: 'https://a', ref: 'other' }] },
      health: healthy,
      sync: { status: 'Synced', comparedTo: comparedSources },
    },
  ],
  [
    'several sources, of which one is new',
    'Progressing',
    {
      spec: { ...multi, sources: [...sources, { repoURL: 'https://c', path: 'c' }] },
      health: healthy,
      sync: { status: 'Synced', comparedTo: comparedSources },
    },
  ],
  [
    'a hydrated source',
    'Healthy',
    { spec: hydrated, health: healthy, sync: wetSync, sourceHydrator: hydration('Hydrated') },
  ],
  [
    'a source that is being hydrated',
    'Progressing',
    { spec: hydrated, health: healthy, sync: wetSync, sourceHydrator: hydration('Hydrating') },
  ],
  [
    'a hydration that failed',
    'Degraded',
    { spec: hydrated, health: healthy, sync: wetSync, sourceHydrator: hydration('Failed') },
  ],
  [
    'accepted, and synced as far as it can be',
    'Healthy',
    { name: 'legacy', health: healthy, sync: { ...synced, status: 'OutOfSync' }, operationState: succeeded },
  ],
  [
    'accepted, but not synced to this revision',
    'Progressing',
    {
      name: 'legacy',
      health: healthy,
      sync: { ...synced, status: 'OutOfSync', revision: 'def' },
      operationState: succeeded,
    },
  ],
  [
    'accepted, but never synced',
    'Progressing',
    { name: 'legacy', health: healthy, sync: { ...synced, status: 'OutOfSync' } },
  ],
]);

const k8sgpt = (metadata: Fields) => object('core.k8sgpt.ai/v1alpha1', 'K8sGPT', { spec: {} }, metadata);
const extension = (status: Fields) =>
  object('olm.operatorframework.io/v1', 'ClusterExtension', { spec: {}, status });
const version = (status: Fields) =>
  object('operators.coreos.com/v1alpha1', 'ClusterServiceVersion', { spec: {}, status });
const progress = (status: string, reason: string) => condition('Progressing', status, { reason });

export const OPERATOR_CASES = [
  ...cases(k8sgpt, [
    ['K8sGPT, not seen', 'Progressing', {}],
    ['K8sGPT, taken', 'Healthy', { finalizers: ['k8sgpt.ai/finalizer'] }],
  ]),
  ...cases(extension, [
    ['ClusterExtension, not seen', 'Progressing', {}],
    [
      'ClusterExtension, installed',
      'Healthy',
      { conditions: [condition('Installed', 'True'), progress('True', 'Succeeded')] },
    ],
    [
      'ClusterExtension, installed before the change',
      'Progressing',
      {
        conditions: [
          condition('Installed', 'True', { observedGeneration: 1 }),
          { ...progress('True', 'Succeeded'), observedGeneration: 1 },
        ],
      },
    ],
    [
      'ClusterExtension, retrying',
      'Progressing',
      { conditions: [condition('Installed', 'True'), progress('True', 'Retrying')] },
    ],
    [
      'ClusterExtension, blocked',
      'Degraded',
      { conditions: [condition('Installed', 'True'), progress('False', 'Blocked')] },
    ],
  ]),
  ...cases(version, [
    ['ClusterServiceVersion, not seen', 'Progressing', {}],
    ['ClusterServiceVersion, installing', 'Progressing', { phase: 'Installing' }],
    ['ClusterServiceVersion, failed', 'Degraded', { phase: 'Failed', message: 'no' }],
    ['ClusterServiceVersion, succeeded', 'Healthy', { phase: 'Succeeded' }],
  ]),
];

const database = (status: Fields) => object('example.com/v1', 'Database', { spec: {}, status });

/** `byConditions('example.com', 'Database', { healthy: ['Ready', 'Backed'], degraded: ['Lost'], degradedReasons: ['Broken'] })` */
export const CONDITION_CASES = cases(database, [
  ['no status', 'Progressing', {}],
  [
    'an older generation',
    'Progressing',
    { observedGeneration: 1, conditions: [ready('True'), condition('Backed', 'True')] },
  ],
  ['one of two', 'Progressing', { conditions: [ready('True')] }],
  ['both', 'Healthy', { observedGeneration: 2, conditions: [ready('True'), condition('Backed', 'True')] }],
  ['one that is old', 'Progressing', { conditions: [ready('True', 1), condition('Backed', 'True')] }],
  ['not yet', 'Progressing', { conditions: [ready('False'), condition('Backed', 'True')] }],
  ['a reason that is final', 'Degraded', { conditions: [condition('Ready', 'False', { reason: 'Broken' })] }],
  [
    'a condition that tells of a failure',
    'Degraded',
    { conditions: [ready('True'), condition('Backed', 'True'), condition('Lost', 'True')] },
  ],
]);
