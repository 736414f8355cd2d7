import type { KubeObject } from '../kubernetes/kube-object';
import { apiVersionOf, objectPath, type Resource } from '../kubernetes/resource';
import { ApiError, type Transport } from '../kubernetes/transport';

const APPLY = 'application/apply-patch+yaml';

/** No object has it: etcd counts its writes from 2. An apply that asks for it can only create. */
const NO_VERSION = '1';

/**
 * An apply refuses fields that the schema does not know in any case. To look for doubled keys, which our JSON cannot have,
 * the server would read the body once more: a tenth of what an apply costs it.
 */
const FIELD_VALIDATION = 'Ignore';

/** Writes objects by server-side apply, under one field manager for each role. */
export class Applier {
  /**
   * @param manager the field manager of objects; that of the status has `-status` behind it, that of fields which others are to
   * own `-handover`.
   * @param assertLeading throws where another process may be the leader by now: asked before each write.
   */
  constructor(
    private readonly transport: Transport,
    private readonly manager: string,
    private readonly assertLeading: () => void,
  ) {}

  /** The live object, past all caches. */
  async read(
    resource: Resource,
    { metadata }: Pick<KubeObject, 'metadata'>,
  ): Promise<KubeObject | undefined> {
    try {
      const path = objectPath(resource, metadata.name, metadata.namespace);
      return await this.transport.send<KubeObject>({ method: 'GET', path });
    } catch (error) {
      if (error instanceof ApiError && error.code === 404) return undefined;
      throw error;
    }
  }

  /** Makes the fields that an object names what it says; fields that others own are taken from them. */
  apply(resource: Resource, object: KubeObject): Promise<KubeObject> {
    return this.patch(
      objectPath(resource, object.metadata.name, object.metadata.namespace),
      this.manager,
      object,
    );
  }

  /**
   * The same where no object has the place: in one request, so that nobody takes it between a look and the write.
   *
   * @throws `ApiError` 409 where one has, which stays as it is.
   */
  create(resource: Resource, object: KubeObject): Promise<KubeObject> {
    const metadata = { ...object.metadata, resourceVersion: NO_VERSION };
    return this.apply(resource, { ...object, metadata });
  }

  /**
   * Applies fields as another manager that is to own them, before we release them.
   *
   * @returns undefined where somebody else owns them by now: then they stay as that one says.
   */
  async handOver(resource: Resource, object: KubeObject): Promise<KubeObject | undefined> {
    const { name, namespace } = object.metadata;
    try {
      return await this.patch(
        objectPath(resource, name, namespace),
        `${this.manager}-handover`,
        object,
        false,
      );
    } catch (error) {
      if (error instanceof ApiError && error.code === 409) return undefined;
      throw error;
    }
  }

  /** Does so to the status of this very object, and of no later one of its name. */
  applyStatus(resource: Resource, { metadata }: KubeObject, status: unknown): Promise<KubeObject> {
    const { name, namespace, uid } = metadata;
    const body = {
      apiVersion: apiVersionOf(resource),
      kind: resource.kind,
      metadata: { name, namespace, uid },
      status,
    };
    return this.patch(`${objectPath(resource, name, namespace)}/status`, `${this.manager}-status`, body);
  }

  /** Deletes this very object, and no later one of its name. One that is gone is no fault. */
  async remove(resource: Resource, { metadata }: KubeObject): Promise<void> {
    this.assertLeading();
    const { name, namespace, uid } = metadata;
    const body = {
      kind: 'DeleteOptions',
      apiVersion: 'v1',
      preconditions: { uid },
      propagationPolicy: 'Background',
    };
    try {
      await this.transport.send({
        method: 'DELETE',
        path: objectPath(resource, name, namespace),
        body,
        permit: this.assertLeading,
      });
    } catch (error) {
      const isGone = error instanceof ApiError && (error.code === 404 || error.code === 409);
      if (!isGone) throw error;
    }
  }

  private patch(path: string, fieldManager: string, body: unknown, force = true): Promise<KubeObject> {
    this.assertLeading();
    const query = { fieldManager, force: String(force), fieldValidation: FIELD_VALIDATION };
    // asked once more when its turn comes: the process may be stopped while it waits for a connection
    const permit = this.assertLeading;
    return this.transport.send<KubeObject>({
      method: 'PATCH',
      ...{ path, query, body, contentType: APPLY, permit },
    });
  }
}
