import type { KubeObject } from '../kubernetes/kube-object';
import type { Rendered } from '../reconcile/rendered';
import { digestOf, rememberDigest } from './digest';

/**
 * What a parent became, without the bodies of its objects: all that is needed to see that everything is as it was. Thousands
 * of them are kept, so that a look at an app of which only a pod count changed renders nothing.
 */
export interface Outline {
  /** Of the parent when it was rendered. */
  readonly parent: string;
  /** Its manifests have names, and nothing else. */
  readonly rendered: Rendered;
}

const outlined = new WeakSet<KubeObject>();

/** Whether an object is of an outline: it has a name only. */
export function isOutline(object: KubeObject): boolean {
  return outlined.has(object);
}

/** @param parent signature of the parent. */
export function outlineOf(rendered: Rendered, parent: string): Outline {
  const objects = rendered.objects.map(({ manifest, waitsFor }) => {
    const { apiVersion, kind, metadata } = manifest;
    const { name, namespace } = metadata;
    const named = { apiVersion, kind, metadata: { name, namespace } };
    rememberDigest(named, digestOf(manifest));
    outlined.add(named);
    return { manifest: named, waitsFor };
  });
  return { parent, rendered: { ...rendered, objects } };
}
