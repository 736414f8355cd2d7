import { Discovery } from '../../../../operator/src/engine/kubernetes/discovery';
import {
  ApiError,
  type ApiRequest,
  ConnectionError,
  type Transport,
} from '../../../../operator/src/engine/kubernetes/transport';

type Answer = readonly object[] | 404 | 503 | 'reset';

class Served implements Transport {
  readonly paths: string[] = [];
  constructor(readonly answers: Record<string, Answer>) {}

  async send<T>({ method, path }: ApiRequest): Promise<T> {
    this.paths.push(path);
    const answer = this.answers[path] ?? 404;
    if (answer === 'reset') throw new ConnectionError('read ECONNRESET');
    if (typeof answer === 'number') throw new ApiError(answer, {}, { method, path });
    return { kind: 'APIResourceList', resources: answer } as T;
  }

  stream(): AsyncIterable<unknown> {
    throw new Error('no stream');
  }

  async close(): Promise<void> {}
}

const pods = { name: 'pods', kind: 'Pod', namespaced: true };
const log = { name: 'pods/log', kind: 'Pod', namespaced: true };
const nodes = { name: 'nodes', kind: 'Node', namespaced: false };
const apps = { name: 'chatgptapps', kind: 'ChatGPTApp', namespaced: true };

it('finds kinds of the core and of groups', async () => {
  const transport = new Served({ '/api/v1': [log, pods, nodes], '/apis/apps.makeaihq.com/v1alpha1': [apps] });
  const discovery = new Discovery(transport);
  expect(await discovery.find('v1', 'Pod')).toEqual({
    ...{ group: '', version: 'v1', kind: 'Pod', plural: 'pods', namespaced: true },
  });
  expect(await discovery.find('v1', 'Node')).toMatchObject({ plural: 'nodes', namespaced: false });
  expect(await discovery.find('apps.makeaihq.com/v1alpha1', 'ChatGPTApp')).toEqual({
    ...{ group: 'apps.makeaihq.com', version: 'v1alpha1', kind: 'ChatGPTApp', plural: 'chatgptapps' },
    namespaced: true,
  });
  expect(transport.paths).toHaveLength(2);
});

it('asks once for all who wait', async () => {
  const transport = new Served({ '/api/v1': [pods, nodes] });
  const discovery = new Discovery(transport);
  await Promise.all([
    discovery.find('v1', 'Pod'),
    discovery.find('v1', 'Node'),
    discovery.find('v1', 'Secret'),
  ]);
  expect(transport.paths).toEqual(['/api/v1']);
});

it('keeps that a kind is not served until it is forgotten', async () => {
  const transport = new Served({});
  const discovery = new Discovery(transport);
  expect(await discovery.find('apps.makeaihq.com/v1alpha1', 'ChatGPTApp')).toBeUndefined();
  transport.answers['/apis/apps.makeaihq.com/v1alpha1'] = [apps];
  expect(await discovery.find('apps.makeaihq.com/v1alpha1', 'ChatGPTApp')).toBeUndefined();
  discovery.forget('apps.makeaihq.com/v1alpha1');
  expect(await discovery.find('apps.makeaihq.com/v1alpha1', 'ChatGPTApp')).toMatchObject({
    kind: 'ChatGPTApp',
  });
});

it.each([503, 'reset'] as const)('does not take %s for an answer', async (fault) => {
  const transport = new Served({ '/api/v1': fault });
  const discovery = new Discovery(transport);
  await expect(discovery.find('v1', 'Pod')).rejects.toThrow();
  transport.answers['/api/v1'] = [pods];
  expect(await discovery.find('v1', 'Pod')).toMatchObject({ plural: 'pods' });
});
