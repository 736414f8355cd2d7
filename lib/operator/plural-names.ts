/** Names in URLs and rules, by kind, by group. They follow no rule that could be trusted, so they are written down. */
const PLURALS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '': {
    ConfigMap: 'configmaps',
    PersistentVolumeClaim: 'persistentvolumeclaims',
    Pod: 'pods',
    Secret: 'secrets',
    Service: 'services',
    ServiceAccount: 'serviceaccounts',
  },
  apps: { DaemonSet: 'daemonsets', Deployment: 'deployments', StatefulSet: 'statefulsets' },
  autoscaling: { HorizontalPodAutoscaler: 'horizontalpodautoscalers' },
  batch: { CronJob: 'cronjobs', Job: 'jobs' },
  'cert-manager.io': { Certificate: 'certificates', Issuer: 'issuers' },
  'gateway.networking.k8s.io': {
    GRPCRoute: 'grpcroutes',
    Gateway: 'gateways',
    HTTPRoute: 'httproutes',
    ReferenceGrant: 'referencegrants',
  },
  'monitoring.coreos.com': {
    PodMonitor: 'podmonitors',
    PrometheusRule: 'prometheusrules',
    ServiceMonitor: 'servicemonitors',
  },
  'networking.k8s.io': { Ingress: 'ingresses', NetworkPolicy: 'networkpolicies' },
  policy: { PodDisruptionBudget: 'poddisruptionbudgets' },
};

/** The name of a kind in URLs and rules; undefined where it is not known. */
export function pluralName(group: string, kind: string): string | undefined {
  const kinds = Object.hasOwn(PLURALS, group) ? PLURALS[group] : undefined;
  return kinds && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
}

/** Every kind whose name is known. */
export function knownKinds(): { readonly group: string; readonly kind: string; readonly plural: string }[] {
  return Object.entries(PLURALS).flatMap(([group, kinds]) =>
    Object.entries(kinds).map(([kind, plural]) => ({ group, kind, plural })),
  );
}
