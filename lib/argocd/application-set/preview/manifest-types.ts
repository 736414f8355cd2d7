import type { JsonObject, JsonValue } from '../../../manifest/json-value';

/** A selector of labels as manifests hold it. */
export interface SelectorSpec {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

/** A generator as manifests hold it. */
export interface GeneratorSpec {
  readonly list?: { readonly elements?: readonly JsonObject[]; readonly elementsYaml?: string };
  readonly clusters?: {
    readonly selector?: SelectorSpec;
    readonly values?: Readonly<Record<string, string>>;
    readonly flatList?: boolean;
  };
  readonly git?: GitGeneratorSpec;
  readonly matrix?: { readonly generators?: readonly GeneratorSpec[] };
  readonly merge?: { readonly generators?: readonly GeneratorSpec[]; readonly mergeKeys?: readonly string[] };
  readonly pullRequest?: PullRequestGeneratorSpec;
  readonly selector?: SelectorSpec;
}

export interface GitGeneratorSpec {
  readonly repoURL: string;
  readonly revision?: string;
  readonly files?: readonly PathSpec[];
  readonly directories?: readonly PathSpec[];
  readonly values?: Readonly<Record<string, string>>;
  readonly pathParamPrefix?: string;
}

export interface PathSpec {
  readonly path: string;
  readonly exclude?: boolean;
}

export interface PullRequestGeneratorSpec {
  readonly github?: { readonly labels?: readonly string[] };
  readonly gitlab?: { readonly labels?: readonly string[] };
  readonly gitea?: { readonly labels?: readonly string[] };
  readonly filters?: readonly {
    readonly branchMatch?: string;
    readonly targetBranchMatch?: string;
    readonly titleMatch?: string;
  }[];
  readonly values?: Readonly<Record<string, string>>;
}

/** A step of a rolling sync as manifests hold it. */
export interface StepSpec {
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
  readonly maxUpdate?: number | string;
}

/** An ApplicationSet as manifests hold it, as far as a preview reads it. */
export interface ApplicationSetManifest {
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
  readonly spec: {
    readonly goTemplate?: boolean;
    readonly goTemplateOptions?: readonly string[];
    readonly generators?: readonly GeneratorSpec[];
    readonly template: { readonly metadata?: TemplateMetadata; readonly spec?: JsonObject };
    readonly templatePatch?: string;
    readonly syncPolicy?: {
      readonly preserveResourcesOnDeletion?: boolean;
      readonly applicationsSync?: string;
    };
    readonly strategy?: {
      readonly type?: string;
      readonly rollingSync?: { readonly steps?: readonly StepSpec[] };
    };
  };
}

export interface TemplateMetadata {
  readonly name?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
}

/** The fields of one generator, whichever it is. */
export type GeneratorJson = Readonly<Record<string, JsonValue>>;
