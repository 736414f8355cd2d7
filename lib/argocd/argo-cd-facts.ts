import facts from '../../imports/argo-cd.facts.json';

/** What a field holds: 0 a plain value, '*' anything, a number the shape with that index, [x] a list of x. */
export type FieldType = number | '*' | readonly FieldType[];

/** The fields of an object; `?` after the names of those that may be absent. */
export type FieldShape = Readonly<Record<string, FieldType>>;

/** What Argo CD knows, in the version that the tests run. */
export const ARGO_CD: {
  readonly version: string;
  /** Kinds with a health check of its own, as `group/kind`; both may have a `*`. */
  readonly healthChecks: readonly string[];
  /** Functions of its notification templates beside those of Go. */
  readonly templateFunctions: readonly string[];
  /** Functions of expressions in triggers. */
  readonly expressionFunctions: readonly string[];
  /** The fields of an Application; the last shape is the Application. */
  readonly application: readonly FieldShape[];
} = facts as never;
