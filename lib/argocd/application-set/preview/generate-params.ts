import type { JsonValue } from '../../../manifest/json-value';
import { readManifests } from '../../../manifest/read-manifests';
import type { FieldPath } from '../../../validation/field-path';
import { byBytes, GoMap, goValue, jsonOf } from '../../go-template/go-value';
import { clusterParams } from './cluster-params';
import { gitParams } from './git-params';
import type { GeneratorSpec } from './manifest-types';
import { overrideMerge } from './override-merge';
import { PreviewError } from './preview-error';
import type { ApplicationSetPreviewInputs } from './preview-inputs';
import { pullRequestParams } from './pull-request-params';
import { renderAll, renderWherePossible } from './render-texts';
import { flattened, selects } from './selector';

/**
 * The sets of parameters that a generator gives, as Argo CD 3.5 does with goTemplate.
 *
 * @param outer parameters of the first generator of a matrix, with which the second one is rendered first.
 * @throws PreviewError where Argo CD would fail, or where something is not given or not supported here.
 */
export function generateParams(
  generator: GeneratorSpec,
  inputs: ApplicationSetPreviewInputs,
  path: FieldPath,
  outer?: GoMap,
): GoMap[] {
  const own =
    outer === undefined || outer.entries.size === 0 ? generator : interpolated(generator, outer, path);
  const params = paramsOf(own, inputs, path);
  const { selector } = generator;
  return selector === undefined ? params : params.filter((each) => selects(selector, flattened(each)));
}

function paramsOf(generator: GeneratorSpec, inputs: ApplicationSetPreviewInputs, path: FieldPath): GoMap[] {
  const { list, clusters, git, matrix, merge, pullRequest } = generator;
  refuseOwnTemplate(generator, path);
  if (list) return listParams(list, [...path, 'list']);
  if (clusters) return clusterParams(clusters, inputs.clusters, [...path, 'clusters']);
  if (git) return gitParams(git, inputs.repositories, [...path, 'git']);
  if (matrix) return matrixParams(matrix, inputs, [...path, 'matrix']);
  if (merge) return mergeParams(merge, inputs, [...path, 'merge']);
  if (pullRequest) return pullRequestParams(pullRequest, inputs.pullRequests, [...path, 'pullRequest']);
  const kinds = Object.keys(generator).join(', ');
  throw new PreviewError(
    path,
    kinds,
    'is a generator that is not previewed',
    'leave it out, or use another one',
  );
}

/** Few know that generators may have templates of their own; this preview does not. */
function refuseOwnTemplate(generator: GeneratorSpec, path: FieldPath): void {
  for (const [kind, spec] of Object.entries(generator)) {
    if (typeof spec !== 'object' || spec === null || !('template' in spec)) continue;
    throw new PreviewError(
      [...path, kind, 'template'],
      undefined,
      'is not previewed',
      'use the template of the set',
    );
  }
}

function listParams(
  { elements = [], elementsYaml }: NonNullable<GeneratorSpec['list']>,
  path: FieldPath,
): GoMap[] {
  const given = elements.map((element) => goValue(element));
  if (elementsYaml !== undefined && elementsYaml !== '') {
    const [document] = readManifests(elementsYaml);
    const value = goValue(document?.value);
    given.push(...(Array.isArray(value) ? value : [value]));
  }
  return given.map((element, index) => {
    if (element instanceof GoMap) return element;
    throw new PreviewError([...path, 'elements', index], jsonOf(element), 'is no object', 'write fields');
  });
}

function matrixParams(
  { generators = [] }: NonNullable<GeneratorSpec['matrix']>,
  inputs: ApplicationSetPreviewInputs,
  path: FieldPath,
): GoMap[] {
  const [first, second, ...more] = generators;
  if (first === undefined || second === undefined || more.length > 0) {
    throw new PreviewError(
      [...path, 'generators'],
      generators.length,
      'is not two generators',
      'give exactly two',
    );
  }
  return generateParams(first, inputs, [...path, 'generators', 0]).flatMap((outer) =>
    generateParams(second, inputs, [...path, 'generators', 1], outer).map((inner) =>
      merged(inner, outer, path),
    ),
  );
}

function mergeParams(
  { generators = [], mergeKeys = [] }: NonNullable<GeneratorSpec['merge']>,
  inputs: ApplicationSetPreviewInputs,
  path: FieldPath,
): GoMap[] {
  if (generators.length < 2) {
    throw new PreviewError(
      [...path, 'generators'],
      generators.length,
      'is less than two generators',
      'give a second one',
    );
  }
  if (mergeKeys.length === 0) {
    throw new PreviewError(
      [...path, 'mergeKeys'],
      mergeKeys,
      'names no key',
      'name the parameters that identify a set',
    );
  }
  const [base = [], ...overrides] = generators.map((generator, index) =>
    generateParams(generator, inputs, [...path, 'generators', index]),
  );
  const result = byKeys(base, mergeKeys, path);
  for (const params of overrides) {
    for (const [key, override] of byKeys(params, mergeKeys, path)) {
      const below = result.get(key);
      if (below) result.set(key, merged(below, override, path));
    }
  }
  return [...result.values()];
}

/** Keys of a merge are parameters at the top: `values.env` would be one of that very name. */
function byKeys(params: readonly GoMap[], mergeKeys: readonly string[], path: FieldPath): Map<string, GoMap> {
  const keys = [...new Set(mergeKeys)].sort(byBytes);
  const result = new Map<string, GoMap>();
  for (const each of params) {
    const identity = JSON.stringify(keys.map((key) => jsonOf(each.entries.get(key) ?? null)));
    if (result.has(identity)) {
      const rule = `gives two sets of parameters with the same keys (${keys.join(', ')})`;
      throw new PreviewError(
        [...path, 'mergeKeys'],
        JSON.parse(identity),
        rule,
        'name keys that tell them apart',
      );
    }
    result.set(identity, each);
  }
  return result;
}

function merged(base: GoMap, over: GoMap, path: FieldPath): GoMap {
  try {
    return overrideMerge(base, over);
  } catch (error) {
    throw new PreviewError(path, undefined, (error as Error).message, 'give them different names');
  }
}

/** A generator with its texts rendered. Its `values` may ask for its own parameters too, so what is missing stays. */
function interpolated(generator: GeneratorSpec, outer: GoMap, path: FieldPath): GeneratorSpec {
  const entries = Object.entries(generator).map(([kind, spec]) => [
    kind,
    interpolatedKind(kind, spec, outer, [...path, kind]),
  ]);
  return Object.fromEntries(entries);
}

function interpolatedKind(kind: string, spec: object, outer: GoMap, path: FieldPath): unknown {
  if (kind === 'matrix' || kind === 'merge') {
    const { generators = [], ...rest } = spec as NonNullable<GeneratorSpec['matrix']>;
    const inner = generators.map((each, index) => interpolated(each, outer, [...path, 'generators', index]));
    return { ...(renderAll(rest as JsonValue, outer, path) as object), generators: inner };
  }
  const { values, ...rest } = spec as { readonly values?: Readonly<Record<string, string>> };
  const isTexts = kind !== 'list' && values !== undefined;
  const rendered = renderAll((isTexts ? rest : spec) as JsonValue, outer, path) as object;
  return isTexts
    ? { ...rendered, values: renderWherePossible(values, outer, [...path, 'values']) }
    : rendered;
}
