import type { FieldPath } from '../../validation/field-path';
import type { Finding } from '../../validation/finding';
import { errorAt } from '../../validation/refuse';

/** What is wrong with a text that has to be there. */
export function emptyText(path: FieldPath, text: string | undefined, fix: string): Finding[] {
  return text === undefined || text.trim() === '' ? [errorAt(path, text, 'is empty', fix)] : [];
}
