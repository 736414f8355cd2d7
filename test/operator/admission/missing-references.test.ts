import { missingReferences } from '../../../operator/src/admission/missing-references';
import {
  ApiError,
  type ApiRequest,
  ConnectionError,
  type Transport,
} from '../../../operator/src/engine/kubernetes/transport';
import type { Reference } from '../../../operator/src/engine/reference';

function secret(name: string, field = 'spec.field'): Reference {
  return {
    resource: { group: '', version: 'v1', kind: 'Secret', plural: 'secrets', namespaced: true },
    ...{ name, field },
  };
}

/** A server that answers by the name of what is asked for. */
function serverOf(answers: Readonly<Record<string, () => unknown>>) {
  const requests: ApiRequest[] = [];
  const transport: Transport = {
    async send<T>(request: ApiRequest): Promise<T> {
      requests.push(request);
      const answer = answers[request.path.split('/').pop() ?? ''];
      if (answer === undefined) throw new ApiError(404, {}, request);
      return answer() as T;
    },
    stream: () => {
      throw new Error('nothing is watched');
    },
    close: () => Promise.resolve(),
  };
  return { transport, requests };
}

describe('missingReferences', () => {
  it('finds what the server does not have', async () => {
    const { transport } = serverOf({ there: () => ({}) });
    expect(await missingReferences(transport, 'shop', [secret('there'), secret('gone')])).toEqual([
      secret('gone'),
    ]);
  });

  it('asks for the metadata of exactly that object, and does not wait for long', async () => {
    const { transport, requests } = serverOf({});
    await missingReferences(transport, 'shop', [secret('gone')]);
    expect(requests).toEqual([
      {
        method: 'GET',
        path: '/api/v1/namespaces/shop/secrets/gone',
        accept: 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1',
        timeout: expect.any(Number),
      },
    ]);
    expect(requests[0]?.timeout).toBeLessThan(2000);
  });

  it('says nothing where it may not look, or gets no answer', async () => {
    const refuse = (code: number) => () => {
      throw new ApiError(code, {}, { method: 'GET', path: '' });
    };
    const { transport } = serverOf({
      forbidden: refuse(403),
      throttled: refuse(429),
      broken: () => {
        throw new ConnectionError('no answer');
      },
    });
    const references = ['forbidden', 'throttled', 'broken'].map((name) => secret(name));
    expect(await missingReferences(transport, 'shop', references)).toEqual([]);
  });

  it('asks once for what is named twice, and tells of the first place', async () => {
    const { transport, requests } = serverOf({});
    const found = await missingReferences(transport, 'shop', [secret('a', 'first'), secret('a', 'second')]);
    expect(found).toEqual([secret('a', 'first')]);
    expect(requests).toHaveLength(1);
  });

  it('asks for 32 objects at most', async () => {
    const { transport, requests } = serverOf({});
    await missingReferences(
      transport,
      'shop',
      Array.from({ length: 100 }, (_, index) => secret(`s${index}`)),
    );
    expect(requests).toHaveLength(32);
  });
});
