export function editorSchema(schema: unknown): unknown {
  return schema;
}
