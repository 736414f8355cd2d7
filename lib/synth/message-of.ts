import { isNativeError } from 'node:util/types';

/** What was thrown, in words. */
export function messageOf(thrown: unknown): string {
  return isNativeError(thrown) ? thrown.message : String(thrown);
}
