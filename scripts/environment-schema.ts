export function environmentSchema(schema: unknown): unknown {
  return schema;
}
