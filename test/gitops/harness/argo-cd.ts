import type { ApiClient } from '../../cluster/harness/api-client';
import { type ApiObject, accepted } from '../../cluster/harness/api-object';
import { cluster } from '../../cluster/harness/cluster';
import { Application } from './application';
import { ArgoCdCli } from './argo-cd-cli';
import type { ArgoCdProcesses } from './argo-cd-processes';
import { argoCdNamespace, settings } from './base-objects';
import { GitRepository } from './git-repository';

const kinds = { apiVersion: 'argoproj.io/v1alpha1', namespace: argoCdNamespace };

/** Our settings are taken back by this name. */
const SETTINGS_MANAGER = 'test-settings';

/** What a test has of the Argo CD that jest's global setup started. */
export class ArgoCd {
  readonly cli: ArgoCdCli;

  constructor(
    readonly api: ApiClient,
    private readonly place: Pick<ArgoCdProcesses, 'binary' | 'dir' | 'kubeconfig' | 'repositories' | 'ports'>,
  ) {
    this.cli = new ArgoCdCli(place.binary, place.kubeconfig, place.dir);
  }

  /** What all components show of themselves now, one text after the other. */
  async metrics(): Promise<string> {
    const shown = Object.values(this.place.ports).map(async (port) =>
      (await fetch(`http://127.0.0.1:${port}/metrics`)).text(),
    );
    return (await Promise.all(shown)).join('\n');
  }

  /** A new git repository; its folder goes when Argo CD stops. */
  repository(name?: string): GitRepository {
    return GitRepository.create(this.place.repositories, name);
  }

  /** Server-side apply. Objects without a namespace go where Argo CD looks for them. */
  async apply(...objects: readonly ApiObject[]): Promise<void> {
    for (const object of objects) {
      const metadata = { namespace: argoCdNamespace, ...object.metadata };
      accepted(await this.api.apply({ ...object, metadata }, { force: true }));
    }
  }

  /** An Application by its name, whether it exists or not. */
  application(name: string): Application {
    return new Application(this.api, name);
  }

  /** The names of all Applications, sorted. */
  async applicationNames(): Promise<string[]> {
    const applications = await this.api.list({ ...kinds, kind: 'Application' });
    return applications.map(({ metadata }) => metadata.name ?? '').sort();
  }

  /**
   * Applies rendered settings (argocd-cm, argocd-rbac-cm, argocd-notifications-cm, …) over those that the harness
   * began with; Argo CD sees the change at once. All tests share one Argo CD: call what is returned when done.
   */
  async configure(...objects: readonly ApiObject[]): Promise<() => Promise<void>> {
    const ours = { force: true, fieldManager: SETTINGS_MANAGER };
    for (const object of objects) accepted(await this.api.apply(inArgoCd(object), ours));
    return async () => {
      for (const { apiVersion, kind, metadata } of objects) {
        const nothing = inArgoCd({ apiVersion, kind, metadata: { name: metadata.name } });
        accepted(await this.api.apply(nothing, ours)); // takes back all fields that were ours alone
      }
      for (const object of settings) accepted(await this.api.apply(object, { force: true }));
    };
  }

  /** Deletes all ApplicationSets and Applications with what they deployed: for `afterAll`. */
  async clear(): Promise<void> {
    const sets = await this.api.list({ ...kinds, kind: 'ApplicationSet' });
    await Promise.all(sets.map((set) => this.api.delete(set)));
    await Promise.all(sets.map((set) => this.api.waitForGone(set)));
    const names = await this.applicationNames();
    await Promise.all(names.map((name) => this.application(name).delete()));
  }
}

/** How the global setup tells the test files about Argo CD. */
export const handover = 'GITOPS_TEST_ARGOCD';

let known: ArgoCd | undefined;

/** The Argo CD of this test run. */
export function argoCd(): ArgoCd {
  const place = process.env[handover];
  if (!place) throw new Error('There is no Argo CD: run jest with --config test/gitops/jest.config.js');
  known ??= new ArgoCd(cluster().api, JSON.parse(place));
  return known;
}

function inArgoCd(object: ApiObject): ApiObject {
  const labels = { ...object.metadata.labels, 'app.kubernetes.io/part-of': 'argocd' };
  return { ...object, metadata: { ...object.metadata, namespace: argoCdNamespace, labels } };
}
