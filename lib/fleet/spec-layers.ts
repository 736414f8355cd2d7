import { type FieldPath, valueAt } from '../validation/field-path';
import { isObject, type JsonObject } from '../validation/structural-schema';
import type { FleetDocument, Source } from './fleet-document';
import { mergePatch } from './merge-patch';

/** One layer of an app's spec: a patch, and where it stands. */
export interface SpecLayer {
  readonly patch: JsonObject;
  readonly document: FleetDocument;
  /** The place of the patch in its document. */
  readonly path: FieldPath;
}

/** Two answers to one question, how many pods: an app has one of them at most. */
const SCALING = ['replicas', 'autoscaling'] as const;

/**
 * Merges patches, the lowest first, by RFC 7386 with one exception: a layer that sets `replicas` takes the place
 * of the `autoscaling` below it, and the other way round. Plain merging would leave an app with both, which the
 * API refuses, wherever an app with fixed replicas meets an environment that scales by default.
 */
export function mergeLayers(layers: readonly SpecLayer[]): JsonObject {
  let spec: JsonObject = {};
  for (const { patch } of layers) {
    const below = mergePatch(spec, supersededScaling(patch));
    spec = mergePatch(below, patch) as JsonObject;
  }
  return spec;
}

/** The patch that removes what a layer's own answer takes the place of. */
function supersededScaling(patch: JsonObject): JsonObject {
  const superseded = SCALING.filter((field, index) => {
    const other = SCALING[1 - index] ?? field;
    return isSet(patch, other) && !Object.hasOwn(patch, field);
  });
  return Object.fromEntries(superseded.map((field) => [field, null]));
}

function isSet(patch: JsonObject, field: string): boolean {
  return Object.hasOwn(patch, field) && patch[field] !== null;
}

/**
 * Where the merged field at `path` came from: the highest layer that has it, or else the nearest of its
 * ancestors that any layer has; undefined where nothing of it was written anywhere.
 */
export function sourceInLayers(layers: readonly SpecLayer[], path: FieldPath): Source | undefined {
  for (let length = path.length; length > 0; length--) {
    const existing = path.slice(0, length);
    const layer = layers.findLast(({ patch }) => valueAt(patch, existing) !== undefined);
    if (layer) return { document: layer.document, path: [...layer.path, ...existing] };
  }
  return undefined;
}

/** The value as a layer's patch; what is no mapping merges nothing and is reported by the checks. */
export function patchOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
