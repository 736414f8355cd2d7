import {
  ApiError,
  type ApiStatus,
  type Transport,
} from '../../../../operator/src/engine/kubernetes/transport';
import type { ApiClient } from '../../harness/api-client';

/** The engine's way to an API server, by the client of the harness: for tests that are not about transport. */
export function harnessTransport(api: ApiClient): Transport {
  return {
    async send<T>({ method, path, body, contentType }: Parameters<Transport['send']>[0]): Promise<T> {
      const answer = await api.request<unknown>(method, path, body, { contentType });
      if (answer.status < 400) return answer.body as T;
      throw new ApiError(answer.status, answer.body as ApiStatus, { method, path });
    },
    stream: () => {
      throw new Error('the client of the harness cannot stream');
    },
    close: () => Promise.resolve(),
  };
}
