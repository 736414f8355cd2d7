import type { JsonObject } from '../../../manifest/json-value';
import type { Finding } from '../../../validation/finding';
import { objectMetaFindings } from '../../../validation/object-meta';
import { isObjectName } from '../../../validation/object-name';
import { errorAt } from '../../../validation/refuse';

const NAME_PATH = ['spec', 'template', 'metadata', 'name'];

/** What the API server, or Argo CD, would refuse of a generated Application. */
export function applicationFindings({ metadata, spec }: JsonObject): Finding[] {
  const { name, ...others } = metadata as { readonly name?: string };
  const meta = objectMetaFindings(others, ['spec', 'template', 'metadata']);
  return [...nameFindings(name), ...meta, ...destinationFindings(name, spec as JsonObject)];
}

function nameFindings(name: string | undefined): Finding[] {
  if (name !== undefined && isObjectName(name)) return [];
  const rule = 'is no name of a Kubernetes object';
  const fix = 'use .nameNormalized or .path.basenameNormalized, or pass it through normalize or slugify';
  return [errorAt(NAME_PATH, name, rule, fix)];
}

function destinationFindings(name: string | undefined, spec: JsonObject): Finding[] {
  const { destination } = spec;
  const path = ['spec', 'template', 'spec', 'destination'];
  if (typeof destination !== 'object' || destination === null || Array.isArray(destination)) {
    return [errorAt(path, destination, `is missing in ${name}`, 'give a cluster and a namespace')];
  }
  const { namespace } = destination;
  const inNamespace = objectMetaFindings(namespace === undefined ? {} : { namespace }).map((finding) => ({
    ...finding,
    path: [...path, 'namespace'],
  }));
  const isOne = (destination.name ? 1 : 0) + (destination.server ? 1 : 0) === 1;
  const rule = `of ${name} names not exactly one cluster`;
  return isOne
    ? inNamespace
    : [...inNamespace, errorAt(path, destination, rule, 'give either a name or a server')];
}
