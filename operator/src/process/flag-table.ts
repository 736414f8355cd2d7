import {
  addressKind,
  countKind,
  durationKind,
  type FlagKind,
  levelKind,
  nameKind,
  namespaceKind,
  namespacesKind,
  objectNameKind,
  switchKind,
  textKind,
} from './flag-kinds';

/** One flag of the program. */
export interface FlagDefinition<T> {
  readonly kind: FlagKind<T>;
  /** Read as if it had been given. */
  readonly default: string;
  readonly help: string;
}

function flag<T>(kind: FlagKind<T>, fallback: string, help: string): FlagDefinition<T> {
  return { kind, default: fallback, help };
}

/** All flags, in the order of `--help`. Names and defaults are those of controller-runtime where it has them. */
export const FLAGS = {
  'leader-elect': flag(switchKind, 'false', 'Elect one leader; needed where more than one replica runs.'),
  'leader-elect-namespace': flag(namespaceKind, '', 'Namespace of the Lease. By default that of the pod.'),
  'leader-elect-id': flag(nameKind, 'chatgpt-operator.apps.makeaihq.com', 'Name of the Lease.'),
  'metrics-bind-address': flag(addressKind, ':8080', 'Where /metrics is served; 0 switches it off.'),
  'metrics-secure': flag(
    switchKind,
    'false',
    'Serve metrics by HTTPS, to those whom the API server allows to get /metrics. Needs --metrics-cert-dir.',
  ),
  'metrics-cert-dir': flag(
    textKind,
    '',
    'Folder with tls.crt and tls.key for metrics; read again when they change.',
  ),
  'health-probe-bind-address': flag(
    addressKind,
    ':8081',
    'Where /healthz and /readyz are served; 0 switches them off.',
  ),
  'webhook-bind-address': flag(addressKind, '0', 'Where admission webhooks are served; 0 switches them off.'),
  'webhook-cert-dir': flag(
    textKind,
    '',
    'Folder with tls.crt and tls.key for webhooks; read again when they change.',
  ),
  'webhook-secret-name': flag(
    objectNameKind,
    '',
    'Secret in which the operator keeps a certificate that it makes itself, in place of --webhook-cert-dir.',
  ),
  'webhook-service-name': flag(
    objectNameKind,
    '',
    'Service by which the API server reaches the webhook: the certificate that the operator makes is for it.',
  ),
  'webhook-configuration-name': flag(
    objectNameKind,
    '',
    'ValidatingWebhookConfiguration that learns the authority of the certificate that the operator makes.',
  ),
  'hook-bind-address': flag(addressKind, ':8082', 'Where serve-hook answers; of that command only.'),
  'watch-namespaces': flag(namespacesKind, '', 'Namespaces whose apps are looked after. By default all.'),
  'max-concurrent-reconciles': flag(countKind, '4', 'Apps that are worked on at the same time.'),
  'sync-period': flag(
    durationKind,
    '10h',
    'Time after which each app is looked at though nothing has changed; 0 for never.',
  ),
  'field-manager': flag(nameKind, 'chatgptapp-operator', 'Manager of the fields that are applied.'),
  'field-fight-truce': flag(
    durationKind,
    '1m',
    'Time for which an object is left to whoever keeps undoing what is applied; doubles with each new try.',
  ),
  'graceful-shutdown-timeout': flag(durationKind, '30s', 'Time for running work to end after SIGTERM.'),
  kubeconfig: flag(
    textKind,
    '',
    'Kubeconfig file. By default those that KUBECONFIG names, then ~/.kube/config, then the service account of the pod.',
  ),
  'zap-log-level': flag(levelKind, 'info', 'What is logged: debug, info, error, or a number above 0.'),
  'zap-devel': flag(
    switchKind,
    'false',
    'Log for people in place of JSON, and from debug on where no level is given.',
  ),
  help: flag(switchKind, 'false', 'Print this and exit.'),
  version: flag(switchKind, 'false', 'Print the version and exit.'),
} as const;

export type FlagName = keyof typeof FLAGS;

type CamelCase<S extends string> = S extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : S;
type ValueOf<N extends FlagName> = (typeof FLAGS)[N] extends FlagDefinition<infer T> ? T : never;

/** The values of all flags: `--watch-namespaces` is `watchNamespaces`. Durations are in milliseconds. */
export type Flags = { readonly [N in FlagName as CamelCase<N>]: ValueOf<N> };
