import type { ApiObject } from '../../test/cluster/harness/api-object';
import { waitFor } from '../../test/cluster/harness/wait-for';
import { distObjects } from '../../test/dist-objects';
import type { ApplicationObject } from '../../test/gitops/harness/application-object';
import type { ArgoCd } from '../../test/gitops/harness/argo-cd';
import { argoCdNamespace } from '../../test/gitops/harness/base-objects';
import type { GitRepository } from '../../test/gitops/harness/git-repository';
import { applicationManifest, configMap } from '../../test/gitops/manifests';
import type { Measurement } from './run';

const LONGEST_SECONDS = 600;

/** The smallest app of the fleet, as it is committed. */
const sample = distObjects().filter(
  ({ environment, app }) => environment === 'development' && app === 'hello',
);

/** Delivers so many copies of the sample, each by its Application, then changes all of them by one commit. */
export async function deliver(argo: ArgoCd, namespace: string, size: number): Promise<Measurement> {
  const names = Array.from({ length: size }, (_, index) => `app${index + 1}`);
  const repository = argo.repository(namespace);
  for (const name of names) writeApp(repository, name, namespace);
  const created = repository.commit('all apps');

  const begin = performance.now();
  await inParallel(names, (name) =>
    argo.apply(applicationManifest({ name, repository, path: name, namespace })),
  );
  await untilAllAt(argo, size, created);
  const first = (performance.now() - begin) / 1000;

  for (const name of names) repository.write(`${name}/extra.yaml`, configMap(`${name}-extra`, 'second'));
  const changing = performance.now();
  const changed = repository.commit('every app changes');
  await inParallel(names, (name) => argo.application(name).refresh('normal')); // what a webhook of the git server does
  await untilAllAt(argo, size, changed);
  const change = (performance.now() - changing) / 1000;
  return { applications: size, objects: size * (sample.length + 1), first, change };
}

function writeApp(repository: GitRepository, name: string, namespace: string): void {
  for (const { object } of sample) {
    const copy: ApiObject = JSON.parse(JSON.stringify(object).replaceAll('hello', name));
    const file = `${name}/${object.kind.toLowerCase()}.yaml`;
    repository.write(file, { ...copy, metadata: { ...copy.metadata, namespace } });
  }
  repository.write(`${name}/extra.yaml`, configMap(`${name}-extra`, 'first'));
}

async function untilAllAt(argo: ArgoCd, size: number, revision: string): Promise<void> {
  let well = 0;
  await waitFor(
    `${size} applications are Synced and Healthy at ${revision}`,
    async () => {
      const applications = await argo.api.list<ApplicationObject>({
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        namespace: argoCdNamespace,
      });
      well = applications.filter(
        ({ status }) =>
          status?.sync?.status === 'Synced' &&
          status.sync.revision === revision &&
          status.health?.status === 'Healthy',
      ).length;
      return well === size ? true : undefined;
    },
    { deadline: LONGEST_SECONDS, every: 200 },
    () => `${well} of them are.`,
  );
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  await Promise.all(items.map(work));
}
