import { Duration, SizeRoundingBehavior } from 'cdk8s';
import type { Finding } from '../validation/finding';
import { errorAt } from '../validation/refuse';
import { withResources } from './operator';
import type { OperatorConstructProps } from './operator-props';

const LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const NAMESPACE = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
/** What the longest of the derived names leaves of the 63 characters of a Service's name. */
const LONGEST_NAME = 40;
/** Less, and Node.js is busy collecting garbage. */
const LEAST_MEMORY_MIB = 128;
/** Of `--max-concurrent-reconciles`. */
const MOST_WORKERS = 9999;

/** All that is wrong with an operator's properties. */
export function operatorFindings(name: string, namespace: string, props: OperatorConstructProps): Finding[] {
  return [
    ...nameFindings(name),
    ...namespaceFindings(['namespace'], namespace),
    ...imageFindings(props),
    ...kindFindings(props),
    ...watchFindings(props),
    ...numberFindings(props),
    ...memoryFindings(props),
    ...metricsFindings(props),
    ...webhookFindings(props),
  ];
}

function nameFindings(name: string): Finding[] {
  if (LABEL.test(name) && name.length <= LONGEST_NAME) return [];
  const rule = `is no name of a Service, or leaves its derived names no room: more than ${LONGEST_NAME} characters`;
  return [
    errorAt(['name'], name, rule, 'use lower-case letters, digits and dashes, beginning with a letter'),
  ];
}

function namespaceFindings(path: readonly (string | number)[], namespace: string): Finding[] {
  if (NAMESPACE.test(namespace)) return [];
  const fix = 'use at most 63 lower-case letters, digits and dashes';
  return [errorAt(path, namespace, 'is no name of a namespace', fix)];
}

function imageFindings({ image }: OperatorConstructProps): Finding[] {
  if (/^\S+$/.test(image)) return [];
  const fix = 'write, for example, "ghcr.io/makeaihq/chatgpt-operator:0.1.0"';
  return [errorAt(['image'], image, 'is empty, or has a space', fix)];
}

function kindFindings(props: OperatorConstructProps): Finding[] {
  if (props.kinds.length > 0) return [...repeatedKinds(props), ...kindsOfTheCluster(props)];
  const fix = 'give at least one, such as ManagedKind.chatGPTApp()';
  return [errorAt(['kinds'], props.kinds, 'is empty', fix)];
}

function repeatedKinds({ kinds }: OperatorConstructProps): Finding[] {
  const names = kinds.map(({ resource: { group, plural } }) => `${plural}.${group}`);
  return kinds.flatMap(({ resource: { kind } }, index) => {
    const isFirst = names.indexOf(names[index] ?? '') === index;
    return isFirst ? [] : [errorAt(['kinds', index], kind, 'is there twice', 'remove one')];
  });
}

function kindsOfTheCluster({ kinds, watchNamespaces }: OperatorConstructProps): Finding[] {
  if (watchNamespaces === undefined) return [];
  return kinds.flatMap(({ resource, emits }, index) =>
    [resource, ...emits]
      .filter(({ namespaced }) => !namespaced)
      .map(({ kind }) => {
        const rule = 'lives in the cluster, where an operator of some namespaces has no rights';
        return errorAt(['kinds', index], kind, rule, 'leave watchNamespaces out, or the kind');
      }),
  );
}

function watchFindings({ watchNamespaces }: OperatorConstructProps): Finding[] {
  if (watchNamespaces === undefined) return [];
  if (watchNamespaces.length === 0) {
    const fix = 'name namespaces, or leave it out for the whole cluster';
    return [errorAt(['watchNamespaces'], watchNamespaces, 'is empty, which could mean none or all', fix)];
  }
  return watchNamespaces.flatMap((namespace, index) => {
    const path = ['watchNamespaces', index];
    const isTwice = watchNamespaces.indexOf(namespace) < index;
    const twice = isTwice ? [errorAt(path, namespace, 'is there twice', 'remove one')] : [];
    return [...namespaceFindings(path, namespace), ...twice];
  });
}

