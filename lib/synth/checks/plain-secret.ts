import { isObject } from '../../validation/structural-schema';
import { errorIn, type ObjectFinding } from './check-finding';
import type { CheckedObject } from './synthesized-object';

/** Secrets with their values in them: what is written is committed. The values are not printed either. */
export function plainSecrets(objects: readonly CheckedObject[]): ObjectFinding[] {
  return objects
    .filter(({ group, kind }) => group === '' && kind === 'Secret')
    .flatMap((secret) =>
      ['data', 'stringData']
        .filter((field) => hasContent(secret.manifest[field]))
        .map((field) =>
          errorIn(secret, {
            path: [field],
            rule: 'holds values that everyone who sees the output can read',
            fix: 'leave the Secret out, and have it made in the cluster: by an ExternalSecret, a SealedSecret, or by hand',
          }),
        ),
    );
}

function hasContent(values: unknown): boolean {
  return isObject(values) ? Object.keys(values).length > 0 : values !== undefined && values !== null;
}
