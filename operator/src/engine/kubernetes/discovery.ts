import type { Resource } from './resource';
import { ApiError, type Transport } from './transport';

interface ServedResource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/**
 * Finds how the API server serves a kind. What it said is kept, also that it does not serve one, until it is forgotten:
 * do so when a CRD comes or goes.
 */
export class Discovery {
  private readonly known = new Map<string, Promise<readonly ServedResource[]>>();

  constructor(private readonly transport: Transport) {}

  /** @returns undefined where the kind is not served. */
  async find(apiVersion: string, kind: string): Promise<Resource | undefined> {
    const found = (await this.served(apiVersion)).find((served) => served.kind === kind);
    if (found === undefined) return undefined;
    const [version, group = ''] = apiVersion.split('/').reverse();
    return { group, version: version ?? '', kind, plural: found.name, namespaced: found.namespaced };
  }

  /** Asks anew the next time. @param apiVersion which one. @default all */
  forget(apiVersion?: string): void {
    if (apiVersion === undefined) this.known.clear();
    else this.known.delete(apiVersion);
  }

  private served(apiVersion: string): Promise<readonly ServedResource[]> {
    const known = this.known.get(apiVersion);
    if (known) return known;
    const asked = this.ask(apiVersion);
    this.known.set(apiVersion, asked);
    asked.catch(() => {
      if (this.known.get(apiVersion) === asked) this.known.delete(apiVersion);
    });
    return asked;
  }

  private async ask(apiVersion: string): Promise<readonly ServedResource[]> {
    const path = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    try {
      const { resources } = await this.transport.send<{
        readonly resources: readonly ServedResource[] | null;
      }>({
        method: 'GET',
        path,
      });
      return (resources ?? []).filter(({ name }) => !name.includes('/')); // not the subresources
    } catch (error) {
      if (error instanceof ApiError && error.code === 404) return [];
      throw error;
    }
  }
}
