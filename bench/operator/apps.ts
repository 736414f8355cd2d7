import type { Resource } from '../../operator/src/engine/kubernetes/resource';
import type { ApiObject } from '../../test/cluster/harness/api-object';

export const NAMESPACE = 'bench';

/** The kinds that the benchmark looks at or touches. */
export const KINDS = {
  app: resource('apps.makeaihq.com', 'v1alpha1', 'ChatGPTApp', 'chatgptapps'),
  serviceAccount: resource('', 'v1', 'ServiceAccount', 'serviceaccounts'),
  configMap: resource('', 'v1', 'ConfigMap', 'configmaps'),
  service: resource('', 'v1', 'Service', 'services'),
  deployment: resource('apps', 'v1', 'Deployment', 'deployments'),
  networkPolicy: resource('networking.k8s.io', 'v1', 'NetworkPolicy', 'networkpolicies'),
  disruptionBudget: resource('policy', 'v1', 'PodDisruptionBudget', 'poddisruptionbudgets'),
  serviceMonitor: resource('monitoring.coreos.com', 'v1', 'ServiceMonitor', 'servicemonitors'),
};

const digest = (digit: string) => `@sha256:${digit.repeat(64)}`;

/** What the apps run, one after the other. */
export const IMAGES = {
  first: `registry.example.com/mcp:1.0.0${digest('1')}`,
  /** Another build of the same version: only the Deployment names it. */
  rebuilt: `registry.example.com/mcp:1.0.0${digest('2')}`,
  /** A new version: every object of an app has it in a label. */
  released: `registry.example.com/mcp:1.0.1${digest('3')}`,
  foreign: 'registry.example.com/foreign:1.0.0',
};

/** A label that the operators set on everything. */
export const PART_OF = { key: 'app.kubernetes.io/part-of', value: 'chatgpt-apps' };

export function appNames(size: number): string[] {
  return Array.from({ length: size }, (_, index) => `app-${index + 1}`);
}

/** The name of an app's Deployment, Service, … */
export function serverName(app: string): string {
  return `${app}-mcp`;
}

/** An app without a host, so without a route: it becomes seven objects. */
export function appManifest(name: string): ApiObject {
  return {
    apiVersion: 'apps.makeaihq.com/v1alpha1',
    kind: 'ChatGPTApp',
    metadata: { name, namespace: NAMESPACE },
    spec: {
      displayName: 'Bench',
      description: 'An app of the benchmark.',
      mcpServer: {
        image: IMAGES.first,
        env: [{ name: 'LOG_LEVEL', value: 'info' }],
        tools: [{ name: 'list', description: 'Lists.', inputSchema: { type: 'object' } }],
      },
      monitoring: { enabled: true },
    },
  };
}

function resource(group: string, version: string, kind: string, plural: string): Resource {
  return { group, version, kind, plural, namespaced: true };
}
