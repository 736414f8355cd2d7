import type { ChatGptAppSpec } from '../../imports/apps.makeaihq.com';

type IsAny<T> = 0 extends 1 & T ? true : false;

/**
 * A generated type as it stands in YAML: enums as their strings, int-or-string classes as the value they wrap,
 * untyped objects as plain objects.
 */
export type Plain<T> =
  IsAny<T> extends true
    ? { readonly [key: string]: unknown }
    : T extends { readonly value: string | number }
      ? string | number
      : T extends string
        ? `${T}`
        : T extends (infer Item)[]
          ? readonly Plain<Item>[]
          : T extends object
            ? { readonly [Key in keyof T]: Plain<T[Key]> }
            : T;

/** The spec of a ChatGPTApp as YAML holds it. */
export type AppSpec = Plain<ChatGptAppSpec>;

/** One part of the spec that may be left out. */
export type Part<Key extends keyof AppSpec> = NonNullable<AppSpec[Key]>;
export type McpServer = AppSpec['mcpServer'];
export type Tool = NonNullable<McpServer['tools']>[number];
export type Widget = Part<'widgets'>[number];
