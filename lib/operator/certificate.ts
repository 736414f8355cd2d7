import type { CoreObject } from '../chatgpt/workload';
import type { OperatorIssuer } from './operator-issuer';

/**
 * A cert-manager Certificate's spec.
 *
 * @see https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificateSpec
 */
export function certificateSpec(
  secretName: string,
  dnsNames: readonly string[],
  { name, kind = 'Issuer', group = 'cert-manager.io' }: OperatorIssuer,
): CoreObject {
  return {
    secretName,
    dnsNames,
    privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
    issuerRef: { group, kind, name },
  };
}
