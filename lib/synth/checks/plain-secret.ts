import { declaresRepository } from '../../argocd/repository-secret';
import { isObject } from '../../validation/structural-schema';
import { errorIn, type ObjectFinding } from './check-finding';
import type { CheckedObject } from './synthesized-object';

/** Secrets with their values in them: what is written is committed. The values are not printed either. */
export function plainSecrets(objects: readonly CheckedObject[]): ObjectFinding[] {
  return objects
    .filter(({ group, kind }) => group === '' && kind === 'Secret')
    .filter((secret) => !isDeclaration(secret))
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

/** Argo CD takes repositories from Secrets only, public ones too. */
function isDeclaration({ manifest, metadata }: CheckedObject): boolean {
  const labels = isObject(metadata.labels) ? metadata.labels : {};
  if (hasContent(manifest.data) || !isObject(manifest.stringData)) return false;
  return declaresRepository(labels, manifest.stringData);
}

function hasContent(values: unknown): boolean {
  return isObject(values) ? Object.keys(values).length > 0 : values !== undefined && values !== null;
}
