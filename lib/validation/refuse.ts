import type { FieldPath } from './field-path';
import type { Finding } from './finding';
import { InvalidManifestError } from './invalid-manifest-error';

/** Refuses one argument. */
export function refuse(
  where: string,
  path: string | FieldPath,
  value: unknown,
  rule: string,
  fix: string,
): never {
  const field = typeof path === 'string' ? path.split('.') : path;
  throw new InvalidManifestError(where, [errorAt(field, value, rule, fix)]);
}

/** Refuses an empty text. */
export function refuseEmpty(where: string, path: string, value: string, example: string): void {
  if (value.trim() === '') refuse(where, path, value, 'is empty', `write, for example, ${example}`);
}

/** An error about a field. */
export function errorAt(path: FieldPath, value: unknown, rule: string, fix: string): Finding {
  return { severity: 'error', path, value, rule, fix };
}
