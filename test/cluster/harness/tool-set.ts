/** A Go module that holds the pins of some programs, and the package that each program is built from. */
export interface ToolSet<Name extends string = string> {
  /** What the programs make, for messages: "test cluster". */
  readonly purpose: string;
  /** The folder of go.mod, relative to the repository. */
  readonly module: string;
  readonly packages: Readonly<Record<Name, string>>;
  /** What the linker writes into the programs: `variable=value`, the version above all. */
  readonly variables: readonly string[];
  /** What somebody can do who has no Go, besides installing it. */
  readonly otherWays: readonly string[];
}

/** Where each program of a set stands. */
export type Programs<Name extends string> = Readonly<Record<Name, string>>;

/** The names of a set's programs. */
export function namesOf<Name extends string>(set: ToolSet<Name>): readonly Name[] {
  return Object.keys(set.packages) as Name[];
}
