import { errorIn, type ObjectFinding } from './check-finding';
import { isNamespaced } from './kind-scopes';
import type { CheckedObject } from './synthesized-object';

/** Objects of a namespace that name none: they would land wherever the one who applies them happens to be. */
export function missingNamespaces(objects: readonly CheckedObject[]): ObjectFinding[] {
  return objects
    .filter(({ group, kind, metadata }) => isNamespaced(group, kind) && !metadata.namespace)
    .map((object) =>
      errorIn(object, {
        path: ['metadata', 'namespace'],
        rule: `is missing, and a ${object.kind} lives in a namespace`,
        fix: 'name one, for all objects of a chart by its prop namespace',
      }),
    );
}
