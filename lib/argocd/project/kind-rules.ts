import { pathMatch } from '../glob';
import type { KindSpec, ProjectSpec } from './project-spec';

/** Which kinds a project allows: looked up for every object of every application. */
export interface KindRules {
  permits(object: KindSpec, isNamespaced: boolean): boolean;
}

/** The rules of a project. Kinds of namespaces are all allowed until some are, those of the cluster never. */
export function kindRules(spec: ProjectSpec): KindRules {
  const namespaced = spec.namespaceResourceWhitelist && listed(spec.namespaceResourceWhitelist);
  const notNamespaced = listed(spec.namespaceResourceBlacklist ?? []);
  const cluster = listed(spec.clusterResourceWhitelist ?? []);
  const notCluster = listed(spec.clusterResourceBlacklist ?? []);
  return {
    permits(object, isNamespaced) {
      if (!isNamespaced) return cluster(object) && !notCluster(object);
      return (namespaced === undefined || namespaced(object)) && !notNamespaced(object);
    },
  };
}

/** Whether a list has a kind. A list may hold thousands of plain names, so only patterns are tried one by one. */
function listed(list: readonly KindSpec[]): (object: KindSpec) => boolean {
  const plain = new Set<string>();
  const patterns: KindSpec[] = [];
  for (const item of list) {
    if (/[*?[\\]/.test(key(item))) patterns.push(item);
    else plain.add(key(item));
  }
  return (object) =>
    plain.has(key(object)) ||
    plain.has(key({ ...object, name: undefined })) ||
    patterns.some(
      ({ group, kind, name }) =>
        pathMatch(kind, object.kind) &&
        pathMatch(group, object.group) &&
        (!name || pathMatch(name, object.name ?? '')),
    );
}

function key({ group, kind, name }: KindSpec): string {
  return `${group}/${kind}/${name ?? ''}`;
}
