import { retryDelay } from '../../../../operator/src/engine/kubernetes/retry-delay';
import { ApiError, type ApiRequest } from '../../../../operator/src/engine/kubernetes/transport';

const get: ApiRequest = { method: 'GET', path: '/' };
const post: ApiRequest = { method: 'POST', path: '/' };
const patch: ApiRequest = { method: 'PATCH', path: '/', contentType: 'application/json-patch+json' };
const apply: ApiRequest = { method: 'PATCH', path: '/', contentType: 'application/apply-patch+yaml' };

function delay(request: ApiRequest, code: number, retryAfter?: number, retries = 0) {
  return retryDelay(request, new ApiError(code, {}, request, retryAfter), retries, () => 0);
}

it('is what the server says', () => {
  expect([get, post, patch, apply].map((request) => delay(request, 429, 2))).toEqual([
    2000, 2000, 2000, 2000,
  ]);
});

it('is none after 503 for what may not be done twice', () => {
  expect([get, post, patch, apply].map((request) => delay(request, 503, 1))).toEqual([
    1000,
    undefined,
    undefined,
    1000,
  ]);
});

it('grows to five seconds after 429 where the server does not say', () => {
  const delays = [0, 1, 2, 5, 6, 9].map((retries) => delay(post, 429, undefined, retries));
  expect(delays).toEqual([100, 200, 400, 3200, 5000, 5000]);
});

it.each([500, 502, 503, 504, 404, 409, 410])(
  'is none after %d where the server does not ask for it',
  (code) => {
    expect(delay(get, code)).toBeUndefined();
  },
);

it('is none after ten times', () => {
  expect([delay(get, 429, 1, 9), delay(get, 429, 1, 10), delay(get, 429, undefined, 10)]).toEqual([
    1000,
    undefined,
    undefined,
  ]);
});
