import { mappingAt, mappingsOf } from '../engine/kubernetes/json';
import type { KubeObject } from '../engine/kubernetes/kube-object';
import { objectPath, type Resource } from '../engine/kubernetes/resource';
import type { Transport } from '../engine/kubernetes/transport';

const CONFIGURATIONS: Resource = {
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  kind: 'ValidatingWebhookConfiguration',
  plural: 'validatingwebhookconfigurations',
  namespaced: false,
};

/** The authorities in a ValidatingWebhookConfiguration. Nothing else in it is ours. */
export class TrustedAuthorities {
  constructor(
    private readonly transport: Transport,
    private readonly name: string,
  ) {}

  /**
   * Makes all webhooks of the configuration trust these authorities.
   *
   * @returns whether they did already.
   * @throws ApiError where there is no such configuration, or another changes it just now.
   */
  async ensure(authorities: readonly string[]): Promise<boolean> {
    const path = objectPath(CONFIGURATIONS, this.name);
    const live = await this.transport.send<KubeObject>({ method: 'GET', path });
    const caBundle = Buffer.from(authorities.join('')).toString('base64');
    const changes = mappingsOf(live.webhooks).flatMap((webhook, index) => {
      if (mappingAt(webhook, 'clientConfig').caBundle === caBundle) return [];
      return [{ op: 'add', path: `/webhooks/${index}/clientConfig/caBundle`, value: caBundle }];
    });
    if (changes.length === 0) return true;
    // the indexes are those of this very version
    const test = { op: 'test', path: '/metadata/resourceVersion', value: live.metadata.resourceVersion };
    const contentType = 'application/json-patch+json';
    await this.transport.send({ method: 'PATCH', path, body: [test, ...changes], contentType });
    return false;
  }
}
