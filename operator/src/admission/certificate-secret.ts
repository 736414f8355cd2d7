import { X509Certificate } from 'node:crypto';
import { mappingAt } from '../engine/kubernetes/json';
import type { KubeObject } from '../engine/kubernetes/kube-object';
import { collectionPath, objectPath, type Resource } from '../engine/kubernetes/resource';
import { ApiError, type Transport } from '../engine/kubernetes/transport';
import type { KeyPair } from '../process/renewed-certificates';
import type { WebhookCertificates } from './certificate-plan';

const SECRETS: Resource = { group: '', version: 'v1', kind: 'Secret', plural: 'secrets', namespaced: true };
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n?/g;

/** The Secret that all replicas of the operator read their webhook's certificates from. */
export class CertificateSecret {
  private live: KubeObject | undefined;

  constructor(
    private readonly transport: Transport,
    private readonly namespace: string,
    private readonly name: string,
  ) {}

  /** @returns undefined where there is none, or what is in it is none. */
  async read(): Promise<WebhookCertificates | undefined> {
    this.live = await this.get();
    const text = (key: string) =>
      Buffer.from(String(mappingAt(this.live, 'data')[key] ?? ''), 'base64').toString();
    const pair = (name: string): KeyPair | undefined =>
      text(`${name}.crt`) && text(`${name}.key`)
        ? { cert: text(`${name}.crt`), key: text(`${name}.key`) }
        : undefined;
    const serving = pair('tls');
    const authorities = text('ca.crt').match(CERTIFICATE) ?? [];
    const next = pair('next');
    if (serving === undefined || !authorities.every(isCertificate)) return undefined;
    return { serving, authorities, ...(next && { next }) };
  }

  /**
   * Writes over what was read last.
   *
   * @throws ApiError (409) where another has written since.
   */
  async write({ serving, authorities, next }: WebhookCertificates): Promise<void> {
    const { name, namespace } = this;
    const resourceVersion = this.live?.metadata.resourceVersion;
    const texts = {
      ...{ 'tls.crt': serving.cert, 'tls.key': serving.key, 'ca.crt': authorities.join('') },
      ...(next && { 'next.crt': next.cert, 'next.key': next.key }),
    };
    const data = Object.fromEntries(
      Object.entries(texts).map(([key, text]) => [key, Buffer.from(text).toString('base64')]),
    );
    const { labels, annotations, ownerReferences } = this.live?.metadata ?? {};
    const body = {
      ...{ apiVersion: 'v1', kind: 'Secret', type: this.live?.type ?? 'kubernetes.io/tls', data },
      metadata: { name, namespace, resourceVersion, labels, annotations, ownerReferences },
    };
    this.live = await this.transport.send<KubeObject>(
      this.live === undefined
        ? { method: 'POST', path: collectionPath(SECRETS, namespace), body }
        : { method: 'PUT', path: this.path, body },
    );
  }

  private async get(): Promise<KubeObject | undefined> {
    try {
      return await this.transport.send<KubeObject>({ method: 'GET', path: this.path });
    } catch (error) {
      if (error instanceof ApiError && error.code === 404) return undefined;
      throw error;
    }
  }

  private get path(): string {
    return objectPath(SECRETS, this.name, this.namespace);
  }
}

function isCertificate(text: string): boolean {
  try {
    return new X509Certificate(text).ca;
  } catch {
    return false;
  }
}
