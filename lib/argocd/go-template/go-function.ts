import { type GoValue, goType } from './go-value';

/** What a parameter takes: `any` all, `map` a `map[string]any`. */
export type ParameterType = 'any' | 'string' | 'int' | 'bool' | 'map';

/** A function that templates may call. */
export interface GoFunction {
  readonly parameters: readonly ParameterType[];
  /** The type of more arguments behind the parameters, where it takes them. */
  readonly more?: ParameterType;
  /** @throws Error where Go's function would give an error, or panic. */
  readonly call: (...args: never[]) => GoValue;
}

/** Functions by their names. */
export type GoFunctions = Readonly<Record<string, GoFunction>>;

/** An argument, and what it is where an `int` is wanted and it was written with a point: `1.0`. */
export interface Argument {
  readonly value: GoValue;
  readonly asInt?: bigint;
}

/**
 * Calls a function as a template does.
 *
 * @throws Error where the arguments do not fit, or the function fails.
 */
export function callFunction(name: string, declared: GoFunction, given: readonly Argument[]): GoValue {
  const { parameters, more } = declared;
  const wanted = `${parameters.length}${more === undefined ? '' : ' or more'}`;
  const fits = more === undefined ? given.length === parameters.length : given.length >= parameters.length;
  if (!fits) throw new Error(`${name} takes ${wanted} arguments, and has ${given.length}`);
  const args = given.map((argument, index) => converted(name, parameters[index] ?? more ?? 'any', argument));
  return declared.call(...(args as never[]));
}

function converted(name: string, type: ParameterType, { value, asInt }: Argument): GoValue {
  const type_ = goType(value);
  if (type === 'any') return value;
  if (type === 'int' && asInt !== undefined) return asInt;
  if (type === 'map' && type_ === 'map[string]interface {}') return value;
  if (type === type_) return value;
  const wanted = type === 'map' ? 'map[string]interface {}' : type;
  throw new Error(`${name} wants a ${wanted}, and gets a ${type_}`);
}
