import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { FieldPath } from '../../validation/field-path';
import type { Finding } from '../../validation/finding';
import { withoutUndefined } from '../../validation/plain-json';
import { errorAt } from '../../validation/refuse';
import { normalizeGitUrl } from '../git-url';
import { REPOSITORY_LABEL } from '../repository-secret';

/** What is in a repository. */
export enum RepositoryType {
  /** Manifests, in git. */
  GIT = 'git',
  /** Charts of Helm; in an OCI registry with `oci`. */
  HELM = 'helm',
  /** Artifacts of an OCI registry. */
  OCI = 'oci',
}

/**
 * A repository that needs no credentials, or whose credentials come from a credential template that is made in the
 * cluster (label `argocd.argoproj.io/secret-type: repo-creds`). There is no field for a password: what is written here is
 * committed.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#repositories
 */
export interface RepositoryDeclaration {
  /** Its URL. */
  readonly url: string;
  /**
   * The name of the declaration in the cluster, and of the repository.
   * @default - from the URL
   */
  readonly name?: string;
  /**
   * What is in it.
   * @default RepositoryType.GIT
   */
  readonly type?: RepositoryType;
  /**
   * The project that it belongs to.
   * @default - all projects
   */
  readonly project?: string;
  /**
   * Whether charts of Helm are in an OCI registry; the URL has no `oci://` then.
   * @default false
   */
  readonly oci?: boolean;
  /**
   * Fetches files of git LFS.
   * @default false
   */
  readonly lfs?: boolean;
  /**
   * How many commits to fetch.
   * @default - all
   */
  readonly depth?: number;
}

/**
 * Emits the declarations. Argo CD reads repositories from Secrets only, though these hold nothing that is secret;
 * `repositories` of argocd-cm was given up long ago.
 */
export function emitRepositories(
  scope: Construct,
  namespace: string,
  repositories: readonly RepositoryDeclaration[],
): void {
  for (const { url, name = nameOf(url), type = RepositoryType.GIT, ...rest } of repositories) {
    new ApiObject(scope, `Repository-${name}`, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: `repository-${name}`,
        namespace,
        labels: { ...REPOSITORY_LABEL, 'app.kubernetes.io/part-of': 'argocd' },
      },
      stringData: withoutUndefined({
        url,
        name,
        type,
        project: rest.project,
        enableOCI: rest.oci ? 'true' : undefined,
        enableLfs: rest.lfs ? 'true' : undefined,
        depth: rest.depth?.toString(),
      }),
    });
  }
}

function nameOf(url: string): string {
  const words = normalizeGitUrl(url).match(/[a-z0-9]+/g) ?? [];
  const known = words[0] === 'https' || words[0] === 'http' || words[0] === 'oci' ? words.slice(1) : words;
  return known.join('-').slice(0, 240);
}

/** What is wrong with the declarations. */
export function repositoryFindings(repositories: readonly RepositoryDeclaration[]): Finding[] {
  const urls = repositories.map(({ url, project = '' }) => `${project} ${normalizeGitUrl(url)}`);
  const names = repositories.map(({ url, name = nameOf(url) }) => name);
  return repositories.flatMap((repository, index) => {
    const path = ['repositories', index];
    const { url } = repository;
    const findings = [
      ...urlFindings(path, repository),
      ...fieldFindings(path, repository, names[index] ?? ''),
    ];
    if (urls.indexOf(urls[index] ?? '') < index) {
      findings.push(errorAt([...path, 'url'], shown(url), 'is declared already', 'remove one of the two'));
    } else if (names.indexOf(names[index] ?? '') < index) {
      findings.push(errorAt([...path, 'name'], names[index], 'is the name of another one', 'give it a name'));
    }
    return findings;
  });
}

function urlFindings(path: FieldPath, { url, type, oci }: RepositoryDeclaration): Finding[] {
  const at = [...path, 'url'];
  if (/^[a-z+]+:\/\/[^/@]*:[^/@]*@/.test(url) || /^https?:\/\/[^/@]+@/.test(url)) {
    const rule = 'has a user or a password in it, which everybody could read';
    const fix =
      'leave it out; make a Secret with the label argocd.argoproj.io/secret-type: repo-creds in the cluster';
    return [errorAt(at, shown(url), rule, fix)];
  }
  if (type === RepositoryType.HELM && oci && url.startsWith('oci://')) {
    return [
      errorAt(at, url, 'begins with oci://, which Helm charts do not', `write ${url.slice('oci://'.length)}`),
    ];
  }
  if (type === RepositoryType.OCI && !url.startsWith('oci://')) {
    return [errorAt(at, url, 'is no registry', `write oci://${url.replace(/^[a-z]+:\/\//, '')}`)];
  }
  if (url.trim() === '' || /\s/.test(url)) {
    return [errorAt(at, url, 'is no URL', 'write, for example, https://github.com/acme/deployments')];
  }
  return [];
}

function fieldFindings(
  path: FieldPath,
  { depth, oci, type }: RepositoryDeclaration,
  name: string,
): Finding[] {
  const findings: Finding[] = [];
  if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)) {
    const fix = 'use lower-case letters, digits and dashes';
    findings.push(errorAt([...path, 'name'], name, 'is no name of a Kubernetes object', fix));
  }
  if (depth !== undefined && !(Number.isInteger(depth) && depth > 0)) {
    findings.push(errorAt([...path, 'depth'], depth, 'is no number of commits', 'use 1 or more'));
  }
  if (oci && type !== RepositoryType.HELM) {
    const fix = 'use type: RepositoryType.HELM for charts, or RepositoryType.OCI without oci';
    findings.push(errorAt([...path, 'oci'], oci, 'is about charts of Helm', fix));
  }
  return findings;
}

/** A URL without what may be secret in it. */
function shown(url: string): string {
  return url.replace(/\/\/[^/@]*@/, '//…@');
}
