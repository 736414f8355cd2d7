import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient } from './api-client';
import { accepted, hasCondition } from './api-object';
import { type Binaries, findBinaries } from './binaries';
import { CertificateAuthority, writeServiceAccountKeys } from './certificates';
import { type ClusterAccess, readClusterAccess } from './cluster-access';
import { Component, ComponentDied } from './component';
import { fakeNode } from './fake-node';
import { freePorts } from './free-ports';
import { kubeconfig } from './kubeconfig';
import { Kubectl } from './kubectl';
import { waitFor } from './wait-for';
import { Watchdog } from './watchdog';

const MOST_ATTEMPTS = 3;

/** With the usual 20 requests a second the controller-manager alone takes four seconds to start. */
const generousRate = ['--kube-api-qps=500', '--kube-api-burst=1000'];

/** A Kubernetes of its own on 127.0.0.1. What is simulated: the kubelet, so containers do not really run. */
export interface ControlPlane {
  /** The kubeconfig of a cluster admin. */
  readonly kubeconfig: string;
  readonly url: string;
  /** Where etcd listens, without TLS. */
  readonly etcdUrl: string;
  /** Logs, pids, keys and data; removed by `stop`. */
  readonly dir: string;
  readonly binaries: Binaries;
  /** Signs more certificates: for other users, for the admission webhooks of a test. */
  readonly authority: CertificateAuthority;
  /** What the API server noted by `auditPolicy`: one JSON document a line. */
  readonly auditLog: string;
  /** Sends a signal to one of its processes, such as SIGSTOP and SIGCONT for a pause. */
  signal(name: keyof Binaries, signal: NodeJS.Signals): void;
  /** Kills one of its processes without a chance to say goodbye. */
  kill(name: keyof Binaries): Promise<void>;
  /** Starts a process again that was killed, with the same arguments. */
  restart(name: keyof Binaries): void;
  /** Ends all processes and removes the folder. It also happens, by the watchdog, when this process dies. */
  stop(): Promise<void>;
}

/** Options of a control plane. */
export interface ControlPlaneOptions {
  /** Only etcd and the API server: objects are stored, and nothing acts on them. @default false */
  readonly storageOnly?: boolean;
  /** With `storageOnly`: the one controller that runs beside, such as `garbage-collector-controller`. @default none */
  readonly controller?: string;
  /** Which requests the API server notes in `auditLog`: an audit.k8s.io/v1 Policy. @default none */
  readonly auditPolicy?: object;
  /** What the simulated kubelet serves. @default nothing */
  readonly kubelet?: ServingKubelet;
}

/** A simulated kubelet that has metrics. */
export interface ServingKubelet {
  /** The node's address, in the API only: an endpoint may not be on 127.0.0.1. */
  readonly address: string;
  /** Where it really listens, on 127.0.0.1. */
  readonly port: number;
  /** A file of kwok's Metrics and ResourceUsages. */
  readonly metrics: string;
}

/** Starts etcd, kube-apiserver, controller-manager, scheduler and kwok, and waits until a Node is Ready. */
export async function startControlPlane(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
  const binaries = await findBinaries();
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnce(binaries, options);
    } catch (error) {
      if (!(error instanceof ComponentDied && error.portTaken) || attempt === MOST_ATTEMPTS) throw error;
    }
  }
}

