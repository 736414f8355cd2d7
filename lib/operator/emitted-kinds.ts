import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { livesInCluster } from '../argocd/project/cluster-kinds';
import { refuse } from '../validation/refuse';
import type { ManagedResource } from './managed-resource';
import { pluralName } from './plural-names';

/**
 * The kinds of all objects in constructs, each once, in alphabetical order: what an operator that renders such
 * constructs has to watch, and may write.
 *
 * @param where who asks, for errors.
 * @param plurals names in URLs by `group/kind`, of kinds that are not known here, or named otherwise.
 * @throws where the plural name of a kind is not known.
 */
export function emittedKinds(
  where: string,
  emits: readonly IConstruct[],
  plurals: Readonly<Record<string, string>> = {},
): ManagedResource[] {
  const kinds = new Map<string, ManagedResource>();
  for (const object of emits.flatMap(objectsBelow)) {
    const key = `${object.apiVersion} ${object.kind}`;
    if (!kinds.has(key)) kinds.set(key, resourceOf(where, object, plurals));
  }
  return [...kinds.values()].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

// of a chart also what is in the charts in it: an operator renders all of it
function objectsBelow(construct: IConstruct): ApiObject[] {
  return construct.node.findAll().filter((one) => ApiObject.isApiObject(one));
}

function resourceOf(
  where: string,
  { apiGroup, apiVersion, kind, metadata }: ApiObject,
  plurals: Readonly<Record<string, string>>,
): ManagedResource {
  const group = apiGroup === 'core' ? '' : apiGroup;
  const qualified = `${group}/${kind}`;
  const plural = Object.hasOwn(plurals, qualified) ? plurals[qualified] : pluralName(group, kind);
  if (plural === undefined) {
    const rule = 'is a kind whose plural name is not known, so no rule can be written for it';
    const fix = `give the name that \`kubectl api-resources\` shows: plurals: { '${qualified}': '…' }`;
    refuse(where, 'emits', qualified, rule, fix);
  }
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
  return { group, version, kind, plural, namespaced: !livesInCluster(group, kind, metadata.namespace) };
}

function sortKey({ group, kind, version }: ManagedResource): string {
  return `${group} ${kind} ${version}`;
}
