import type { FieldPath } from '../../validation/field-path';
import type { Finding } from '../../validation/finding';
import { errorAt } from '../../validation/refuse';
import { compileGlob } from '../glob';
import type { ProjectSpec } from './project-spec';
import { roleFindings } from './role-findings';
import { windowFindings } from './window-findings';

/**
 * All that Argo CD's API server would refuse in a project. From Git a project reaches the cluster without being asked
 * there, and then fails in silence. Each rule quotes what Argo CD says.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.7/pkg/apis/application/v1alpha1/app_project_types.go
 */
export function projectFindings(name: string, spec: ProjectSpec): Finding[] {
  return [
    ...descriptionFindings(spec),
    ...destinationFindings(spec),
    ...repeated(['spec', 'sourceNamespaces'], spec.sourceNamespaces ?? [], 'source namespace'),
    ...sourceRepoFindings(spec),
    ...roleFindings(name, spec.roles ?? []),
    ...windowFindings(spec.syncWindows ?? []),
    ...serviceAccountFindings(spec),
  ];
}

/** What Argo CD says, as a clause. */
export function quoted(message: string): string {
  return `is refused by Argo CD: "${message}"`;
}

/** Findings for what stands in a list twice. */
export function repeated(path: FieldPath, keys: readonly string[], what: string): Finding[] {
  return keys.flatMap((key, index) => {
    if (keys.indexOf(key) === index) return [];
    return [
      errorAt([...path, index], key, quoted(`${what} '${key}' already added`), 'remove one of the two'),
    ];
  });
}

/** This one the API server of Kubernetes checks. */
function descriptionFindings({ description }: ProjectSpec): Finding[] {
  if (description === undefined || [...description].length <= 255) return [];
  return [errorAt(['spec', 'description'], description, 'is longer than 255 characters', 'shorten it')];
}

function destinationFindings({ destinations = [] }: ProjectSpec): Finding[] {
  const path = ['spec', 'destinations'];
  const formats = destinations.flatMap((destination, index) =>
    (['name', 'server', 'namespace'] as const).flatMap((field) => {
      if (destination[field] !== '!*') return [];
      return [denyingAll([...path, index, field], field)];
    }),
  );
  const keys = destinations.map(
    ({ name, server, namespace }) => `${server || name || ''}/${namespace ?? ''}`,
  );
  return [...formats, ...repeated(path, keys, 'destination')];
}

function denyingAll(path: FieldPath, what: string): Finding {
  const rule = `${quoted(`${what} has an invalid format, '!*'`)}, since it would deny everything`;
  return errorAt(path, '!*', rule, 'leave it out: what no entry allows is denied');
}

/** Registries that hold images only: an OCI artifact is a source by `oci://`. */
const IMAGE_REGISTRIES =
  /^https?:\/\/(ghcr\.io|quay\.io|gcr\.io|([^/]+\.)?docker\.(io|com)|[^/]+\.pkg\.dev)(\/|$)/;

function sourceRepoFindings({ sourceRepos = [] }: ProjectSpec): Finding[] {
  const path = ['spec', 'sourceRepos'];
  const each = sourceRepos.flatMap((repo, index) => {
    if (repo === '!*') return [denyingAll([...path, index], 'source repository')];
    if (!IMAGE_REGISTRIES.test(repo)) return [];
    const rule = 'is a registry of images, and no application reads images';
    const fix = `remove it, or write ${repo.replace(/^https?:/, 'oci:')} for manifests that are kept there`;
    return [errorAt([...path, index], repo, rule, fix)];
  });
  return [...each, ...repeated(path, sourceRepos, 'source repository')];
}

function serviceAccountFindings({ destinationServiceAccounts = [] }: ProjectSpec): Finding[] {
  const path = ['spec', 'destinationServiceAccounts'];
  const each = destinationServiceAccounts.flatMap((entry, index): Finding[] => {
    const { server, namespace = '', defaultServiceAccount } = entry;
    const invalid = (field: string, value: string, fix: string) =>
      errorAt([...path, index, field], value, quoted(`${field} has an invalid format, '${value}'`), fix);
    const isPattern = (text: string) => !text.includes('!') && compileGlob(text) !== undefined;
    const isName = defaultServiceAccount.trim() !== '' && !/[!*[\]{}\\/]/.test(defaultServiceAccount);
    return [
      ...(isPattern(server)
        ? []
        : [invalid('server', server, 'use a URL, or a pattern with * and without !')]),
      ...(isPattern(namespace)
        ? []
        : [invalid('namespace', namespace, 'use a name, or a pattern without !')]),
      ...(isName
        ? []
        : [invalid('defaultServiceAccount', defaultServiceAccount, 'use name, or namespace:name')]),
    ];
  });
  const keys = destinationServiceAccounts.map(({ server, namespace = '' }) => `${server}/${namespace}`);
  return [...each, ...repeated(path, keys, 'destinationServiceAccount')];
}
