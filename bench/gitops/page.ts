import type { Measurement } from './run';

export interface GitOpsFacts {
  readonly machine: string;
  readonly argoCd: string;
  readonly results: readonly Measurement[];
}

/** docs/performance/gitops.md: the table. */
export function markdownPage({ machine, argoCd, results }: GitOpsFacts): string {
  const rows = results.map(
    ({ applications, objects, first, change }) =>
      `${applications} | ${objects} | ${first.toFixed(1)} | ${change.toFixed(1)} | ${(change / applications).toFixed(2)}`,
  );
  return [
    '<!-- Made by npm run bench:gitops. Do not edit. -->',
    '# From a commit to a fleet that is Synced and Healthy',
    `Argo CD ${argoCd} with default settings for parallelism, a real API server and a local git repository; each application is`,
    'a copy of the smallest sample app. Kubelets, gateways and networks are simulated and take no time: these are the',
    'costs of GitOps alone. *First delivery* begins with the creation of the Applications in an empty cluster, *a',
    'change* with one commit that touches every application, of which Argo CD is told at once.',
    '',
    `Machine: ${machine}; API server, controllers, Argo CD and this script share it. One run.`,
    '',
    'Applications | Objects | First delivery, s | A change, s | A change, s per application\n-:|-:|-:|-:|-:',
    ...rows,
    '',
  ].join('\n');
}
