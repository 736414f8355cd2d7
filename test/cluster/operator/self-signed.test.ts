import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { connect as secureConnect } from 'node:tls';
import { admissionHandler } from '../../../operator/src/admission/admission-handler';
import { CertificateSecret } from '../../../operator/src/admission/certificate-secret';
import { SelfSignedCertificates } from '../../../operator/src/admission/self-signed';
import { TrustedAuthorities } from '../../../operator/src/admission/trusted-authorities';
import { monotonicClock } from '../../../operator/src/engine/clock';
import type { Transport } from '../../../operator/src/engine/kubernetes/transport';
import { chatGPTApps } from '../../../operator/src/kinds/chatgptapp';
import { type HttpServer, serveHttp } from '../../../operator/src/process/http-server';
import { type ApiObject, accepted } from '../harness/api-object';
import { cluster } from '../harness/cluster';
import { freePorts } from '../harness/free-ports';
import type { RestrictedNamespace } from '../harness/restricted-namespace';
import { waitFor } from '../harness/wait-for';
import { adminKubeconfig } from './harness/admin-kubeconfig';
import { fitnessApp } from './harness/fitness-app';
import { harnessTransport } from './harness/harness-transport';
import { OperatorProcess } from './harness/operator-process';
import { webhookConfiguration } from './harness/webhook-configuration';

const { api } = cluster();
const DAY = 24 * 3_600_000;

/** What stands between two replicas and the API server: each connection goes to the next replica. */
class Balancer {
  private readonly server: Server;
  private turn = 0;

