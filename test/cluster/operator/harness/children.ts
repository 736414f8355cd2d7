import { apiVersionOf } from '../../../../operator/src/engine/kubernetes/resource';
import { chatGPTApps } from '../../../../operator/src/kinds/chatgptapp';
import type { ApiObject } from '../../harness/api-object';
import { type Cluster, cluster } from '../../harness/cluster';

/** All live objects in a namespace that apps become, by `kind/name`. */
export async function childrenIn(
  namespace: string,
  { api }: Cluster = cluster(),
): Promise<ReadonlyMap<string, ApiObject>> {
  const lists = await Promise.all(
    chatGPTApps.children.map((resource) =>
      api.list({
        apiVersion: apiVersionOf(resource),
        kind: resource.kind,
        namespace,
        labelSelector: chatGPTApps.parentLabel,
      }),
    ),
  );
  return new Map(lists.flat().map((object) => [`${object.kind}/${object.metadata.name}`, object]));
}
