import type { KubernetesObject } from '../../dist-objects';

type Json = Record<string, unknown>;
type Named = Json & { readonly name: string };

/** Every leaf of what some objects say, by its path; lists of named things by name, variables by theirs. */
export type Leaves = ReadonlyMap<string, string>;

/** The objects of one server in a form in which two ways of writing them can be compared. */
export function leavesOf(objects: readonly KubernetesObject[]): Leaves {
  const one = (kind: string) => objects.find((object) => object.kind === kind) as Json | undefined;
  const leaves = new Map<string, string>();
  const deployment = one('Deployment')?.spec as { template: { spec: Json } } & Json;
  const { containers, ...pod } = deployment.template.spec as Json & { containers: Named[] };
  const { env, envFrom, ...container } = containers[0] as Named & { env: Named[]; envFrom?: Json[] };
  collect(leaves, 'Deployment', { ...deployment, selector: undefined, template: undefined });
  collect(leaves, 'pod', pod);
  collect(leaves, 'container', container);
  collect(leaves, 'env', { ...variables(env), ...configMapData(objects, envFrom ?? []) });
  for (const kind of ['Service', 'Ingress', 'HorizontalPodAutoscaler']) {
    collect(leaves, kind, (one(kind)?.spec ?? {}) as Json);
  }
  return leaves;
}

function variables(env: readonly Named[]): Json {
  return Object.fromEntries(env.map(({ name, value, valueFrom }) => [name, value ?? valueFrom]));
}

function configMapData(objects: readonly KubernetesObject[], envFrom: readonly Json[]): Json {
  return Object.assign(
    {},
    ...envFrom.map(({ configMapRef }) => {
      const { name } = configMapRef as { name: string };
      return objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === name)?.data;
    }),
  ) as Json;
}

function collect(leaves: Map<string, string>, path: string, value: unknown): void {
  if (value === undefined) return;
  if (typeof value !== 'object' || value === null) {
    leaves.set(path, JSON.stringify(value));
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    const name = Array.isArray(value) ? (nameOf(item) ?? key) : key;
    collect(leaves, `${path}.${name}`, item);
  }
}

function nameOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const { mountPath, name, topologyKey, path } = item as Json;
  return [mountPath, name, topologyKey, path].find((key): key is string => typeof key === 'string');
}
