/** A value in an action. */
export type Operand =
  /** A path from the dot (`root` is `.`), a variable (`$`, `$x`) or a pipeline in parentheses. */
  | { readonly type: 'path'; readonly root: string | Pipeline; readonly fields: readonly string[] }
  | { readonly type: 'function'; readonly name: string }
  | { readonly type: 'literal'; readonly text: string };

/** A function with its arguments, or one value. */
export type Command = readonly Operand[];

/** Commands of which each hands its result to the next. */
export interface Pipeline {
  /** The variables that are set, with their `$`. */
  readonly variables: readonly string[];
  readonly isDeclaration: boolean;
  readonly commands: readonly Command[];
}

/** A part of a template. */
export type TemplateNode =
  | { readonly type: 'text'; readonly text: string }
  /** Prints a value, unless it sets a variable. */
  | { readonly type: 'action'; readonly text: string; readonly pipeline: Pipeline }
  | { readonly type: 'block'; readonly block: Block };

/** `if`, `with` or `range`. */
export interface Block {
  readonly keyword: string;
  readonly pipeline: Pipeline;
  readonly body: readonly TemplateNode[];
  readonly otherwise: readonly TemplateNode[];
}
