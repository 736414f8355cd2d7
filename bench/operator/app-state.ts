import { mappingAt, mappingsOf } from '../../operator/src/engine/kubernetes/json';
import type { KubeObject } from '../../operator/src/engine/kubernetes/kube-object';
import { apiVersionOf, objectPath, type Resource } from '../../operator/src/engine/kubernetes/resource';
import { KINDS, NAMESPACE, PART_OF, serverName } from './apps';
import type { Workplace } from './workplace';

/** Whether an app is Ready with this image, its Deployment runs it, and its Service is there. */
export function isWell(place: Workplace, name: string, image: string): boolean {
  const app = place.apps.get(name);
  const deployment = place.deployments.get(serverName(name));
  const service = place.services.get(serverName(name));
  if (!app || !deployment || !service) return false;
  return isReady(app, image) && isRolledOut(deployment, image) && isLabelled(deployment);
}

export function isReady(app: KubeObject, image: string): boolean {
  const status = mappingAt(app, 'status');
  const ready = mappingsOf(status.conditions).find(({ type }) => type === 'Ready');
  return (
    mappingAt(app, 'spec', 'mcpServer').image === image &&
    status.observedGeneration === app.metadata.generation &&
    ready?.status === 'True'
  );
}

export function isRolledOut(deployment: KubeObject, image: string): boolean {
  const [container] = mappingsOf(mappingAt(deployment, 'spec', 'template', 'spec').containers);
  const { observedGeneration } = mappingAt(deployment, 'status');
  return container?.image === image && observedGeneration === deployment.metadata.generation;
}

export function isLabelled({ metadata }: KubeObject): boolean {
  return metadata.labels?.[PART_OF.key] === PART_OF.value;
}

/** A change of a Deployment by another manager. */
export function strategicPatch({ api }: Pick<Workplace, 'api'>, name: string, patch: object) {
  const path = `${objectPath(KINDS.deployment, name, NAMESPACE)}?fieldManager=foreign`;
  return api.request('PATCH', path, patch, { contentType: 'application/strategic-merge-patch+json' });
}

export function refOf(resource: Resource, name: string) {
  return {
    apiVersion: apiVersionOf(resource),
    kind: resource.kind,
    metadata: { name, namespace: NAMESPACE },
  };
}
