import { ApiObject, type App, Chart } from 'cdk8s';
import { Construct } from 'constructs';

/** Adds charts of seven plain objects each, the same for every contender. */
export function addPlainCharts(app: App, count: number, versionOfFirst?: string): Chart[] {
  const environment = new Construct(app, 'production');
  return Array.from({ length: count }, (_, index) =>
    plainChart(environment, `app-${index}`, index === 0 ? versionOfFirst : undefined),
  );
}

function plainChart(scope: Construct, name: string, version?: string): Chart {
  const chart = new Chart(scope, name, { namespace: 'bench', disableResourceNameHashes: true });
  for (const object of plainObjects(name, version)) {
    const { kind, ...rest } = object;
    new ApiObject(chart, kind, { kind, ...rest });
  }
  return chart;
}

/** Seven objects as an app usually has them. */
export function plainObjects(name: string, version = '1.0.0') {
  const labels = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': 'bench' };
  const metadata = { name, namespace: 'bench', labels };
  const target = { apiVersion: 'apps/v1', kind: 'Deployment', name };
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata,
      data: { 'settings.yaml': `name: ${name}\nlevel: info\n` },
    },
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: deploymentSpec(name, labels, version) },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
    },
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata,
      spec: { scaleTargetRef: target, minReplicas: 2, maxReplicas: 5 },
    },
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata,
      spec: { minAvailable: 1, selector: { matchLabels: labels } },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata,
      spec: { rules: [{ host: `${name}.example.com`, http: { paths: [ingressPath(name)] } }] },
    },
  ];
}

function ingressPath(name: string) {
  return { path: '/', pathType: 'Prefix', backend: { service: { name, port: { name: 'http' } } } };
}

function deploymentSpec(name: string, labels: Record<string, string>, version: string) {
  return {
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: {
        serviceAccountName: name,
        containers: [
          {
            name: 'server',
            image: `registry.example.com/${name}:${version}`,
            env: [
              { name: 'PORT', value: '8080' },
              { name: 'LOG_LEVEL', value: 'info' },
            ],
            ports: [{ name: 'http', containerPort: 8080 }],
            resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '512Mi' } },
            readinessProbe: { httpGet: { path: '/ready', port: 'http' }, periodSeconds: 5 },
          },
        ],
      },
    },
  };
}
