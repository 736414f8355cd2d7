/** Where a value stands in a manifest, e.g. `['spec', 'mcpServer', 'tools', 2, 'widget']`. */
export type FieldPath = readonly (string | number)[];

const PLAIN_KEY = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/**
 * The path as people and the API server write it: `spec.mcpServer.tools[2].widget`;
 * keys that would not read as a name stand in brackets, `spec.pod.labels[example.com/team]`.
 */
export function formatFieldPath(path: FieldPath): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number' || !PLAIN_KEY.test(step)) text += `[${step}]`;
    else text += text === '' ? step : `.${step}`;
  }
  return text;
}

/** The value at `path`, or undefined where the path leaves the document. */
export function valueAt(root: unknown, path: FieldPath): unknown {
  let value: unknown = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}
