import { objectPath } from '../engine/kubernetes/resource';
import { ApiError, type Transport } from '../engine/kubernetes/transport';
import type { Reference } from '../engine/reference';

/** Metadata is all that is read: no content of a Secret comes into this process. */
const METADATA_ONLY = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';

/** Milliseconds for all questions: whoever writes the object waits for them. */
const PATIENCE = 1_500;

/** More objects are not asked for: one request must not become hundreds. */
const MOST_QUESTIONS = 32;

/**
 * Finds references that lead nowhere, by asking for exactly the objects that they name.
 *
 * @param namespace where the objects are.
 * @returns those that the server surely does not have. What it does not tell, because we may not ask or it takes too
 * long, is not missing.
 */
export async function missingReferences(
  transport: Transport,
  namespace: string | undefined,
  references: readonly Reference[],
): Promise<Reference[]> {
  const asked = new Map<string, Reference>();
  for (const reference of references) {
    const path = objectPath(reference.resource, reference.name, namespace);
    if (!asked.has(path) && asked.size < MOST_QUESTIONS) asked.set(path, reference);
  }
  const answers = await Promise.all(
    [...asked].map(async ([path, reference]) => ((await isMissing(transport, path)) ? [reference] : [])),
  );
  return answers.flat();
}

async function isMissing(transport: Transport, path: string): Promise<boolean> {
  try {
    await transport.send({ method: 'GET', path, accept: METADATA_ONLY, timeout: PATIENCE });
    return false;
  } catch (error) {
    return error instanceof ApiError && error.code === 404;
  }
}
