import { join } from 'node:path';
import { App, Chart, Testing } from 'cdk8s';
import { RelabelAction, ServiceMonitor } from '../../../../lib';
import type { ApiObject } from '../../../cluster/harness/api-object';
import type { ServingKubelet } from '../../../cluster/harness/control-plane';

/** The Service of all kubelets; the prometheus-operator makes it of the nodes. */
export const KUBELET = { namespace: 'kube-system', name: 'kubelet' };

/** What the simulated kubelet serves at that port. Its address is one that documents use, and nobody has. */
export function servingKubelet(port: number): ServingKubelet {
  return { address: '192.0.2.1', port, metrics: join(__dirname, 'kubelet-metrics.yaml') };
}

/** What scrapes cAdvisor in an installation of the prometheus-operator. */
export function kubeletMonitors(): ApiObject[] {
  const { namespace, name } = KUBELET;
  const chart = new Chart(new App(), name, { namespace });
  new ServiceMonitor(chart, name, {
    existing: { name, namespace, labels: { 'k8s-app': 'kubelet' } },
    port: 'http-metrics', // the proxy takes no TLS
    path: '/metrics/cadvisor',
    honorLabels: true,
    metricRelabelings: [
      // a kubelet has no volume for a pod without a claim
      {
        action: RelabelAction.DROP,
        sourceLabels: ['__name__', 'persistentvolumeclaim'],
        regex: 'kubelet_volume_stats_.*;',
      },
    ],
  });
  return Testing.synth(chart) as ApiObject[];
}
