import type { ApiError, ApiRequest } from './transport';

const MOST_RETRIES = 10;
const FIRST_DELAY = 100;
const LONGEST_DELAY = 5_000;

/**
 * Milliseconds after which a refused request is sent again, or undefined where it is not: the server did not act on
 * what it answered with 429; with 503 it may have, so only what can be done twice is.
 *
 * @param retries how often it was sent again already.
 */
export function retryDelay(
  request: ApiRequest,
  { code, retryAfter }: ApiError,
  retries: number,
  random: () => number,
): number | undefined {
  if (retries >= MOST_RETRIES) return undefined;
  if (code === 429 && retryAfter === undefined) {
    return Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** retries) * (1 - random() / 2);
  }
  const asked = code === 429 || (code === 503 && isIdempotent(request));
  return asked && retryAfter !== undefined ? retryAfter * 1000 : undefined;
}

function isIdempotent({ method, contentType }: ApiRequest): boolean {
  if (method === 'PATCH') return contentType === 'application/apply-patch+yaml';
  return method !== 'POST';
}
