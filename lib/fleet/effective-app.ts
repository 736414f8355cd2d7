import { type FieldPath, valueAt } from '../validation/field-path';
import { isObject, type JsonObject } from '../validation/structural-schema';
import { type Environment, hostOf } from './environment';
import type { FleetDocument, Source } from './fleet-document';
import { mergeLayers, patchOf, type SpecLayer, sourceInLayers } from './spec-layers';
import { mergeVariables, type VariableOrigin } from './variables';

/** What an app is in one environment, after all layers are merged. */
export interface EffectiveApp {
  readonly app: string;
  readonly environment: string;
  /** The whole ChatGPTApp, with the environment's namespace; not checked yet. */
  readonly manifest: JsonObject;
  /** Where the field at `path` of the manifest was written. */
  sourceOf(path: FieldPath): Source;
}

const ENV: FieldPath = ['mcpServer', 'env'];

/** Merges an app into an environment: host pattern < defaults < app < the environment's entry for the app. */
export function effectiveApp(name: string, document: FleetDocument, environment: Environment): EffectiveApp {
  const { metadata, spec: ownSpec, ...rest } = document.value as JsonObject;
  const layers = layersOf(name, document, environment);
  const merged = withoutPointlessHost(mergeLayers(layers), layers);
  const { spec, origins } = withVariables(merged, environment, environment.entryOf(name).variables);
  const manifest = {
    ...rest,
    metadata: { ...patchOf(metadata), namespace: environment.namespace },
    // what is no mapping cannot be merged, and is reported as it stands
    spec: isObject(ownSpec) ? spec : ownSpec,
  };
  const sourceOf = (path: FieldPath) => {
    const [root, ...field] = path;
    if (path.join() === 'metadata,namespace')
      return { document: environment.document, path: ['spec', 'namespace'] };
    const found = root === 'spec' ? sourceInSpec(field, layers, origins, environment, name) : undefined;
    return found ?? { document, path };
  };
  return { app: name, environment: environment.name, manifest, sourceOf };
}

function layersOf(name: string, document: FleetDocument, environment: Environment): SpecLayer[] {
  const host = hostOf(environment, name);
  const own = environment.document;
  return [
    { patch: host === undefined ? {} : { host }, document: own, path: ['spec'] },
    { patch: environment.defaults, document: own, path: ['spec', 'defaults'] },
    { patch: patchOf(valueAt(document.value, ['spec'])), document, path: ['spec'] },
    { patch: environment.entryOf(name).spec, document: own, path: ['spec', 'apps', name, 'spec'] },
  ];
}

/** An app that is not exposed gets no host from the pattern; one that it or a default names is kept. */
function withoutPointlessHost(spec: JsonObject, [, ...written]: readonly SpecLayer[]): JsonObject {
  const hidden = valueAt(spec, ['exposure', 'type']) === 'None';
  if (!hidden || written.some(({ patch }) => Object.hasOwn(patch, 'host'))) return spec;
  const { host, ...rest } = spec;
  return rest;
}

function withVariables(spec: JsonObject, environment: Environment, entry: JsonObject) {
  const { mcpServer } = spec;
  const list = valueAt(spec, ENV) ?? [];
  if (!isObject(mcpServer) || !Array.isArray(list)) return { spec, origins: [] };
  const { env, origins } = mergeVariables(environment.variables, list, entry);
  if (env.length === 0 && list.length === 0) return { spec, origins };
  return { spec: { ...spec, mcpServer: { ...mcpServer, env } }, origins };
}

function sourceInSpec(
  path: FieldPath,
  layers: readonly SpecLayer[],
  origins: readonly VariableOrigin[],
  { document }: Environment,
  app: string,
): Source | undefined {
  const [, , index, ...rest] = path;
  const origin = isVariable(path) ? origins[Number(index)] : undefined;
  if (origin?.from === 'environment') return { document, path: ['spec', 'variables', origin.name, ...rest] };
  if (origin?.from === 'entry') {
    return { document, path: ['spec', 'apps', app, 'variables', origin.name, ...rest] };
  }
  const written = origin?.from === 'spec' ? [...ENV, origin.index, ...rest] : path;
  const source = sourceInLayers(layers, written);
  const fromPattern = source?.document === document && source.path.join() === 'spec,host';
  return fromPattern ? { document, path: ['spec', 'hostPattern'] } : source;
}

function isVariable(path: FieldPath): boolean {
  return ENV.every((step, index) => path[index] === step) && typeof path[ENV.length] === 'number';
}
