import { isJsonObject, type JsonObject, type JsonValue } from '../../../manifest/json-value';

/** A spec as the controller writes it: without parts that say nothing. */
export function normalizedSpec(spec: JsonObject): JsonObject {
  const { syncPolicy, source, sources, ...rest } = spec;
  return {
    ...rest,
    ...(saysSomething(syncPolicy) && { syncPolicy }),
    ...(isJsonObject(source) && { source: normalizedSource(source) }),
    ...(Array.isArray(sources) && {
      sources: sources.map((each) => (isJsonObject(each) ? normalizedSource(each) : each)),
    }),
  } as JsonObject;
}

function normalizedSource(source: JsonObject): JsonObject {
  const { kustomize, helm, directory, ...rest } = source;
  return {
    ...rest,
    ...(saysSomething(kustomize) && { kustomize }),
    ...(saysSomething(helm) && { helm }),
    ...(saysSomething(directory) && { directory }),
  } as JsonObject;
}

/** Whether any field at any depth is set. */
function saysSomething(value: JsonValue | undefined): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isJsonObject(value)) return Object.values(value).some(saysSomething);
  return Boolean(value);
}
