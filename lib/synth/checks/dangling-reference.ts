import type { ObjectFinding } from './check-finding';
import { danglingNames } from './dangling-names';
import { danglingSelectors } from './dangling-selectors';
import { Inventory } from './inventory';
import type { CheckedObject } from './synthesized-object';

/**
 * References that point at nothing although what they point at should be among the objects. Which these are:
 * docs/adr/0022-which-dangling-references-are-errors.md
 */
export function danglingReferences(objects: readonly CheckedObject[]): ObjectFinding[] {
  const inventory = new Inventory(objects);
  return objects.flatMap((object) => [
    ...danglingNames(object, inventory),
    ...danglingSelectors(object, inventory),
  ]);
}