async function startOnce(binaries: Binaries, options: ControlPlaneOptions): Promise<ControlPlane> {
  const dir = mkdtempSync(join(tmpdir(), 'cdk8s-chatgpt-apps-cluster-'));
  const watchdog = new Watchdog(dir);
  const running: Component[] = [];
  const programs = new Map<keyof Binaries, readonly string[]>();
  const stop = async () => {
    await stopAll(running);
    await watchdog.dismiss();
  };
  try {
    const start = (name: keyof Binaries, args: readonly string[]) => {
      programs.set(name, args);
      running.push(new Component({ name, binary: binaries[name], args }, dir, watchdog));
    };
    const storage = await startStorage(dir, binaries, start, running, options);
    if (!options.storageOnly) await startControllers(storage, dir, start, running, options);
    else if (options.controller !== undefined) await startController(storage, dir, start, options.controller);
    const { kubeconfig: file, url, etcdUrl, authority, auditLog } = storage;
    const latest = (name: keyof Binaries) => running.filter((component) => component.name === name).at(-1);
    return {
      ...{ kubeconfig: file, url, etcdUrl, authority, auditLog, dir, binaries, stop },
      signal: (name, signal) => latest(name)?.signal(signal),
      kill: async (name) => latest(name)?.kill(),
      restart: (name) => start(name, programs.get(name) ?? []),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Start = (name: keyof Binaries, args: readonly string[]) => void;

/** What stores the objects. */
interface Storage extends Pick<ControlPlane, 'kubeconfig' | 'url' | 'etcdUrl' | 'authority' | 'auditLog'> {
  readonly api: ClusterAccess;
  /** The private key that signs the tokens of service accounts. */
  readonly tokenKeyFile: string;
}

async function startStorage(
  dir: string,
  binaries: Binaries,
  start: Start,
  running: readonly Component[],
  { auditPolicy }: ControlPlaneOptions,
): Promise<Storage> {
  const [etcdPort = 0, etcdPeerPort = 0, apiPort = 0] = await freePorts(3);
  const etcdUrl = `http://127.0.0.1:${etcdPort}`;
  const url = `https://127.0.0.1:${apiPort}`;

  start('etcd', etcdArguments(dir, etcdUrl, `http://127.0.0.1:${etcdPeerPort}`));
  const authority = await CertificateAuthority.create(dir);
  const serving = await authority.issueForServer('kube-apiserver');
  const tokens = writeServiceAccountKeys(dir);
  const auditLog = join(dir, 'audit.log');
  start('kube-apiserver', [
    `--etcd-servers=${etcdUrl}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${apiPort}`,
    `--tls-cert-file=${serving.certificateFile}`,
    `--tls-private-key-file=${serving.keyFile}`,
    `--client-ca-file=${authority.certificateFile}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${tokens.publicKeyFile}`,
    `--service-account-signing-key-file=${tokens.privateKeyFile}`,
    '--service-cluster-ip-range=10.96.0.0/12', // a /24 is used up by 254 Services
    '--authorization-mode=RBAC',
    '--allow-privileged=true', // else privileged pods are refused by the flag and not by pod security
    '--endpoint-reconciler-type=none', // 127.0.0.1 may not be an endpoint
    ...auditArguments(dir, auditLog, auditPolicy),
  ]);

  const file = await clientKubeconfig(dir, url, authority, 'admin', 'admin', ['system:masters']);
  const api = readClusterAccess(new Kubectl(binaries.kubectl, file));
  await withClient(api, (client) => waitUntilReady(client, running));
  return { kubeconfig: file, url, etcdUrl, authority, auditLog, api, tokenKeyFile: tokens.privateKeyFile };
}

/** What acts on the objects. */
async function startControllers(
  { api, url, authority, tokenKeyFile, kubeconfig: adminKubeconfig }: Storage,
  dir: string,
  start: Start,
  running: readonly Component[],
  { kubelet }: ControlPlaneOptions,
): Promise<void> {
  const [controllerManager, scheduler] = await Promise.all([
    clientKubeconfig(dir, url, authority, 'controller-manager', 'system:kube-controller-manager'),
    clientKubeconfig(dir, url, authority, 'scheduler', 'system:kube-scheduler'),
  ]);
  start(
    'kube-controller-manager',
    controllerManagerArguments(controllerManager, tokenKeyFile, authority.certificateFile),
  );
  start('kube-scheduler', [
    `--kubeconfig=${scheduler}`,
    '--secure-port=0',
    '--leader-elect=false',
    ...generousRate,
  ]);
  start('kwok', [
    `--kubeconfig=${adminKubeconfig}`,
    `--config=${join(__dirname, 'kwok-stages.yaml')}`,
    '--manage-all-nodes=true',
    '--node-lease-duration-seconds=40', // without leases the node is declared dead every 50 seconds
    `--node-ip=${kubelet?.address ?? '127.0.0.1'}`,
    '--cidr=10.64.0.0/16',
    ...(kubelet ? [`--config=${kubelet.metrics}`, `--server-address=127.0.0.1:${kubelet.port}`] : []),
  ]);
  await withClient(api, (client) => waitUntilNodeRuns(client, running));
}

async function startController(
  { url, authority, tokenKeyFile }: Storage,
  dir: string,
  start: Start,
  name: string,
): Promise<void> {
  const file = await clientKubeconfig(
    dir,
    url,
    authority,
    'controller-manager',
    'system:kube-controller-manager',
  );
  const all = controllerManagerArguments(file, tokenKeyFile, authority.certificateFile);
  // each controller acts by a token of its own account
  start('kube-controller-manager', [...all, `--controllers=${name},serviceaccount-token-controller`]);
}

async function clientKubeconfig(
  dir: string,
  url: string,
  authority: CertificateAuthority,
  name: string,
  user: string,
  groups?: readonly string[],
): Promise<string> {
  const file = join(dir, `${name}.kubeconfig`);
  const client = await authority.issueForClient(name, user, groups);
  writeFileSync(file, kubeconfig(url, authority, client), { mode: 0o600 });
  return file;
}

async function withClient(access: ClusterAccess, use: (client: ApiClient) => Promise<void>): Promise<void> {
  const client = new ApiClient(access);
  try {
    await use(client);
  } finally {
    client.close();
  }
}

function auditArguments(dir: string, log: string, policy: object | undefined): string[] {
  if (policy === undefined) return [];
  const file = join(dir, 'audit-policy.json');
  writeFileSync(file, JSON.stringify(policy));
  return [`--audit-policy-file=${file}`, `--audit-log-path=${log}`, '--audit-log-maxsize=10000'];
}

function etcdArguments(dir: string, clientUrl: string, peerUrl: string): string[] {
  return [
    '--name=test',
    `--data-dir=${join(dir, 'etcd')}`,
    `--listen-client-urls=${clientUrl}`,
    `--advertise-client-urls=${clientUrl}`,
    `--listen-peer-urls=${peerUrl}`,
    `--initial-advertise-peer-urls=${peerUrl}`,
    `--initial-cluster=test=${peerUrl}`,
    '--unsafe-no-fsync', // the data is thrown away
  ];
}

function controllerManagerArguments(
  kubeconfigFile: string,
  privateKeyFile: string,
  rootCertificate: string,
): string[] {
  return [
    `--kubeconfig=${kubeconfigFile}`,
    `--authentication-kubeconfig=${kubeconfigFile}`,
    `--authorization-kubeconfig=${kubeconfigFile}`,
    `--service-account-private-key-file=${privateKeyFile}`,
    `--root-ca-file=${rootCertificate}`,
    '--use-service-account-credentials',
    '--secure-port=0',
    '--leader-elect=false',
    '--horizontal-pod-autoscaler-sync-period=2s', // else an autoscaler says for 15 seconds that its pods are not ready
    ...generousRate,
  ];
}

async function waitUntilReady(api: ApiClient, running: readonly Component[]): Promise<void> {
  await waitFor(
    'the API server is ready',
    async () => {
      for (const component of running) component.assertAlive();
      const ready = await api.request('GET', '/readyz').catch(() => undefined); // does not listen yet
      return ready?.status === 200 ? true : undefined;
    },
    { deadline: 60 },
  );
}

async function waitUntilNodeRuns(api: ApiClient, running: readonly Component[]): Promise<void> {
  const node = fakeNode('kwok-node');
  accepted(await api.create(node));
  await waitFor(
    'the simulated node is ready and namespaces get their service account',
    async () => {
      for (const component of running) component.assertAlive();
      const now = await api.get(node);
      const account = await api.get({
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'default' },
      });
      return hasCondition(now.body, 'Ready') && account.status === 200 ? true : undefined;
    },
    { deadline: 60 },
  );
}

/** etcd goes last: an API server whose etcd is gone hangs in its graceful shutdown and stays behind. */
async function stopAll(components: readonly Component[]): Promise<void> {
  const etcd = components.filter((component) => component.name === 'etcd');
  await Promise.all(
    components.filter((component) => !etcd.includes(component)).map((component) => component.stop()),
  );
  await Promise.all(etcd.map((component) => component.stop()));
}
