import { version } from '../../package.json';
import { distObjects, operatorObjects, platformObjects } from '../dist-objects';

const applications = platformObjects().filter(({ kind }) => kind === 'Application');
const waveOf = (name: string) => {
  const { metadata } = applications.find((one) => one.metadata.name === name) ?? {};
  const annotations = (metadata?.annotations ?? {}) as Record<string, string>;
  return Number(annotations['argocd.argoproj.io/sync-wave'] ?? 0);
};

it('the operator has the version of the package', () => {
  const deployment = operatorObjects().find(({ kind }) => kind === 'Deployment');
  expect(JSON.stringify(deployment)).toContain(`"ghcr.io/makeaihq/chatgpt-operator:${version}"`);
});

it('is delivered beside the apps, which are plain objects and do not wait for it', () => {
  const apps = new Set(distObjects().map(({ environment, app }) => `${app}-${environment}`));
  expect(apps.size).toBe(18);
  for (const app of apps) expect(waveOf('chatgpt-operator')).toBe(waveOf(app));
});

it('is delivered by a project that lets nothing into the cluster but its own objects, each by its name', () => {
  const project = platformObjects().find(
    ({ kind, metadata }) => kind === 'AppProject' && metadata.name === 'chatgpt-operator',
  );
  const { clusterResourceWhitelist = [], destinations } = (project?.spec ?? {}) as {
    clusterResourceWhitelist?: { kind: string; name: string }[];
    destinations?: unknown[];
  };
  const own = operatorObjects().filter(({ metadata }) => metadata.namespace === undefined);
  const names = (all: readonly { kind: string; name: string }[]) =>
    all.map(({ kind, name }) => `${kind} ${name}`).sort();
  expect(names(clusterResourceWhitelist)).toEqual(
    names(own.map(({ kind, metadata }) => ({ kind, name: metadata.name }))),
  );
  expect(destinations).toEqual([
    { namespace: 'chatgpt-operator-system', server: 'https://kubernetes.default.svc' },
  ]);
});
