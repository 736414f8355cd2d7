import { DNS, namespace, PROMETHEUS, tcp } from '../chatgpt/network';
import type { CoreObject } from '../chatgpt/workload';
import type { Operator } from './operator';

/** The NetworkPolicy's spec: nothing passes but metrics and admission in, names and the API server out. */
export function networkPolicySpec({ selector, metrics, webhook, apiServerPorts }: Operator): CoreObject {
  const scrapers = metrics.scrapersNamespace ? namespace(metrics.scrapersNamespace) : PROMETHEUS;
  return {
    podSelector: { matchLabels: selector },
    policyTypes: ['Ingress', 'Egress'],
    ingress: [
      { from: [scrapers], ports: [tcp('metrics')] },
      // the API server's address is that of a node, or of nothing in the cluster at all
      ...(webhook ? [{ ports: [tcp('webhook')] }] : []),
    ],
    egress: [DNS, { ports: apiServerPorts.map(tcp) }],
  };
}
