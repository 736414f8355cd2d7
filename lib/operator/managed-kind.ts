import type { IConstruct } from 'constructs';
import crd from '../../imports/chatgptapp.crd.json';
import { refuse } from '../validation/refuse';
import { isObject, type JsonObject } from '../validation/structural-schema';
import { chatGPTAppSamples } from './chatgptapp-samples';
import { emittedKinds } from './emitted-kinds';
import type { ManagedResource } from './managed-resource';

/** Properties of a ManagedKind. */
export interface ManagedKindProps {
  /** The whole CustomResourceDefinition, as it stands in its YAML file. */
  readonly crd: { [key: string]: unknown };
  /**
   * Constructs that hold every kind of object that the operator may render for an object of this kind. They are looked
   * at, not rendered: put them into a chart of a throw-away App.
   */
  readonly emits: IConstruct[];
  /**
   * Names in URLs of emitted kinds, by `group/kind`, such as `{ 'example.com/Database': 'databases' }`.
   * @default - those of Kubernetes and of its usual neighbours are known
   */
  readonly plurals?: { [kind: string]: string };
}

/**
 * A kind that an operator looks after: its CustomResourceDefinition, and the kinds of objects that its construct
 * renders. From both follow the rights of the operator and what it watches.
 *
 * @example
 * const chart = new Chart(new App(), 'samples');
 * const crd = {
 *   apiVersion: 'apiextensions.k8s.io/v1',
 *   kind: 'CustomResourceDefinition',
 *   metadata: { name: 'greetings.example.com' },
 *   spec: {
 *     group: 'example.com',
 *     scope: 'Namespaced',
 *     names: { kind: 'Greeting', plural: 'greetings' },
 *     versions: [{ name: 'v1', served: true, storage: true, subresources: { status: {} } }],
 *   },
 * };
 * const sample = new ApiObject(chart, 'text', { apiVersion: 'v1', kind: 'ConfigMap' });
 * ManagedKind.of({ crd, emits: [sample] });
 */
export class ManagedKind {
  /** ChatGPTApps, as `ChatGPTAppConstruct` renders them. */
  public static chatGPTApp(): ManagedKind {
    return new ManagedKind(crd as unknown as JsonObject, chatGPTAppSamples(), {});
  }

  /**
   * Any kind with a construct of its own.
   *
   * @throws where the definition is none, or the plural name of an emitted kind is not known.
   */
  public static of(props: ManagedKindProps): ManagedKind {
    return new ManagedKind(props.crd, props.emits, props.plurals ?? {});
  }

  /** The kind itself, in the version that is stored. */
  public readonly resource: ManagedResource;
  /** @internal */
  public readonly _crd: JsonObject;
  private readonly parts: readonly string[];
  private readonly emitted: readonly ManagedResource[];

  private constructor(crd: JsonObject, emits: readonly IConstruct[], plurals: Record<string, string>) {
    const definition = definitionOf(crd);
    const { group, scope, names, versions } = definition.spec;
    const stored = versions.find(({ storage }) => storage);
    if (stored === undefined) {
      const fix = 'set storage: true for one of them';
      refuse(
        `ManagedKind ${names.kind}`,
        'crd.spec.versions',
        undefined,
        'has no version that is stored',
        fix,
      );
    }
    this._crd = crd;
    this.parts = Object.keys(stored.subresources ?? {});
    this.resource = {
      group,
      version: stored.name,
      kind: names.kind,
      plural: names.plural,
      namespaced: scope === 'Namespaced',
    };
    this.emitted = emittedKinds(`ManagedKind ${names.kind}`, emits, plurals);
  }

  /** Its subresources: `status`, by which the operator reports, and `scale`, by which people scale. */
  public get subresources(): string[] {
    return [...this.parts];
  }

  /** The kinds of objects that its construct renders, in alphabetical order. */
  public get emits(): ManagedResource[] {
    return [...this.emitted];
  }
}

interface Definition {
  readonly spec: {
    readonly group: string;
    readonly scope: string;
    readonly names: { readonly kind: string; readonly plural: string };
    readonly versions: readonly {
      readonly name: string;
      readonly storage?: boolean;
      readonly subresources?: Readonly<Record<string, unknown>>;
    }[];
  };
}

function definitionOf(crd: JsonObject): Definition {
  const { apiVersion, kind, spec } = crd;
  const fix = 'give the parsed YAML of a CustomResourceDefinition';
  if (apiVersion !== 'apiextensions.k8s.io/v1' || kind !== 'CustomResourceDefinition') {
    const rule = 'is no CustomResourceDefinition of apiextensions.k8s.io/v1';
    refuse('ManagedKind', 'crd', `${apiVersion} ${kind}`, rule, fix);
  }
  if (!isObject(spec) || !isObject(spec.names) || !Array.isArray(spec.versions)) {
    refuse('ManagedKind', 'crd.spec', spec, 'has no names or no versions', fix);
  }
  return crd as unknown as Definition;
}
