import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';

export const WAVE = 'argocd.argoproj.io/sync-wave';

/** A ConfigMap, with a wave of its own where one is given. */
export function configMap(scope: Construct, id: string, wave?: string): ApiObject {
  const annotations = wave === undefined ? undefined : { [WAVE]: wave };
  return new ApiObject(scope, id, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: id, annotations },
  });
}

export interface Rendered {
  readonly metadata: { readonly name: string; readonly annotations?: Record<string, string> };
}

/** The annotation of each object; undefined where there is none. */
export function annotated(objects: readonly unknown[]): Record<string, string | undefined> {
  const entries = (objects as Rendered[]).map(({ metadata }) => [
    metadata.name,
    metadata.annotations?.[WAVE],
  ]);
  return Object.fromEntries(entries);
}
