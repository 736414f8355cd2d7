import { ApiObject, Chart, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { type Finding, formatFinding } from '../validation/finding';
import { objectName } from '../validation/object-name';
import type { MonitorProps } from './monitors/monitor-props';

/** What a construct of the Prometheus Operator is made of. Both functions are called when all else is there. */
export interface ObjectParts {
  readonly kind: string;
  /** @default 'v1' */
  readonly version?: string;
  readonly props: Pick<MonitorProps, 'name' | 'namespace' | 'labels'>;
  readonly spec: () => unknown;
  readonly findings: () => readonly Finding[];
}

/** Emits the one object of a construct, which is checked when it is synthesized. */
export function emitObject(scope: Construct, id: string, parts: ObjectParts): ApiObject {
  const { kind, version = 'v1', props, spec, findings } = parts;
  const object = new ApiObject(scope, 'Resource', {
    apiVersion: `monitoring.coreos.com/${version}`,
    kind,
    metadata: {
      name: objectName(scope.node.path, props.name ?? id),
      namespace: props.namespace ?? Chart.of(scope).namespace,
      labels: props.labels,
    },
    spec: Lazy.any({ produce: spec }),
  });
  scope.node.defaultChild = object;
  scope.node.addValidation({
    validate: () => findings().map((finding) => formatFinding(scope.node.path, finding)),
  });
  return object;
}
