import type { ApiClient } from './api-client';
import { accepted } from './api-object';

const LABEL = 'tests/hold';

/** Labels for a pod template: the simulated kubelet does not start pods that have them, until they are released. */
export const held: Readonly<Record<string, string>> = { [LABEL]: 'true' };

/** Lets the held pods of a namespace start. Pods that come later from the same template are held again. */
export async function releaseHeldPods(api: ApiClient, namespace: string): Promise<void> {
  const pods = await api.list({ apiVersion: 'v1', kind: 'Pod', namespace, labelSelector: LABEL });
  await Promise.all(
    pods.map(async (pod) => accepted(await api.patch(pod, { metadata: { labels: { [LABEL]: null } } }))),
  );
}