function numberFindings(props: OperatorConstructProps): Finding[] {
  const { replicas, maxConcurrentReconciles, apiServerPorts } = props;
  const counts = Object.entries({ replicas, maxConcurrentReconciles })
    .filter(([, value]) => value !== undefined && !(Number.isInteger(value) && value > 0))
    .map(([field, value]) => errorAt([field], value, 'is no whole number above 0', 'use 1 or more'));
  const tooMany =
    maxConcurrentReconciles !== undefined && maxConcurrentReconciles > MOST_WORKERS
      ? [
          errorAt(
            ['maxConcurrentReconciles'],
            maxConcurrentReconciles,
            `is above ${MOST_WORKERS}`,
            'use less',
          ),
        ]
      : [];
  return [...counts, ...tooMany, ...portFindings(apiServerPorts)];
}

function portFindings(ports: OperatorConstructProps['apiServerPorts']): Finding[] {
  const fix = 'name the ports of the API server, such as 443 and 6443';
  if (ports?.length === 0) {
    const rule = 'is empty, which to a NetworkPolicy means every port';
    return [errorAt(['apiServerPorts'], ports, rule, fix)];
  }
  return (ports ?? []).flatMap((port, index) => {
    const isPort = Number.isInteger(port) && port >= 1 && port <= 65535;
    return isPort
      ? []
      : [errorAt(['apiServerPorts', index], port, 'is no port: a number from 1 to 65535', fix)];
  });
}

function memoryFindings({ resources }: OperatorConstructProps): Finding[] {
  const { memoryRequest, memoryLimit } = withResources(resources);
  const rounding = SizeRoundingBehavior.FLOOR;
  const limit = memoryLimit.toMebibytes({ rounding });
  const request = memoryRequest.toMebibytes({ rounding });
  const path = ['resources', 'memoryLimit'];
  if (limit < LEAST_MEMORY_MIB) {
    const rule = `is below ${LEAST_MEMORY_MIB} MiB, which the program needs for itself`;
    return [errorAt(path, `${limit} MiB`, rule, 'leave it out, or give more')];
  }
  if (memoryLimit.toKibibytes({ rounding }) >= memoryRequest.toKibibytes({ rounding })) return [];
  const rule = `is below the request of ${request} MiB`;
  return [errorAt(path, `${limit} MiB`, rule, 'raise it, or lower memoryRequest')];
}

function metricsFindings({ metrics = {} }: OperatorConstructProps): Finding[] {
  const { issuer, readers = [], scrapersNamespace } = metrics;
  const namespaces =
    scrapersNamespace === undefined
      ? []
      : namespaceFindings(['metrics', 'scrapersNamespace'], scrapersNamespace);
  if (issuer !== undefined || readers.length === 0) return namespaces;
  const rule = 'has no meaning for metrics over plain HTTP, where nobody is asked who he is';
  const fix = 'name an issuer, or leave it out and let the scrapers in by scrapersNamespace';
  return [...namespaces, errorAt(['metrics', 'readers'], readers, rule, fix)];
}

function webhookFindings({ webhook }: OperatorConstructProps): Finding[] {
  const { timeout = Duration.seconds(5), excludedNamespaces = [] } = webhook ?? {};
  const seconds = timeout.toSeconds({ integral: false });
  const isAllowed = Number.isInteger(seconds) && seconds >= 1 && seconds <= 30;
  return [
    ...(isAllowed
      ? []
      : [
          errorAt(
            ['webhook', 'timeout'],
            `${seconds} s`,
            'is not from 1 to 30 whole seconds',
            'use 5 seconds or so',
          ),
        ]),
    ...excludedNamespaces.flatMap((namespace, index) =>
      namespaceFindings(['webhook', 'excludedNamespaces', index], namespace),
    ),
  ];
}
