import type { Program } from '../../cluster/harness/component';
import { argoCdNamespace, RESYNC_SECONDS } from './base-objects';
import type { Workplace } from './workplace';

/** One process of Argo CD, and the address that answers once it works. */
export interface ArgoCdComponent extends Program {
  readonly health: string;
}

/** How many ports the components need. */
export const PORTS = 8;

/** Redis first: the others give up when they do not find it. */
export function redis(binary: string, ports: readonly number[]): Program {
  return { name: 'redis', binary, args: [`${ports[0]}`] };
}

/** The components of Argo CD that do something without a person: no API server, no login, no web page. */
export function argoCdComponents(binary: string, at: Workplace, ports: readonly number[]): ArgoCdComponent[] {
  const [redisPort, repository, repositoryMetrics, controllerMetrics, setMetrics, setProbe, setHook, notes] =
    ports;
  const local = (port: number | undefined) => `127.0.0.1:${port}`;
  const component = (name: string, health: string, ...args: string[]): ArgoCdComponent => ({
    name,
    binary,
    args,
    environment: environmentOf(name, at),
    health: `http://${health}`,
  });
  const toRedis = ['--redis', local(redisPort)];
  return [
    component(
      'argocd-repo-server',
      `${local(repositoryMetrics)}/healthz`,
      ...['--address', '127.0.0.1', '--port', `${repository}`],
      ...['--metrics-address', '127.0.0.1', '--metrics-port', `${repositoryMetrics}`],
      ...['--disable-tls', '--client-ca-path='], // its default asks for certificates, which --disable-tls forbids
      // otherwise what a branch points to is known for three minutes, however often somebody looks
      ...['--revision-cache-expiration', `${RESYNC_SECONDS / 2}s`],
      ...toRedis,
    ),
    component(
      'argocd-application-controller',
      `${local(controllerMetrics)}/healthz`,
      ...['--repo-server', local(repository), '--repo-server-plaintext'],
      '--persist-resource-health', // in the status of the Application, where a failing test reads why
      ...['--metrics-port', `${controllerMetrics}`, '--app-resync', `${RESYNC_SECONDS}`],
      ...toRedis,
    ),
    component(
      'argocd-applicationset-controller',
      `${local(setMetrics)}/metrics`,
      ...[
        '--metrics-addr',
        local(setMetrics),
        '--probe-addr',
        local(setProbe),
        '--webhook-addr',
        local(setHook),
      ],
      ...['--argocd-repo-server', local(repository), '--repo-server-plaintext', '--enable-progressive-syncs'],
    ),
    component(
      'argocd-notifications',
      `${local(notes)}/metrics`,
      ...[
        '--argocd-repo-server',
        local(repository),
        '--argocd-repo-server-plaintext',
        '--metrics-port',
        `${notes}`,
      ],
    ),
  ];
}

function environmentOf(name: string, at: Workplace): Record<string, string> {
  return {
    ARGOCD_BINARY_NAME: name,
    ARGOCD_NAMESPACE: argoCdNamespace,
    ARGOCD_FAKE_IN_CLUSTER: 'true', // https://kubernetes.default.svc is the cluster of the kubeconfig
    ARGOCD_K8S_CLIENT_QPS: '500',
    ARGOCD_K8S_CLIENT_BURST: '1000',
    ARGOCD_CLUSTER_SYNC_RETRY_TIMEOUT_DURATION: '1s', // until it tries a cluster again that did not answer
    ARGOCD_GPG_ENABLED: 'false',
    KUBECONFIG: at.kubeconfig,
    PATH: `${at.programs}:${process.env.PATH}`,
    ...at.folders,
  };
}
