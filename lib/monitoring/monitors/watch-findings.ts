import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { closestName } from '../../validation/closest-name';
import type { FieldPath } from '../../validation/field-path';
import type { Finding } from '../../validation/finding';
import { errorAt } from '../../validation/refuse';
import { type KubernetesLabels, selects, stableLabels, type Watched } from './watched';

/** The objects of one kind that are synthesized together with a construct. */
export function objectsBeside(scope: IConstruct, kind: string): ApiObject[] {
  return scope.node.root.node
    .findAll()
    .filter((each): each is ApiObject => ApiObject.isApiObject(each) && each.kind === kind);
}

/** An object that is watched, and is not synthesized together with the construct that watches it. */
export function foreignFindings(scope: IConstruct, path: FieldPath, object: ApiObject): Finding[] {
  if (object.node.root === scope.node.root) return [];
  const rule = 'is not emitted by this app, so nobody knows that it will be there';
  const fix = 'take an object of the same App, or say by existing what others make';
  return [errorAt(path, `${object.kind} ${object.name}`, rule, fix)];
}

/** The port that is scraped: the one that is named, or the only one. */
export function scrapedPort({ ports }: Watched, port: string | undefined): string | undefined {
  if (port !== undefined || ports.length !== 1) return port;
  return ports[0] === '' ? undefined : ports[0];
}

/** A port that what is watched does not have. */
export function portFindings(what: string, watched: Watched, port: string | undefined): Finding[] {
  const named = watched.ports.filter((each) => each !== '');
  const there = named.length > 0 ? named.join(', ') : 'none with a name';
  const chosen = scrapedPort(watched, port);
  if (chosen === undefined) {
    const rule = `is missing: ${what} has not just one port with a name (ports: ${there})`;
    return [errorAt(['port'], undefined, rule, 'name the port that shows metrics')];
  }
  if (named.includes(chosen)) return [];
  const meant = closestName(chosen, named) ?? (named.length === 1 ? named[0] : undefined);
  const fix = meant ? `use ${meant}, or add a port of that name` : 'add a port of that name';
  return [errorAt(['port'], chosen, `names no port of ${what} (ports: ${there})`, fix)];
}

/** Labels by which nothing, or everything, would be selected. */
export function selectorFindings(path: FieldPath, what: string, labels: KubernetesLabels): Finding[] {
  if (Object.keys(stableLabels(labels)).length > 0) return [];
  const rule = `has no labels by which ${what} could be selected`;
  return [errorAt(path, labels, rule, 'give it a label such as app.kubernetes.io/name')];
}

/** Two objects in namespaces of which one is known and the other is not. */
export function namespaceFindings(
  path: FieldPath,
  own: string | undefined,
  watched: string | undefined,
): Finding[] {
  if (own === undefined || watched !== undefined) return [];
  const rule = `is in no namespace that is known, and the monitor is in ${own}`;
  return [errorAt(path, undefined, rule, 'give its chart, or its metadata, a namespace')];
}

/** The field by which a monitor finds what is in another namespace than its own. */
export function namespaceSelector(own: string | undefined, watched: string | undefined): object | undefined {
  return watched === undefined || watched === own ? undefined : { matchNames: [watched] };
}

/** Others that the selector takes in, too, and that have the port. */
export function namesakeFindings(
  path: FieldPath,
  watched: Watched,
  port: string | undefined,
  others: readonly { readonly name: string; readonly watched: Watched }[],
): Finding[] {
  const selector = stableLabels(watched.labels);
  const chosen = scrapedPort(watched, port) ?? '';
  const twins = others.filter(
    ({ watched: other }) =>
      other.namespace === watched.namespace &&
      selects(selector, other.labels) &&
      other.ports.includes(chosen),
  );
  return twins.map(({ name }) => {
    const fix = 'give one of the two a label that the other does not have';
    return errorAt(path, selector, `selects ${name} too, by the same labels and the same port`, fix);
  });
}
