import type { ApiObject } from '../../../cluster/harness/api-object';

/** A workload whose pod shows metrics, and the Service by which it is scraped. */
export interface ScrapedWorkload {
  readonly namespace: string;
  readonly workload: string;
  readonly service: string;
}

/** A simulated pod that a process can stand for, and the Service. */
export function scrapedWorkload({ namespace, workload, service }: ScrapedWorkload): ApiObject[] {
  const labels = { 'app.kubernetes.io/name': workload };
  const metadata = (name: string) => ({ name, namespace, labels: { 'app.kubernetes.io/name': name } });
  const port = { name: 'metrics', containerPort: 8080 };
  return [
    {
      ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: metadata(workload) },
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { containers: [{ name: 'main', image: 'example.com/any:1', ports: [port] }] },
        },
      },
    },
    {
      ...{ apiVersion: 'v1', kind: 'Service', metadata: metadata(service) },
      spec: { selector: labels, ports: [{ name: 'metrics', port: 8080, targetPort: 'metrics' }] },
    },
  ];
}
