import {
  ApiObject,
  type App,
  ImplicitTokenResolver,
  JsonPatch,
  Lazy,
  LazyResolver,
  NumberStringUnionResolver,
} from 'cdk8s';

/** Renders an object as `object.toJson()` does. */
export type RenderObject = (object: ApiObject) => unknown;

/**
 * How the objects of an app are rendered. cdk8s asks each resolver about each value of a manifest, and copies the
 * manifest four times; for objects of plain `ApiObject`, with no resolvers but its own, this does the same in one walk.
 * Everything else, and all that is odd, is left to cdk8s.
 */
export function objectRenderer(app: App): RenderObject {
  const isPlain = hasBuiltInResolvers(app) && !process.env.CDK8S_DISABLE_SORT;
  return isPlain ? renderObject : (object) => object.toJson();
}

function hasBuiltInResolvers({ resolvers }: App): boolean {
  const builtIn = [LazyResolver, ImplicitTokenResolver, NumberStringUnionResolver];
  return (
    resolvers.length === builtIn.length &&
    resolvers.every((resolver) =>
      builtIn.some(({ prototype }) => Object.getPrototypeOf(resolver) === prototype),
    )
  );
}

/** What cdk8s keeps of an object in private. */
interface Internals {
  readonly props: object;
  readonly patches: JsonPatch[];
  readonly metadata: MetadataInternals;
}

interface MetadataInternals {
  readonly _additionalAttributes: object;
  readonly name: unknown;
  readonly namespace: unknown;
  readonly annotations: object;
  readonly finalizers: readonly unknown[];
  readonly ownerReferences: readonly unknown[];
  readonly labels: object;
  toJson(): unknown;
}

function renderObject(object: ApiObject): unknown {
  const internals = object as unknown as Internals;
  if (object.toJson !== ApiObject.prototype.toJson || !isAsExpected(internals)) return object.toJson();
  try {
    return render(internals);
  } catch {
    // it throws, too, and its error names the object
    return object.toJson();
  }
}

/** Another version of cdk8s may keep other things. */
function isAsExpected({ props, patches, metadata }: Internals): boolean {
  return (
    isObject(props) &&
    Array.isArray(patches) &&
    isObject(metadata._additionalAttributes) &&
    isObject(metadata.annotations) &&
    isObject(metadata.labels) &&
    Array.isArray(metadata.finalizers) &&
    Array.isArray(metadata.ownerReferences)
  );
}

function render({ props, patches, metadata }: Internals): unknown {
  const { _additionalAttributes, name, namespace, annotations, finalizers, ownerReferences, labels } =
    metadata;
  const fields = {
    ..._additionalAttributes,
    name,
    namespace,
    annotations,
    finalizers,
    ownerReferences,
    labels,
  };
  const rendered = plain({ ...props, metadata: plain(fields, true) }, false) as Record<string, unknown>;
  const patched = patches.length === 0 ? rendered : JsonPatch.apply(rendered, ...patches);
  const first: Record<string, unknown> = {};
  for (const key of ['apiVersion', 'kind', 'metadata']) {
    if (key in patched) first[key] = patched[key];
  }
  return Object.assign(first, patched);
}

/**
 * The value with its tokens resolved, in mappings with sorted keys and nothing undefined.
 *
 * @param isPruned whether empty mappings and lists are undefined, too.
 * @throws for what is no plain value.
 */
function plain(given: unknown, isPruned: boolean): unknown {
  if (given === null) return undefined;
  if (typeof given === 'function') throw new Error('a function');
  if (typeof given !== 'object') return given;
  const value = resolved(given);
  if (!isObject(value)) return plain(value, isPruned);
  if (Array.isArray(value)) {
    return isPruned && value.length === 0 ? undefined : value.map((item) => plain(item, isPruned));
  }
  return plainMapping(value, isPruned);
}

function plainMapping(value: object, isPruned: boolean): unknown {
  if (value.constructor !== Object) throw new Error('an object of a class');
  const given = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(given);
  const mapping: Record<string, unknown> = {};
  if (isSorted(keys)) {
    for (const key of keys) add(mapping, key, plain(given[key], isPruned));
  } else {
    // cdk8s has values produced before it sorts them
    const values = new Map(keys.map((key) => [key, plain(given[key], isPruned)]));
    for (const key of keys.sort()) add(mapping, key, values.get(key));
  }
  return isPruned && Object.keys(mapping).length === 0 ? undefined : mapping;
}

function add(mapping: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') throw new Error('a key that is none');
  if (value !== undefined) mapping[key] = value;
}

/** By the built-in resolvers of cdk8s, in their order. */
function resolved(value: object): unknown {
  if (value instanceof Lazy) return resolvedAgain(value.produce());
  const { resolve, value: inner } = value as { resolve?: unknown; value?: unknown };
  if (typeof resolve === 'function') return resolvedAgain(resolve.call(value));
  const isUnion = value.constructor !== Object && (typeof inner === 'number' || typeof inner === 'string');
  return isUnion ? { value: inner } : value;
}

function resolvedAgain(value: unknown): unknown {
  return isObject(value) ? resolved(value) : value;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isSorted(keys: readonly string[]): boolean {
  for (let index = 1; index < keys.length; index++) {
    if ((keys[index - 1] ?? '') > (keys[index] ?? '')) return false;
  }
  return true;
}
