import { readFileSync } from 'node:fs';
import type { Certificate, CertificateAuthority } from './certificates';

/** A kubeconfig with everything in it, so that it can be copied elsewhere. JSON is YAML. */
export function kubeconfig(server: string, authority: CertificateAuthority, client: Certificate): string {
  const embedded = (file: string) => readFileSync(file).toString('base64');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'test',
        cluster: { server, 'certificate-authority-data': embedded(authority.certificateFile) },
      },
    ],
    users: [
      {
        name: 'test',
        user: {
          'client-certificate-data': embedded(client.certificateFile),
          'client-key-data': embedded(client.keyFile),
        },
      },
    ],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
    'current-context': 'test',
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}
