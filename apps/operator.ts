/**
 * The operator, as it is installed in the cluster of the platform: `dist/operator/`.
 * Guide: docs/guides/operator-install.md
 */
import { Chart } from 'cdk8s';
import { type FleetApp, ManagedKind, OperatorConstruct } from '../lib';

/** The operator's namespace. */
export const OPERATOR_NAMESPACE = 'chatgpt-operator-system';

/** @param version of this package, which is that of the operator. */
export function addOperator(fleet: FleetApp, version: string): Chart {
  const chart = new Chart(fleet, 'operator', {
    namespace: OPERATOR_NAMESPACE,
    disableResourceNameHashes: true,
  });
  new OperatorConstruct(chart, 'chatgpt-operator', {
    image: `ghcr.io/makeaihq/chatgpt-operator:${version}`,
    kinds: [ManagedKind.chatGPTApp()],
    // plain HTTP to one namespace: the platform's issuer asks a public authority, which knows no names in the cluster
    metrics: { serviceMonitor: true, scrapersNamespace: 'monitoring' },
  });
  return chart;
}
