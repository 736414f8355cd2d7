import { admissionHandler } from '../admission/admission-handler';
import { CertificateSecret } from '../admission/certificate-secret';
import { missingReferences } from '../admission/missing-references';
import { SelfSignedCertificates } from '../admission/self-signed';
import { TrustedAuthorities } from '../admission/trusted-authorities';
import { monotonicClock } from '../engine/clock';
import type { KindRunner } from '../engine/control/kind-runner';
import type { Transport } from '../engine/kubernetes/transport';
import type { Log } from '../engine/log';
import { type BindAddress, bindAddressOf } from './bind-address';
import { CertificateFiles } from './certificate-files';
import type { Flags } from './flag-table';
import { type HttpServer, type ServedCertificates, serveHttp } from './http-server';
import type { Metrics } from './metrics';
import type { ProcessState } from './serve-probes';

export interface AdmissionServerOptions {
  readonly flags: Flags;
  readonly runners: readonly KindRunner[];
  readonly transport: Transport;
  /** That of this process. */
  readonly namespace: string;
  /** Whether this process may write the certificate. */
  readonly leads: () => boolean;
  /** `isAdmitting` becomes true when the webhook listens, or at once where there is none. */
  readonly state: Pick<ProcessState, 'isSynced'> & { isAdmitting: boolean };
  readonly metrics: Metrics;
  readonly log: Log;
}

/** Serves the admission webhook, on every replica: who leads does not matter to a question. */
export async function serveAdmission(options: AdmissionServerOptions): Promise<Pick<HttpServer, 'close'>[]> {
  const { flags, state } = options;
  const address = bindAddressOf(flags.webhookBindAddress);
  if (address === 'off') {
    state.isAdmitting = true;
    return [];
  }
  if (flags.webhookSecretName !== '') return [serveSelfSigned(address, options)];
  const { log, metrics } = options;
  const directory = flags.webhookCertDir;
  const files = { directory, clock: monotonicClock, log, observer: metrics.certificates };
  return [await listen(address, await CertificateFiles.open(files), options)];
}

/** Listens as soon as there is a certificate: the first one is made by the leader, who is not known yet. */
function serveSelfSigned(address: BindAddress, options: AdmissionServerOptions): Pick<HttpServer, 'close'> {
  const { flags, transport, namespace, leads, metrics, log } = options;
  const service = `${flags.webhookServiceName}.${namespace}.svc`;
  let server: Promise<HttpServer> | undefined;
  const certificates = SelfSignedCertificates.start(
    {
      ...{ leads, log, clock: monotonicClock, now: Date.now, observer: metrics.certificates },
      secret: new CertificateSecret(transport, namespace, flags.webhookSecretName),
      trusted: new TrustedAuthorities(transport, flags.webhookConfigurationName),
      hosts: [service, `${service}.cluster.local`],
    },
    (opened) => {
      server = listen(address, opened, options);
    },
  );
  return {
    async close() {
      certificates.close();
      await (await server)?.close();
    },
  };
}

async function listen(
  address: BindAddress,
  certificates: ServedCertificates,
  { runners, transport, state, metrics, log }: AdmissionServerOptions,
): Promise<HttpServer> {
  const handler = admissionHandler({
    surroundings: runners.map(({ cluster }) => ({
      kind: cluster.kind,
      claimants: (claim) => cluster.claimants(claim),
      missing: (namespace, references) => missingReferences(transport, namespace, references),
    })),
    unready: () => (state.isSynced ? undefined : 'the cluster has not been listed yet'),
    observer: metrics.admission,
    log,
  });
  const server = await serveHttp({ address, handler, certificates });
  state.isAdmitting = true;
  log.info('answers admission requests', { url: server.url });
  return server;
}
