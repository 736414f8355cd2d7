import type { ClusterView } from '../../../../operator/src/engine/control/cluster-view';
import { StoredObject } from '../../../../operator/src/engine/control/stored-object';
import type { FieldSet, KubeObject } from '../../../../operator/src/engine/kubernetes/kube-object';
import { objectId } from '../../../../operator/src/engine/kubernetes/object-id';
import {
  ApiError,
  type ApiRequest,
  type Transport,
} from '../../../../operator/src/engine/kubernetes/transport';
import { objectKey } from '../../../../operator/src/engine/watch/object-key';

/** An API server in memory that knows server-side apply of mappings, and the view that perfect watches give of it. */
export class ApplyServer implements Transport, ClusterView {
  readonly objects = new Map<string, KubeObject>();
  /** Writes and reads so far, as `PATCH name`. */
  readonly requests: string[] = [];
  /** Is asked before each request; what it throws is the answer. */
  fault: (request: ApiRequest) => void = () => undefined;
  /** As in etcd, the first write has the version 2. */
  private versions = 1;

  /** @param parentKind the kind of the parents: the rest are children. */
  constructor(
    private readonly parentKind: string,
    private readonly parentLabel: string,
  ) {}

  async send<T>(request: ApiRequest): Promise<T> {
    const [name = '', subresource] =
      request.path
        .replace(/\/status$/, '?status')
        .split('/')
        .at(-1)
        ?.split('?') ?? [];
    this.requests.push(`${request.method} ${name}${subresource ? '/status' : ''}`);
    this.fault(request);
    if (request.method === 'GET') return this.found(request, name) as T;
    if (request.method === 'POST') return {} as T;
    if (request.method === 'DELETE') return this.remove(request, name) as T;
    return (subresource ? this.applyStatus(request, name) : this.apply(request)) as T;
  }

  stream(): never {
    throw new Error('nobody watches this server: its view is always as it is');
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Stores an object as another made it. */
  put(object: KubeObject): KubeObject {
    const uid = object.metadata.uid ?? `uid-${++this.versions}`;
    const stored = {
      ...object,
      metadata: { generation: 1, ...object.metadata, uid, resourceVersion: `${++this.versions}` },
    };
    this.objects.set(objectId(stored), stored);
    return stored;
  }

  parent(key: string): StoredObject | undefined {
    const parents = [...this.objects.values()].filter(({ kind }) => kind === this.parentKind);
    const found = parents.find(({ metadata }) => objectKey(metadata) === key);
    return found && new StoredObject(found);
  }

  children({ metadata }: KubeObject): ReadonlyMap<string, StoredObject> {
    const own = [...this.objects].filter(
      ([, object]) => object.metadata.labels?.[this.parentLabel] === metadata.name,
    );
    return new Map(own.map(([id, object]) => [id, new StoredObject(object)]));
  }

  claimants(): [] {
    return [];
  }

  isServed(): boolean {
    return true;
  }

  /** The view is always as the server is. */
  write<T>(_object: KubeObject, work: () => Promise<T>): Promise<T> {
    return work();
  }

  private apply({ body, query }: ApiRequest): KubeObject {
    const wanted = unconditional(body as KubeObject);
    const known = this.objects.get(objectId(wanted));
    if (known && !isMet((body as KubeObject).metadata, known)) throw conflict(wanted.metadata.name);
    const { managedFields: _, ...metadata } = known?.metadata ?? { name: '' };
    const merged = { ...known, ...wanted, metadata: { ...metadata, ...wanted.metadata } };
    const isSame = JSON.stringify({ ...known, metadata: 0 }) === JSON.stringify({ ...merged, metadata: 0 });
    const generation = (known?.metadata.generation ?? 0) + (isSame ? 0 : 1);
    const fieldsV1 = fieldsOf({
      ...wanted,
      metadata: { ...wanted.metadata, name: undefined, namespace: undefined },
    });
    const managedFields = [{ manager: query?.fieldManager, operation: 'Apply' as const, fieldsV1 }];
    return this.put({ ...merged, metadata: { ...merged.metadata, generation, managedFields } });
  }

  private applyStatus({ body }: ApiRequest, name: string): KubeObject {
    const known = [...this.objects.values()].find(
      ({ kind, metadata }) => kind === this.parentKind && metadata.name === name,
    );
    if (!known) throw notFound(name);
    return this.put({ ...known, status: (body as { status: unknown }).status });
  }

  private found(request: ApiRequest, name: string): KubeObject {
    const plural = request.path.split('/').at(-2);
    const found = [...this.objects.values()].find(
      ({ kind, metadata }) => metadata.name === name && `${kind.toLowerCase()}s` === plural,
    );
    if (!found) throw notFound(name);
    return found;
  }

  private remove(request: ApiRequest, name: string): KubeObject {
    const object = this.found(request, name);
    const { uid } = (request.body as { preconditions: { uid?: string } }).preconditions;
    if (uid !== object.metadata.uid) throw new ApiError(409, { reason: 'Conflict' }, request);
    this.objects.delete(objectId(object));
    return object;
  }
}

/** What an object says of the live one is a condition of the write, and no field. */
function unconditional({ metadata, ...object }: KubeObject): KubeObject {
  const { uid: _, resourceVersion: __, ...rest } = metadata;
  return { ...object, metadata: rest };
}

function isMet({ uid, resourceVersion }: KubeObject['metadata'], { metadata }: KubeObject): boolean {
  return (
    (uid ?? metadata.uid) === metadata.uid &&
    (resourceVersion ?? metadata.resourceVersion) === metadata.resourceVersion
  );
}

function conflict(name: string): ApiError {
  return new ApiError(409, { reason: 'Conflict' }, { method: 'PATCH', path: name });
}

function notFound(name: string): ApiError {
  return new ApiError(404, { reason: 'NotFound' }, { method: 'GET', path: name });
}

function fieldsOf(value: object): FieldSet {
  const entries = Object.entries(value).filter(
    ([key, item]) => item !== undefined && key !== 'apiVersion' && key !== 'kind',
  );
  return Object.fromEntries(
    entries.map(([key, item]) => {
      const isMapping = typeof item === 'object' && item !== null && !Array.isArray(item);
      return [`f:${key}`, isMapping ? fieldsOf(item) : {}];
    }),
  );
}
