import type { ApiObject } from 'cdk8s';
import { Chart } from 'cdk8s';
import { type FieldPath, valueAt } from '../../validation/field-path';
import { isObject } from '../../validation/structural-schema';

/** Labels of objects or pods. */
export type KubernetesLabels = Readonly<Record<string, string>>;

/** What a monitor reads of an object whose endpoints or pods it watches. */
export interface Watched {
  readonly namespace: string | undefined;
  readonly labels: KubernetesLabels;
  /** Names of ports; an empty one where a port has none. */
  readonly ports: readonly string[];
}

/** A Service as it is emitted. */
export function watchedService(service: ApiObject): Watched {
  const manifest: unknown = service.toJson();
  return {
    namespace: namespaceOf(service),
    labels: labelsAt(manifest, ['metadata', 'labels']),
    ports: namesAt(manifest, ['spec', 'ports']),
  };
}

/** The pods of a workload as it is emitted; undefined where it has none. */
export function watchedPods(workload: ApiObject): Watched | undefined {
  const manifest: unknown = workload.toJson();
  const pod = POD_PATHS.find((path) => isObject(valueAt(manifest, [...path, 'spec', 'containers', 0])));
  if (pod === undefined) return undefined;
  const containers = ['containers', 'initContainers'].flatMap((kind) =>
    listAt(manifest, [...pod, 'spec', kind]),
  );
  const chosen = labelsAt(manifest, ['spec', 'selector', 'matchLabels']);
  return {
    namespace: namespaceOf(workload),
    labels: Object.keys(chosen).length > 0 ? chosen : labelsAt(manifest, [...pod, 'metadata', 'labels']),
    ports: containers.flatMap((container) => namesAt(container, ['ports'])),
  };
}

/** The labels by which something can be selected: those that stay when its version changes. */
export function stableLabels(labels: KubernetesLabels): KubernetesLabels {
  return Object.fromEntries(Object.entries(labels).filter(([label]) => !CHANGING.includes(label)));
}

/** Whether a selector of plain labels takes something in. */
export function selects(selector: KubernetesLabels, labels: KubernetesLabels): boolean {
  return Object.entries(selector).every(([label, value]) => labels[label] === value);
}

/** The namespace that an object is written for. */
export function namespaceOf(object: ApiObject): string | undefined {
  return object.metadata.namespace ?? Chart.of(object).namespace;
}

const CHANGING = ['app.kubernetes.io/version', 'app.kubernetes.io/managed-by', 'helm.sh/chart'];

/** Where pods are described: of a Deployment and its like, of a CronJob, of a Pod. */
const POD_PATHS: readonly FieldPath[] = [
  ['spec', 'template'],
  ['spec', 'jobTemplate', 'spec', 'template'],
  [],
];

function labelsAt(manifest: unknown, path: FieldPath): KubernetesLabels {
  const labels = valueAt(manifest, path);
  return isObject(labels) ? (labels as Record<string, string>) : {};
}

function namesAt(manifest: unknown, path: FieldPath): string[] {
  return listAt(manifest, path).map((item) => String(valueAt(item, ['name']) ?? ''));
}

function listAt(manifest: unknown, path: FieldPath): readonly unknown[] {
  const list = valueAt(manifest, path);
  return Array.isArray(list) ? list : [];
}
