import type { FieldPath } from '../../validation/field-path';
import type { Finding } from '../../validation/finding';
import { errorAt } from '../../validation/refuse';

const LABEL_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/** Names of labels that are none. */
export function labelFindings(path: FieldPath, labels: Readonly<Record<string, string>>): Finding[] {
  return Object.keys(labels)
    .filter((label) => !LABEL_NAME.test(label) || label.startsWith('__'))
    .map((label) => {
      const rule = 'is no name of a label';
      return errorAt([...path, label], labels[label], rule, 'use letters, digits and underscores');
    });
}
