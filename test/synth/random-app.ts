import { ApiObject, type App, Chart, type ChartProps, Lazy } from 'cdk8s';
import { Construct, DependencyGroup, type IConstruct } from 'constructs';
import fc from 'fast-check';

/** What `buildApp` makes constructs of. Plain data, so that two apps can be built from one. */
export interface RandomApp {
  readonly nodes: readonly RandomNode[];
  readonly dependencies: readonly RandomDependency[];
  /** The node that waits for itself. */
  readonly selfDependency?: number;
  readonly invalid: readonly { readonly node: number; readonly messages: readonly string[] }[];
}

interface RandomNode {
  readonly type: 'chart' | 'construct' | 'object';
  /** Modulo the number of constructs so far; the app is 0. */
  readonly parent: number;
  readonly id: string;
  readonly kind: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly value: unknown;
  readonly isLazy: boolean;
  readonly override?: Override;
}

interface RandomDependency {
  readonly source: number;
  readonly target: number;
  /** With a second one the two are waited for as a group. */
  readonly other?: number;
}

const OVERRIDES = [
  'adds to the result',
  'gives an object',
  'gives holes',
  'gives nothing',
  'removes a child',
  'adds a child',
  'adds an invalid child',
  'adds a dependency',
  'renders twice',
  'throws',
] as const;
type Override = (typeof OVERRIDES)[number];

// numbers sort before other keys, names clash, `Resource` and `Default` are left out of names
const id = fc.constantFrom(
  'a',
  'b',
  '1',
  '2',
  '3',
  '02',
  '10',
  'Resource',
  'Default',
  'Zed',
  'a/b',
  'x'.repeat(60),
  'ö',
);
const some = <T>(arbitrary: fc.Arbitrary<T>, freq = 3) => fc.option(arbitrary, { nil: undefined, freq });

const node: fc.Arbitrary<RandomNode> = fc.record({
  type: fc.constantFrom('chart', 'chart', 'construct', 'object', 'object', 'object'),
  parent: fc.nat(20),
  id,
  kind: fc.constantFrom('Service', 'ConfigMap', 'CronJob'),
  name: some(fc.constantFrom('same', 'other', 'system:node'), 1),
  namespace: some(fc.constantFrom('one', 'two'), 1),
  value: fc.oneof(
    fc.string({ maxLength: 6 }),
    fc.integer(),
    fc.constantFrom(null, true, [], {}, ['y', '1e3']),
  ),
  isLazy: fc.boolean(),
  override: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, fc.constantFrom(...OVERRIDES)),
});

export const randomApp: fc.Arbitrary<RandomApp> = fc.record({
  nodes: fc.array(node, { minLength: 1, maxLength: 11, size: 'max' }),
  dependencies: fc.array(fc.record({ source: fc.nat(20), target: fc.nat(20), other: some(fc.nat(20), 1) }), {
    maxLength: 4,
    size: 'max',
  }),
  selfDependency: fc.oneof({ weight: 15, arbitrary: fc.constant(undefined) }, fc.nat(20)),
  invalid: fc.oneof(
    { weight: 9, arbitrary: fc.constant([]) },
    fc.array(
      fc.record({ node: fc.nat(20), messages: fc.array(fc.constantFrom('bad', 'worse'), { maxLength: 2 }) }),
      {
        maxLength: 2,
      },
    ),
  ),
});

/** Adds the constructs to an app. */
export function buildApp(app: App, { nodes, dependencies, selfDependency, invalid }: RandomApp): void {
  const constructs: IConstruct[] = [app];
  for (const random of nodes) {
    const parent = constructs[random.parent % constructs.length] ?? app;
    constructs.push(build(freeScope(random, parent), random));
  }
  const inCharts = constructs.filter((one) => one.node.scopes.some((above) => above instanceof Chart));
  // few dependencies of what is in no chart, since cdk8s refuses them
  const at = (index: number): IConstruct =>
    (index === 0 ? constructs : inCharts)[index % inCharts.length] ??
    constructs[index % constructs.length] ??
    app;
  for (const { source, target, other } of dependencies) {
    // a node that waits for itself is a case of its own
    const targets = [at(target), ...(other === undefined ? [] : [at(other)])].filter(
      (one) => one !== at(source),
    );
    if (targets.length === 2) at(source).node.addDependency(new DependencyGroup(...targets));
    else at(source).node.addDependency(...targets);
  }
  if (selfDependency !== undefined) at(selfDependency).node.addDependency(at(selfDependency));
  for (const { node: index, messages } of invalid) {
    at(index).node.addValidation({ validate: () => [...messages] });
  }
}

/** An object needs a chart above it, and an id may be taken. */
function freeScope({ type, id: wanted }: RandomNode, parent: IConstruct): IConstruct {
  let scope = parent;
  const hasChart = scope.node.scopes.some((above) => above instanceof Chart);
  if (type === 'object' && !hasChart) {
    scope = scope.node.tryFindChild('implied') ?? new Chart(scope as Construct, 'implied');
  }
  while (scope.node.tryFindChild(wanted)) scope = scope.node.findChild(wanted);
  return scope;
}

function build(scope: IConstruct, random: RandomNode): IConstruct {
  const parent = scope as Construct;
  if (random.type === 'construct') return new Construct(parent, random.id);
  if (random.type === 'object') return object(parent, random.id, random);
  const props = { namespace: random.namespace, disableResourceNameHashes: random.isLazy };
  return random.override
    ? new OverridingChart(parent, random.id, props, random.override)
    : new Chart(parent, random.id, props);
}

function object(
  scope: Construct,
  objectId: string,
  { kind, name, namespace, value, isLazy }: RandomNode,
): ApiObject {
  return new ApiObject(scope, objectId, {
    apiVersion: 'v1',
    kind,
    // a name that is undefined would be none at all
    metadata: { ...(name && { name }), ...(namespace && { namespace }) },
    spec: { id: scope.node.path, value: isLazy ? Lazy.any({ produce: () => value }) : value },
  });
}

class OverridingChart extends Chart {
  constructor(
    scope: Construct,
    chartId: string,
    props: ChartProps,
    private readonly override: Override,
  ) {
    super(scope, chartId, props);
  }

  // cdk8s calls Object.values() on it, so that what it is may vary
  public toJson() {
    const extra = { apiVersion: 'v1', kind: 'Extra', metadata: { name: this.node.id } };
    switch (this.override) {
      case 'adds to the result':
        return [...super.toJson(), extra];
      case 'gives an object':
        return { later: extra, ...super.toJson() } as unknown as unknown[];
      case 'gives holes':
        return [undefined, ...super.toJson(), undefined];
      case 'gives nothing':
        return [];
      case 'removes a child':
        this.node.tryRemoveChild(this.node.children[0]?.node.id ?? '');
        return super.toJson();
      case 'adds a child':
      case 'adds an invalid child':
        if (!this.node.tryFindChild('added')) {
          const added = new ApiObject(this, 'added', { apiVersion: 'v1', kind: 'Added' });
          if (this.override !== 'adds a child') added.node.addValidation({ validate: () => ['added'] });
        }
        return super.toJson();
      case 'adds a dependency': {
        const [first, last] = [this.apiObjects.at(0), this.apiObjects.at(-1)];
        if (first && last && first !== last) first.addDependency(last);
        return super.toJson();
      }
      case 'renders twice':
        super.toJson();
        return super.toJson();
      case 'throws':
        throw new TypeError('not today');
    }
  }
}
