import { Agent, type RequestOptions } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import type { ApiObject, ApiObjectRef, ApiResponse, Refusal } from './api-object';
import { accepted } from './api-object';
import type { ClusterAccess } from './cluster-access';
import { exchange, type HttpAnswer } from './http-exchange';
import { type Patience, waitFor } from './wait-for';

const CONNECTIONS = 16;
const MOST_ATTEMPTS = 8;

/** Options of a request that writes. */
export interface WriteOptions {
  /** The server does everything (defaults, CEL, admission) but store the object. @default false */
  readonly dryRun?: boolean;
  /** @default "cluster-tests" */
  readonly fieldManager?: string;
  /** Writes `status` or `scale` instead of the object. */
  readonly subresource?: string;
}

/** Options of a server-side apply. */
export interface ApplyOptions extends WriteOptions {
  /** Takes fields from other field managers instead of being refused with a conflict. @default false */
  readonly force?: boolean;
}

/** Options of a raw request. */
export interface RawOptions {
  /** @default "application/json" */
  readonly contentType?: string;
}

/** Which objects to list. */
export interface ListQuery {
  readonly apiVersion: string;
  readonly kind: string;
  /** @default all namespaces */
  readonly namespace?: string;
  readonly labelSelector?: string;
}

interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/**
 * A small client of the Kubernetes API that gives tests exactly what the server said. Connections are kept, so
 * that thousands of dry runs are a matter of seconds: send them all at once, the client queues them.
 *
 * Every write asks for `fieldValidation=Strict`: an unknown or doubled field is a refusal, never dropped in silence.
 */
export class ApiClient {
  private readonly agent: Agent;
  private readonly discovered = new Map<string, Promise<readonly Resource[]>>();

  constructor(
    private readonly access: ClusterAccess,
    private readonly headers: Readonly<Record<string, string | string[]>> = {},
  ) {
    this.agent = new Agent({
      keepAlive: true,
      maxSockets: CONNECTIONS,
      ca: access.certificateAuthority,
      cert: access.certificate,
      key: access.key,
      servername: access.serverName,
      rejectUnauthorized: !access.insecure,
    });
  }

  /** The same cluster seen as another user, e.g. "system:serviceaccount:shop:operator": for tests of RBAC. */
  as(user: string, groups: readonly string[] = []): ApiClient {
    return new ApiClient(this.access, {
      'Impersonate-User': user,
      // an empty header would be a group without a name
      ...(groups.length > 0 && { 'Impersonate-Group': [...groups] }),
    });
  }

  /** Sends any request; `body` is sent as JSON unless it is a string. */
  async request<T = ApiObject>(
    method: string,
    path: string,
    body?: unknown,
    options: RawOptions = {},
  ): Promise<ApiResponse<T>> {
    for (let attempt = 1; ; attempt++) {
      const raw = await this.sendOnce(method, path, body, options.contentType ?? 'application/json');
      // right after a CRD is established its storage is being set up, and the server asks to come again
      if (raw.status === 429 && attempt < MOST_ATTEMPTS) {
        await pause((raw.retryAfterSeconds ?? 1) * 1000);
        continue;
      }
      return {
        request: `${method} ${path}`,
        status: raw.status,
        body: raw.body as T,
        refusal: raw.status >= 400 ? asRefusal(raw.body) : undefined,
        warnings: raw.warnings,
      };
    }
  }

  /** Server-side apply: creates the object, or makes the fields it names what it says. */
  async apply<T extends ApiObject = ApiObject>(
    object: T,
    options: ApplyOptions = {},
  ): Promise<ApiResponse<T>> {
    const query = writeQuery(options);
    if (options.force) query.set('force', 'true');
    const path = `${await this.pathOf(object, options.subresource)}?${query}`;
    return this.request<T>('PATCH', path, object, { contentType: 'application/apply-patch+yaml' }); // JSON is YAML
  }

  /** Creates the object; refused when it exists. */
  async create<T extends ApiObject = ApiObject>(
    object: T,
    options: Omit<WriteOptions, 'subresource'> = {},
  ): Promise<ApiResponse<T>> {
    return this.request<T>('POST', `${await this.collectionOf(object)}?${writeQuery(options)}`, object);
  }

  /** Replaces the whole object; its `metadata.resourceVersion`, if set, must be the stored one. */
  async replace<T extends ApiObject = ApiObject>(
    object: T,
    options: WriteOptions = {},
  ): Promise<ApiResponse<T>> {
    return this.request<T>(
      'PUT',
      `${await this.pathOf(object, options.subresource)}?${writeQuery(options)}`,
      object,
    );
  }

  /** Changes what the patch names (null removes), whoever owns it: what a person does with kubectl edit. */
  async patch<T extends ApiObject = ApiObject>(ref: ApiObjectRef, patch: object): Promise<ApiResponse<T>> {
    return this.request<T>('PATCH', `${await this.pathOf(ref)}?${writeQuery({})}`, patch, {
      contentType: 'application/merge-patch+json',
    });
  }

  /** Reads one object. */
  async get<T extends ApiObject = ApiObject>(ref: ApiObjectRef): Promise<ApiResponse<T>> {
    return this.request<T>('GET', await this.pathOf(ref));
  }

