import { withoutUndefined } from '../../validation/plain-json';
import { refuse, refuseEmpty } from '../../validation/refuse';
import type { ApplicationSource, SourceSpec } from './application-source';

/**
 * Lets Argo CD render a source itself, commit what comes out to a branch, and sync that branch. What this library
 * renders needs no hydrator; Helm charts and kustomizations of others may.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/source-hydrator/
 */
export interface SourceHydrator {
  /** What is rendered: a directory, kustomization or Helm chart in Git, with its `targetRevision`. */
  readonly drySource: ApplicationSource;
  /** The branch that is synced, such as `environments/production`. */
  readonly syncBranch: string;
  /** The folder in that branch; not its root, where another application could be. */
  readonly syncPath: string;
  /**
   * The repository of that branch.
   * @default - that of the dry source
   */
  readonly syncRepoUrl?: string;
  /**
   * The branch that is committed to, for a person or a pipeline to merge into the branch that is synced.
   * @default - the branch that is synced
   */
  readonly hydrateTo?: string;
}

/** A hydrator as manifests hold it. */
export interface SourceHydratorSpec {
  readonly drySource: SourceSpec;
  readonly syncSource: { readonly targetBranch: string; readonly path: string; readonly repoURL?: string };
  readonly hydrateTo?: { readonly targetBranch: string };
}

/** @throws where a branch is empty, the path is a root, or the dry source is not in Git. */
export function hydratorJson(where: string, hydrator: SourceHydrator): SourceHydratorSpec {
  const { drySource, syncBranch, syncPath, syncRepoUrl, hydrateTo } = hydrator;
  const dry = drySource._toJson();
  const field = 'spec.sourceHydrator';
  if (dry.path === undefined || dry.repoURL.startsWith('oci://')) {
    const fix = 'use ApplicationSource.directory, kustomize or helmGit';
    refuse(where, `${field}.drySource`, dry.repoURL, 'is no folder in Git', fix);
  }
  const revision = dry.targetRevision ?? '';
  refuseEmpty(where, `${field}.drySource.targetRevision`, revision, '"main": a hydrator has no default');
  refuseEmpty(where, `${field}.syncSource.targetBranch`, syncBranch, '"environments/production"');
  if (!/^.{2,}|[^./]$/.test(syncPath)) {
    refuse(where, `${field}.syncSource.path`, syncPath, 'is the root of the branch', 'name a folder in it');
  }
  if (hydrateTo !== undefined) {
    refuseEmpty(where, `${field}.hydrateTo.targetBranch`, hydrateTo, '"environments/production-next"');
  }
  return withoutUndefined({
    drySource: dry,
    syncSource: withoutUndefined({ targetBranch: syncBranch, path: syncPath, repoURL: syncRepoUrl }),
    hydrateTo: hydrateTo === undefined ? undefined : { targetBranch: hydrateTo },
  });
}
