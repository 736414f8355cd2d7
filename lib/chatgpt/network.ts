import type { App } from './app';
import { gatewayNamespace } from './exposure';
import { metricsPort } from './metrics-port';
import { type CoreObject, SERVER_PORT } from './workload';

/** The NetworkPolicy's spec: nothing passes but what follows from the spec. */
export function networkPolicySpec(app: App): CoreObject {
  return {
    podSelector: { matchLabels: app.selector },
    policyTypes: ['Ingress', 'Egress'],
    ingress: ingressRules(app),
    egress: egressRules(app),
  };
}

function ingressRules(app: App): CoreObject[] {
  const peers = [...callers(app), ...(app.spec.network?.ingressFrom ?? [])];
  const metrics = metricsPort(app)?.targetPort ?? SERVER_PORT;
  return [
    ...(peers.length > 0 ? [{ from: peers, ports: [tcp(SERVER_PORT)] }] : []),
    ...(app.monitoring.enabled ? [{ from: [PROMETHEUS], ports: [tcp(metrics)] }] : []),
  ];
}

/** Who brings the public's requests. */
function callers(app: App): CoreObject[] {
  if (app.exposure === 'Gateway') return [namespace(gatewayNamespace(app))];
  // an Ingress does not tell where its controller runs: the spec may, else any namespace of the cluster
  const unknown = app.exposure === 'Ingress' && !app.spec.network?.ingressFrom?.length;
  return unknown ? [ANY_NAMESPACE] : [];
}

/** Every pod of the cluster. */
export const ANY_NAMESPACE: CoreObject = { namespaceSelector: {} };

// the Prometheus operator labels the pods of every Prometheus so
export const PROMETHEUS: CoreObject = {
  namespaceSelector: {},
  podSelector: {
    matchLabels: {
      'app.kubernetes.io/name': 'prometheus',
      'app.kubernetes.io/managed-by': 'prometheus-operator',
    },
  },
};

function egressRules(app: App): CoreObject[] {
  const { network, oauth } = app.spec;
  if (network?.allowAllEgress) return [{}];
  const asked = (network?.egressTo ?? []).map(({ to, ports }) => ({
    // to Kubernetes an empty list means everything, which nobody means by leaving it empty
    to: to?.length ? to : PUBLIC_ADDRESSES,
    // said where the spec does not: the API server would add it, and the list is compared as a whole
    ports: ports?.length ? ports.map((port) => ({ protocol: 'TCP', ...port })) : [tcp(443)],
  }));
  const authorizationServers = { to: PUBLIC_ADDRESSES, ports: oauthPorts(app).map(tcp) };
  return [DNS, ...(oauth ? [authorizationServers] : []), ...asked];
}

/** Where names are looked up. */
export const DNS: CoreObject = {
  // CoreDNS, and the address of NodeLocal DNSCache
  to: [namespace('kube-system'), { ipBlock: { cidr: '169.254.20.10/32' } }],
  ports: [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ],
};

/** Everything but private, shared, loopback and link-local ranges (cloud metadata among them). */
const PUBLIC_ADDRESSES: readonly CoreObject[] = [
  {
    ipBlock: {
      cidr: '0.0.0.0/0',
      except: [
        '10.0.0.0/8',
        '100.64.0.0/10',
        '127.0.0.0/8',
        '169.254.0.0/16',
        '172.16.0.0/12',
        '192.168.0.0/16',
      ],
    },
  },
  { ipBlock: { cidr: '::/0', except: ['::1/128', 'fc00::/7', 'fe80::/10'] } },
];

/** The ports of the authorization servers that the spec names. */
function oauthPorts(app: App): number[] {
  const { oauth } = app.spec;
  const urls = [...(oauth?.issuers ?? []), oauth?.jwksUri, oauth?.introspection?.url, oauth?.tokenUrl];
  const ports = urls.filter((url) => url !== undefined).map((url) => Number(new URL(url).port || 443));
  return [...new Set(ports)].sort((a, b) => a - b);
}

/** All pods of a namespace. */
export function namespace(name: string): CoreObject {
  return { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } };
}

/** A TCP port, by name or number. */
export function tcp(port: number | string): CoreObject {
  return { protocol: 'TCP', port };
}
