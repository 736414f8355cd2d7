import type { ApiClient } from '../../../cluster/harness/api-client';
import type { ApiObject } from '../../../cluster/harness/api-object';

/** Pods of one workload, and the processes that do what their containers would do. */
interface Cast {
  readonly namespace: string;
  readonly workload: string;
  /** In the order of the pods' names; the last one stands for all further pods. */
  readonly ports: readonly number[];
}

/** Knows which process stands for which simulated pod. */
export class PodProcesses {
  private readonly casts: Cast[] = [];
  private readonly fixed = new Map<string, number>();
  private known = new Map<string, number>();

  constructor(private readonly api: ApiClient) {}

  /** From now on these processes stand for the pods of the Deployment. */
  stand(namespace: string, workload: string, ...ports: readonly number[]): void {
    this.casts.push({ namespace, workload, ports });
    this.known.clear();
  }

  /** From now on the process stands for whatever has that address. */
  standAt(address: string, port: number): void {
    this.fixed.set(address, port);
  }

  /** The port of the process that stands for what has that address. */
  async portOf(podAddress: string): Promise<number | undefined> {
    const fixed = this.fixed.get(podAddress);
    if (fixed !== undefined) return fixed;
    if (!this.known.has(podAddress)) this.known = await this.look();
    return this.known.get(podAddress);
  }

  private async look(): Promise<Map<string, number>> {
    const found = new Map<string, number>();
    for (const { namespace, workload, ports } of this.casts) {
      const pods = await this.api.list({ apiVersion: 'v1', kind: 'Pod', namespace });
      const ours = pods
        .filter((pod) => isOf(pod, workload))
        .map(addressOf)
        .sort();
      ours.forEach((address, index) => {
        const port = ports[Math.min(index, ports.length - 1)];
        if (address !== '' && port !== undefined) found.set(address, port);
      });
    }
    return found;
  }
}

/** The pods of a Deployment are named by its ReplicaSets. */
function isOf({ metadata }: ApiObject, workload: string): boolean {
  return new RegExp(`^${workload}-[a-z0-9]+-[a-z0-9]+$`).test(metadata.name ?? '');
}

function addressOf({ status }: ApiObject): string {
  return (status as { readonly podIP?: string } | undefined)?.podIP ?? '';
}
