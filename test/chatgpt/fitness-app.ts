import { checkChatGPTApp } from '../../lib/chatgpt/check-chatgptapp';
import { type FieldPath, valueAt } from '../../lib/validation/field-path';
import type { KubernetesObject } from '../dist-objects';
import type { Manifest } from '../sample-apps';
import { renderKind } from '../sample-charts';
import { setAt } from '../set-at';

/** Changes of a spec, by dotted path: `{ 'mcpServer.port': 3000, host: undefined }`. */
export type Changes = Readonly<Record<string, unknown>>;

const FITNESS: Manifest = {
  apiVersion: 'apps.makeaihq.com/v1alpha1',
  kind: 'ChatGPTApp',
  metadata: { name: 'fitness' },
  spec: {
    displayName: 'Fitness',
    description: 'Classes and bookings.',
    host: 'fitness.example.com',
    mcpServer: { image: 'ghcr.io/acme/fitness:1.4.2' },
  },
};

/** A small public app with some fields of its spec changed; undefined removes one. */
export function fitness(changes: Changes = {}): Manifest {
  return Object.entries(changes).reduce(
    (app, [path, value]) => setAt(app, ['spec', ...steps(path)], value),
    FITNESS,
  );
}

/** The object of that kind that the changed app becomes. */
export function rendered(kind: string, changes: Changes = {}): KubernetesObject | undefined {
  return renderKind(fitness(changes), kind);
}

/** What stands at a dotted path in an object. */
export function at(object: unknown, path: string): unknown {
  return valueAt(object, steps(path));
}

/** The spec of the pods of the changed app, or what stands at a path in it. */
export function pod(changes: Changes = {}, path = ''): unknown {
  return at(rendered('Deployment', changes), `spec.template.spec${path && `.${path}`}`);
}

/** The server's container, or what stands at a path in it. */
export function server(changes: Changes = {}, path = ''): unknown {
  return pod(changes, `containers.0${path && `.${path}`}`);
}

/** The server's environment by name: the value, or where it comes from. */
export function environment(changes: Changes = {}): Record<string, unknown> {
  const env = server(changes, 'env') as { name: string; value?: string; valueFrom?: unknown }[];
  return Object.fromEntries(env.map(({ name, value, valueFrom }) => [name, valueFrom ?? value]));
}

/** A file of the app's ConfigMap, parsed; undefined where there is none. */
export function configFile(name: string, changes: Changes = {}): Record<string, unknown> | undefined {
  const config = rendered('ConfigMap', changes);
  const text = valueAt(config, ['data', name]);
  return typeof text === 'string' ? (JSON.parse(text) as Record<string, unknown>) : undefined;
}

/** The fields of the errors and of the warnings of the changed app. */
export function verdict(changes: Changes = {}) {
  return checkChatGPTApp(fitness(changes));
}

function steps(path: string): FieldPath {
  return path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}
