import {
  ApiObject,
  type App,
  ImplicitTokenResolver,
  type JsonPatch,
  Lazy,
  LazyResolver,
  NumberStringUnionResolver,
} from 'cdk8s';
import { newMapping } from '../validation/new-mapping';

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

/** Another version of cdk8s may keep other things. Patches are few, so they are left to it. */
function isAsExpected({ props, patches, metadata }: Internals): boolean {
  return (
    isObject(props) &&
    Array.isArray(patches) &&
    patches.length === 0 &&
    isObject(metadata._additionalAttributes) &&
    isObject(metadata.annotations) &&
    isObject(metadata.labels) &&
    Array.isArray(metadata.finalizers) &&
    Array.isArray(metadata.ownerReferences)
  );
}

/** Up to so many keys, which are often in order already, are sorted fastest by insertion. */
const FEW = 20;

/** What cdk8s puts first, and then all the rest. */
function render({ props, metadata }: Internals): unknown {
  const renderedMetadata = renderMetadata(metadata);
  const body = plain({ ...props, metadata: undefined }, false) as Record<string, unknown>;
  const rendered = newMapping();
  add(rendered, 'apiVersion', body.apiVersion);
  add(rendered, 'kind', body.kind);
  add(rendered, 'metadata', renderedMetadata);
  return Object.assign(rendered, body);
}

/** The fields of metadata that cdk8s keeps itself, in its order; they win over further ones of the same name. */
const KEPT = ['name', 'namespace', 'annotations', 'finalizers', 'ownerReferences', 'labels'] as const;

function renderMetadata(metadata: MetadataInternals): unknown {
  const further = metadata._additionalAttributes as Readonly<Record<string, unknown>>;
  // cdk8s deleted a field of it: V8 takes long to spread such an object
  if (Object.hasOwn(further, 'constructor')) throw new Error('an object that seems to be of a class');
  const keys = Object.keys(further);
  for (const key of KEPT) if (!Object.hasOwn(further, key)) keys.push(key);
  const isKept = (key: string): key is (typeof KEPT)[number] => (KEPT as readonly string[]).includes(key);
  return plainFields(keys, (key) => (isKept(key) ? metadata[key] : further[key]), true);
}

/**
 * The value with its tokens resolved, in mappings with sorted keys and nothing undefined.
 *
 * @param isPruned whether empty mappings and lists are undefined, too.
 * @throws for what is no plain value.
 */
function plain(given: unknown, isPruned: boolean): unknown {
  if (typeof given === 'function') throw new Error('a function');
  if (typeof given !== 'object') return given;
  if (given === null) return undefined;
  // what most values are: no token, unless it has a field resolve, which is refused if it is a function
  if (Object.getPrototypeOf(given) === Object.prototype && !Object.hasOwn(given, 'constructor')) {
    return plainMapping(given, isPruned);
  }
  const value = resolved(given);
  if (!isObject(value)) return plain(value, isPruned);
  if (Array.isArray(value)) {
    return isPruned && value.length === 0 ? undefined : value.map((item) => plain(item, isPruned));
  }
  if (value.constructor !== Object) throw new Error('an object of a class');
  return plainMapping(value, isPruned);
}

function plainMapping(value: object, isPruned: boolean): unknown {
  const given = value as Readonly<Record<string, unknown>>;
  return plainFields(Object.keys(given), (key) => given[key], isPruned);
}

function plainFields(keys: string[], fieldOf: (key: string) => unknown, isPruned: boolean): unknown {
  const values = keys.map((key) => plain(fieldOf(key), isPruned));
  // cdk8s, too, has values produced before it sorts them
  sortTogether(keys, values);
  const mapping = newMapping();
  for (let index = 0; index < keys.length; index++) add(mapping, keys[index] as string, values[index]);
  return isPruned && Object.keys(mapping).length === 0 ? undefined : mapping;
}

/** Sorts keys, and their values with them. */
function sortTogether(keys: string[], values: unknown[]): void {
  if (keys.length > FEW) {
    const byKey = new Map(keys.map((key, index) => [key, values[index]]));
    keys.sort().forEach((key, index) => {
      values[index] = byKey.get(key);
    });
  } else insertInOrder(keys, values);
}

function insertInOrder(keys: string[], values: unknown[]): void {
  for (let index = 1; index < keys.length; index++) {
    const key = keys[index] as string;
    const value = values[index];
    let at = index;
    for (; at > 0 && (keys[at - 1] as string) > key; at--) {
      keys[at] = keys[at - 1] as string;
      values[at] = values[at - 1];
    }
    keys[at] = key;
    values[at] = value;
  }
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
