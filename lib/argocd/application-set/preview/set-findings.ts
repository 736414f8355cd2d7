import type { JsonValue } from '../../../manifest/json-value';
import type { FieldPath } from '../../../validation/field-path';
import type { Finding } from '../../../validation/finding';
import { errorAt } from '../../../validation/refuse';
import { GoTemplate } from '../../go-template/go-template';
import { TemplateError } from '../../go-template/template-error';
import type { ApplicationSetManifest, GeneratorSpec } from './manifest-types';
import { labelFindings } from './rollout-steps';

const DEEPEST = 2;

/** What is wrong with a set whatever its generators give. */
export function setFindings(manifest: ApplicationSetManifest): Finding[] {
  const { generators = [], template, templatePatch } = manifest.spec;
  return [
    ...templateFindings(generators as unknown as JsonValue, ['spec', 'generators']),
    ...templateFindings(template as unknown as JsonValue, ['spec', 'template']),
    ...templateFindings(templatePatch ?? '', ['spec', 'templatePatch']),
    ...projectFindings(manifest),
    ...nameFindings(manifest),
    ...generators.flatMap((generator, index) =>
      generatorFindings(generator, ['spec', 'generators', index], 1),
    ),
    ...labelFindings(manifest),
  ];
}

/** Whether the generators need nothing but what the manifest holds. */
export function isSelfContained(generator: GeneratorSpec): boolean {
  if (generator.list) return true;
  const inner = generator.matrix?.generators ?? generator.merge?.generators;
  return inner?.every(isSelfContained) === true;
}

function templateFindings(value: JsonValue, path: FieldPath): Finding[] {
  if (typeof value === 'string') return syntaxFindings(value, path);
  if (Array.isArray(value)) return value.flatMap((item, index) => templateFindings(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, field]) => [
    ...syntaxFindings(key, [...path, key]),
    ...templateFindings(field, [...path, key]),
  ]);
}

function syntaxFindings(text: string, path: FieldPath): Finding[] {
  try {
    GoTemplate.parse(text);
    return [];
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return [errorAt(path, text, error.rule, error.fix)];
  }
}

/** Whoever writes what a generator reads could choose the project, and so his own rights. */
function projectFindings({ spec }: ApplicationSetManifest): Finding[] {
  const project = spec.template.spec?.project;
  if (typeof project !== 'string' || !project.includes('{{')) return [];
  const rule = 'is templated, so whoever writes what the generators read chooses his rights';
  const fix = 'name one project, and make a set for each';
  return [errorAt(['spec', 'template', 'spec', 'project'], project, rule, fix)];
}

function nameFindings({ spec }: ApplicationSetManifest): Finding[] {
  const name = spec.template.metadata?.name ?? '';
  if (name.includes('{{')) return [];
  const path = ['spec', 'template', 'metadata', 'name'];
  return [
    errorAt(
      path,
      name,
      'names all applications alike',
      'put a parameter into it, such as {{.nameNormalized}}',
    ),
  ];
}

function generatorFindings(generator: GeneratorSpec, path: FieldPath, depth: number): Finding[] {
  const { matrix, merge } = generator;
  const kind = matrix ? 'matrix' : 'merge';
  const inner = (matrix ?? merge)?.generators;
  if (inner === undefined) return [];
  const at = [...path, kind];
  if (depth > DEEPEST) {
    return [
      errorAt(
        at,
        undefined,
        'is in a generator in a generator, and Argo CD reads no deeper',
        'combine fewer',
      ),
    ];
  }
  return [
    ...(matrix ? matrixFindings(inner, at) : mergeFindings(merge ?? {}, at)),
    ...inner.flatMap((each, index) => generatorFindings(each, [...at, 'generators', index], depth + 1)),
  ];
}

/** Of two `path` parameters, the second generator's is lost. */
function matrixFindings(inner: readonly GeneratorSpec[], path: FieldPath): Finding[] {
  const [first, second] = inner.map(prefixesOf);
  const shared = first?.find((prefix) => second?.includes(prefix));
  if (shared === undefined) return [];
  const rule = 'is the same in both git generators, so the path of the second is lost';
  const at = [...path, 'generators', 1, 'git', 'pathParamPrefix'];
  return [errorAt(at, shared === '' ? undefined : shared, rule, 'give each a pathParamPrefix of its own')];
}

function prefixesOf(generator: GeneratorSpec): string[] {
  if (generator.git) return [generator.git.pathParamPrefix ?? ''];
  return ((generator.matrix ?? generator.merge)?.generators ?? []).flatMap(prefixesOf);
}

function mergeFindings({ mergeKeys = [] }: NonNullable<GeneratorSpec['merge']>, path: FieldPath): Finding[] {
  const nested = mergeKeys.find((key) => key.includes('.'));
  if (nested === undefined) return [];
  const rule = 'is a field in a parameter, and keys of a merge are parameters themselves';
  return [
    errorAt([...path, 'mergeKeys'], nested, rule, 'use a parameter such as name, or add one to the elements'),
  ];
}