  constructor(ports: () => readonly number[]) {
    this.server = createServer((client) => {
      const all = ports();
      const replica = connect(all[this.turn++ % all.length] ?? 0, '127.0.0.1');
      client.pipe(replica).pipe(client);
      for (const socket of [client, replica])
        socket.on('error', () => client.destroy(replica.destroy().errored ?? undefined));
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `https://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
  }
}

describe('certificates that the operator makes, before a real API server', () => {
  let namespace: RestrictedNamespace;
  let configuration: ApiObject;
  const replicas: SelfSignedCertificates[] = [];
  const servers: HttpServer[] = [];
  const answered: number[] = [0, 0];
  /** What the replicas sent to the API server. */
  const requests = { GET: 0, writes: 0 };
  /** Milliseconds by which the operator's clock is wrong: 61 of 90 days ago. */
  let offset = -61 * DAY;
  const balancer = new Balancer(() => servers.map(({ url }) => Number(new URL(url).port)));

  beforeAll(async () => {
    namespace = await cluster().namespace('self-signed');
    const options = {
      name: `self-signed-${namespace.name}`,
      namespaces: [namespace.name],
      failurePolicy: 'Fail',
    } as const;
    configuration = webhookConfiguration({ ...options, url: await balancer.listen() });
    accepted(await api.apply(configuration));
    await Promise.all([true, false].map((leads, index) => startReplica(leads, index)));
    await waitFor('the API server trusts the webhook', async () => ((await ask()) ? undefined : true));
  });
  afterAll(async () => {
    await api.delete(configuration);
    for (const replica of replicas) replica.close();
    await Promise.all(servers.map((server) => server.close()));
    balancer.close();
    await namespace.delete();
  });

  async function startReplica(leads: boolean, index: number): Promise<void> {
    const all = harnessTransport(api);
    const transport: Transport = {
      ...all,
      send: (request) => {
        requests[request.method === 'GET' ? 'GET' : 'writes']++;
        return all.send(request);
      },
    };
    const nothingElse = { kind: chatGPTApps, claimants: () => [], missing: () => Promise.resolve([]) };
    const review = admissionHandler({ surroundings: [nothingElse], unready: () => undefined });
    const certificates = await new Promise<SelfSignedCertificates>((resolve) => {
      const options = {
        secret: new CertificateSecret(transport, namespace.name, 'webhook-tls'),
        trusted: new TrustedAuthorities(transport, String(configuration.metadata.name)),
        hosts: ['webhook.operators.svc', '127.0.0.1'],
        ...{
          leads: () => leads,
          clock: monotonicClock,
          now: () => Date.now() + offset,
          interval: 100,
          settling: 1_000,
        },
      };
      replicas[index] = SelfSignedCertificates.start(options, resolve);
    });
    servers[index] = await serveHttp({
      address: { host: '127.0.0.1', port: 0 },
      handler: (request, response) => {
        answered[index] = (answered[index] ?? 0) + 1;
        // a handshake for each question, or old connections would hide a certificate that is not trusted
        response.setHeader('connection', 'close');
        review(request, response);
      },
      certificates,
    });
  }

  /** What the API server says of an app that nothing is wrong with. */
  async function ask(): Promise<string | undefined> {
    return (await api.create(fitnessApp(namespace.name, 'fitness'), { dryRun: true })).refusal?.message;
  }

  const served = () => replicas.map(({ current }) => current.cert);

  it('every replica serves the same one, and the API server trusts it', () => {
    expect(new Set(served()).size).toBe(1);
  });

  it('renews it without a request that fails, on any replica', async () => {
    const [before] = served();
    const failures: string[] = [];
    let [asked, isOver] = [0, false];
    const askOn = async () => {
      while (!isOver) {
        const refusal = await ask();
        asked++;
        if (refusal !== undefined) failures.push(refusal);
      }
    };
    const asking = [1, 2, 3].map(askOn);
    answered.fill(0);
    offset = 0;
    await waitFor('both serve the successor', () =>
      served().every((cert) => cert !== before) ? true : undefined,
    );
    const then = asked;
    await waitFor('the new one is asked for a while', () => (asked > then + 30 ? true : undefined));
    isOver = true;
    await Promise.all(asking);
    expect(failures).toEqual([]);
    expect(new Set(served()).size).toBe(1);
    expect(Math.min(...answered)).toBeGreaterThan(20);
  });

  it('brings back a Secret that someone deletes, and an authority that someone takes away', async () => {
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'webhook-tls', namespace: namespace.name },
    };
    const [before] = served();
    accepted(await api.delete(secret));
    await api.waitFor(secret, 'is back', () => true);
    expect(served()).toEqual([before, before]);

    const live = accepted(await api.get(configuration));
    const [webhook] = live.webhooks as readonly { readonly clientConfig: { readonly caBundle?: string } }[];
    const { caBundle, ...clientConfig } = webhook?.clientConfig ?? {};
    accepted(await api.replace({ ...live, webhooks: [{ ...webhook, clientConfig }] }));
    await api.waitFor(configuration, 'has its authority again', (now) =>
      JSON.stringify(now.webhooks).includes(String(caBundle)),
    );
    await waitFor('the API server trusts the webhook', async () => ((await ask()) ? undefined : true));
  });

  it('writes nothing as long as nothing is due', async () => {
    await waitFor('both have looked twice', () => (requests.GET > 6 ? true : undefined));
    const before = { ...requests };
    await waitFor('both have looked on', () => (requests.GET > before.GET + 20 ? true : undefined));
    expect(requests.writes).toBe(before.writes);
  });
});

describe('two replicas of the operator with a certificate of their own', () => {
  let namespace: RestrictedNamespace;
  const replicas: OperatorProcess[] = [];
  const ports: number[] = [];
  let configuration: ApiObject;

  beforeAll(async () => {
    namespace = await cluster().namespace('replicas');
    const { name } = namespace;
    const options = { name: `replicas-${name}`, namespaces: [name], failurePolicy: 'Ignore' } as const;
    configuration = webhookConfiguration({ ...options, url: 'https://127.0.0.1:1' });
    accepted(await api.apply(configuration));
    ports.push(...(await freePorts(2)));
    const kubeconfig = await adminKubeconfig();
    const start = (port: number) =>
      OperatorProcess.start({
        kubeconfig,
        flags: [
          ...[`--watch-namespaces=${name}`, '--leader-elect', `--leader-elect-namespace=${name}`],
          ...[`--webhook-bind-address=127.0.0.1:${port}`, '--webhook-secret-name=webhook-tls'],
          ...[
            '--webhook-service-name=webhook',
            `--webhook-configuration-name=${configuration.metadata.name}`,
          ],
        ],
      });
    replicas.push(...(await Promise.all(ports.map(start))));
  });
  afterAll(async () => {
    await Promise.all(replicas.map((replica) => replica.stop()));
    await api.delete(configuration);
    await namespace.delete();
  });

  it('are ready, and both serve one that the API server would trust for their Service', async () => {
    const live = accepted(await api.get(configuration));
    const [webhook] = live.webhooks as readonly { readonly clientConfig: { readonly caBundle: string } }[];
    const ca = Buffer.from(String(webhook?.clientConfig.caBundle), 'base64').toString();
    const fingerprints = await Promise.all(
      ports.map((port) => fingerprint(port, `webhook.${namespace.name}.svc`, ca)),
    );
    expect(new Set(fingerprints).size).toBe(1);
  });
});

/** Of the certificate that a server shows; refused where it is not trusted for the name. */
function fingerprint(port: number, servername: string, ca: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = secureConnect({ host: '127.0.0.1', port, servername, ca }, () => {
      resolve(socket.getPeerCertificate().fingerprint256);
      socket.end();
    });
    socket.on('error', reject);
  });
}
