// json2jsii replaces values with other characters in them by a placeholder
const PLAIN = /^[-A-Za-z0-9_./+]*$/;

/**
 * The CRD as `cdk8s import` should see it. json2jsii makes a closed struct of every object with declared fields,
 * which would drop the fields that `x-kubernetes-preserve-unknown-fields` keeps: such objects become untyped. An enum that it cannot spell (the semicolon of a MIME type) becomes a string.
 * Version and kind stay as they are.
 */
export function withOpaqueObjects<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map(withOpaqueObjects) as T;
  if (typeof schema !== 'object' || schema === null) return schema;
  const node = schema as Record<string, unknown>;
  const { properties, required, ...open } = node;
  let kept = node['x-kubernetes-preserve-unknown-fields'] === true ? open : node;
  if (Array.isArray(node.enum) && !node.enum.every((value) => PLAIN.test(String(value)))) {
    const { enum: _, ...free } = kept;
    kept = free;
  }
  return Object.fromEntries(Object.entries(kept).map(([key, value]) => [key, withOpaqueObjects(value)])) as T;
}