  /** Reads all objects of a kind. */
  async list<T extends ApiObject = ApiObject>(query: ListQuery): Promise<readonly T[]> {
    const path = await this.collectionOf({ ...query, metadata: { namespace: query.namespace } }, '');
    const selector = query.labelSelector
      ? `?${new URLSearchParams({ labelSelector: query.labelSelector })}`
      : '';
    const { items } = accepted(
      await this.request<{ readonly items: readonly T[] }>('GET', `${path}${selector}`),
    );
    // the server leaves both out in the items of a list
    return items.map((item) => ({ ...item, apiVersion: query.apiVersion, kind: query.kind }));
  }

  /** Deletes one object, and in the background what it owns. */
  async delete(ref: ApiObjectRef): Promise<ApiResponse> {
    return this.request('DELETE', `${await this.pathOf(ref)}?propagationPolicy=Background`);
  }

  /** Waits until the object exists and is as wanted, and returns it. */
  waitFor<T extends ApiObject = ApiObject>(
    ref: ApiObjectRef,
    what: string,
    wanted: (object: T) => boolean,
    patience: Patience = {},
  ): Promise<T> {
    let last: ApiResponse<T> | undefined;
    const name = `${ref.kind} ${ref.metadata.namespace ?? ''}/${ref.metadata.name}`;
    return waitFor(
      `${name} ${what}`,
      async () => {
        last = await this.get<T>(ref);
        return !last.refusal && wanted(last.body) ? last.body : undefined;
      },
      patience,
      () => `Last seen: ${last?.refusal?.message ?? JSON.stringify(last?.body.status)}`,
    );
  }

  /** Waits until the object is gone. */
  async waitForGone(ref: ApiObjectRef, patience: Patience = {}): Promise<void> {
    const gone = async () => ((await this.get(ref)).status === 404 ? true : undefined);
    await waitFor(`${ref.kind} ${ref.metadata.name} is gone`, gone, patience);
  }

  /** Whether the API server serves this kind at present. */
  async serves(apiVersion: string, kind: string): Promise<boolean> {
    return (await this.discover(apiVersion, kind)) !== undefined;
  }

  /** Closes the kept connections. */
  close(): void {
    this.agent.destroy();
  }

  private async pathOf(ref: ApiObjectRef, subresource?: string): Promise<string> {
    if (!ref.metadata.name) throw new Error(`this ${ref.kind} has no metadata.name`);
    const path = `${await this.collectionOf(ref)}/${encodeURIComponent(ref.metadata.name)}`;
    return subresource ? `${path}/${subresource}` : path;
  }

  private async collectionOf(ref: ApiObjectRef, defaultNamespace = 'default'): Promise<string> {
    const resource = await this.discover(ref.apiVersion, ref.kind);
    if (!resource)
      throw new Error(`The cluster serves no ${ref.kind} in ${ref.apiVersion}. Is its CRD installed?`);
    const namespace = resource.namespaced ? ref.metadata.namespace || defaultNamespace : '';
    return [apiRoot(ref.apiVersion), ...(namespace ? ['namespaces', namespace] : []), resource.name].join(
      '/',
    );
  }

  private async discover(apiVersion: string, kind: string): Promise<Resource | undefined> {
    const known = await this.discovered.get(apiVersion);
    const found = known?.find((resource) => resource.kind === kind);
    if (found) return found;
    const asked = this.askForResources(apiVersion); // not known, or a CRD came after we asked
    this.discovered.set(apiVersion, asked);
    return (await asked).find((resource) => resource.kind === kind);
  }

  private async askForResources(apiVersion: string): Promise<readonly Resource[]> {
    const response = await this.request<{ readonly resources: readonly Resource[] }>(
      'GET',
      apiRoot(apiVersion),
    );
    if (response.status === 404) return [];
    return accepted(response).resources.filter((resource) => !resource.name.includes('/')); // not the subresources
  }

  private sendOnce(method: string, path: string, body: unknown, contentType: string): Promise<HttpAnswer> {
    const url = new URL(this.access.server);
    const text = body === undefined ? undefined : typeof body === 'string' ? body : asciiJson(body);
    const options: RequestOptions = {
      agent: this.agent,
      method,
      host: url.hostname.replace(/^\[|\]$/g, ''), // IPv6
      port: url.port || 443,
      path: `${url.pathname.replace(/\/$/, '')}${path}`,
      headers: {
        Accept: 'application/json',
        ...(this.access.token ? { Authorization: `Bearer ${this.access.token}` } : {}),
        ...(text === undefined
          ? {}
          : { 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(text) }),
        ...this.headers,
      },
    };
    return exchange(options, text);
  }
}

function apiRoot(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

function writeQuery(options: WriteOptions): URLSearchParams {
  const query = new URLSearchParams({
    fieldManager: options.fieldManager ?? 'cluster-tests',
    fieldValidation: 'Strict',
  });
  if (options.dryRun) query.set('dryRun', 'All');
  return query;
}

function asRefusal(body: unknown): Refusal {
  if (typeof body === 'object' && body !== null && 'message' in body) return body as Refusal;
  return { message: String(body) };
}

// server-side apply reads the body as YAML, which forbids some characters that JSON takes as they are
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[\u007f-\ud7ff\ue000-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
