import { randomBytes } from 'node:crypto';
import type { ApiClient } from './api-client';
import { accepted } from './api-object';

/** A namespace for one test file. The pod security level "restricted" is enforced in it, as in production. */
export class RestrictedNamespace {
  private constructor(
    private readonly api: ApiClient,
    readonly name: string,
  ) {}

  /** Creates `<prefix>-<random>` and waits until pods can be created in it. */
  static async create(api: ApiClient, prefix: string): Promise<RestrictedNamespace> {
    const name = `${prefix}-${randomBytes(4).toString('hex')}`;
    accepted(
      await api.create({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: {
          name,
          labels: {
            'pod-security.kubernetes.io/enforce': 'restricted',
            // enforcement looks at pods only; the warning comes with the Deployment already
            'pod-security.kubernetes.io/warn': 'restricted',
          },
        },
      }),
    );
    const account = {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default', namespace: name },
    };
    await api.waitFor(account, 'exists', () => true);
    return new RestrictedNamespace(api, name);
  }

  /** Starts the deletion of the namespace with all that is in it. */
  async delete(): Promise<void> {
    accepted(await this.api.delete({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: this.name } }));
  }
}
