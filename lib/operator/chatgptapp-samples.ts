import { App, Chart } from 'cdk8s';
import { API_VERSION, KIND } from '../chatgpt/chatgptapp-api';
import { ChatGPTAppConstruct } from '../chatgpt/chatgptapp-construct';

/** Apps that together become every kind of object that any app can become. */
export function chatGPTAppSamples(): ChatGPTAppConstruct[] {
  const chart = new Chart(new App(), 'samples', { namespace: 'samples' });
  return Object.entries(SPECS).map(([name, spec]) =>
    ChatGPTAppConstruct.fromManifest(chart, name, {
      apiVersion: API_VERSION,
      kind: KIND,
      metadata: { name },
      spec: { displayName: name, description: 'Shows what an app becomes.', ...spec },
    }),
  );
}

const mcpServer = { image: 'example.com/sample:1.0.0' };
const host = 'sample.example.com';

const SPECS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  // ServiceAccount, ConfigMap, Deployment, Service, NetworkPolicy, PodDisruptionBudget, ServiceMonitor
  inside: { mcpServer },
  // HTTPRoute, Certificate, HorizontalPodAutoscaler
  gateway: {
    mcpServer,
    host,
    exposure: { type: 'Gateway', tls: { issuerRef: { name: 'issuer', kind: 'ClusterIssuer' } } },
    autoscaling: { maxReplicas: 3 },
  },
  // Ingress
  ingress: { mcpServer, host, exposure: { type: 'Ingress' } },
};
