import { sampleApp } from '../sample-apps';
import { type ApiObject, accepted, hasCondition } from './harness/api-object';
import { cluster } from './harness/cluster';
import type { RestrictedNamespace } from './harness/restricted-namespace';
import { waitFor } from './harness/wait-for';

describe('the ChatGPTApp CRD', () => {
  const { api, kubectl } = cluster();
  let namespace: RestrictedNamespace;
  beforeAll(async () => {
    namespace = await cluster().namespace('crd');
  });
  afterAll(() => namespace.delete());

  function app(name: string, spec: object = {}): ApiObject {
    const hello = sampleApp('hello');
    return {
      ...hello,
      metadata: { name, namespace: namespace.name },
      spec: { ...hello.spec, ...spec },
    } as never;
  }

  it('is established', async () => {
    const crd = accepted(
      await api.get({
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name: 'chatgptapps.apps.makeaihq.com' },
      }),
    );
    expect(hasCondition(crd, 'Established')).toBe(true);
    // names that break a rule of the API server show here, not in the apply
    expect(hasCondition(crd, 'NonStructuralSchema')).toBe(false);
  });

  it('explains its fields', async () => {
    // the API server publishes the schema some time after it serves the kind
    const explain = () => kubectl.run(['explain', 'cga.spec.mcpServer.image']);
    const text = await waitFor('kubectl explain knows the kind', async () => {
      const { code, stdout } = await explain();
      return code === 0 ? stdout : undefined;
    });
    expect(text).toMatch(/FIELD: image <string>/);
    expect(text).toContain('The container image');
  });

  it('shows its columns', async () => {
    accepted(await api.apply(app('columns', { replicas: 1 })));
    const narrow = await kubectl.output('get', 'cga', 'columns', '-n', namespace.name);
    expect(narrow).toMatch(/^NAME +PHASE +READY +URL +REPLICAS +AGE\n/);
    const wide = await kubectl.output('get', 'chatgptapps', 'columns', '-n', namespace.name, '-o', 'wide');
    expect(wide).toMatch(
      /^NAME +PHASE +READY +URL +REPLICAS +AGE +IMAGE +TOOLS\ncolumns .*ghcr\.io\/makeaihq\/mcp-hello:1\.0\.0/,
    );
    const category = await kubectl.output('get', 'chatgpt', '-n', namespace.name, '-o', 'name');
    expect(category).toContain('chatgptapp.apps.makeaihq.com/columns');
  });

  it('scales by kubectl, and says how to go back to autoscaling', async () => {
    accepted(await api.apply(app('scaled', { replicas: 1 })));
    await kubectl.output('scale', 'cga/scaled', '-n', namespace.name, '--replicas=3');
    const scaled = accepted(await api.get(app('scaled')));
    expect(scaled.spec).toMatchObject({ replicas: 3 });

    const { refusal } = await api.apply(app('scaled', { autoscaling: { maxReplicas: 4 } }));
    expect(refusal?.message).toContain('kubectl patch cga NAME --type=json');
    const patch = JSON.stringify([{ op: 'remove', path: '/spec/replicas' }]);
    await kubectl.output('patch', 'cga', 'scaled', '-n', namespace.name, '--type=json', '-p', patch);
    accepted(await api.apply(app('scaled', { autoscaling: { maxReplicas: 4 } })));
  });

  it('sets the defaults of the contract', async () => {
    const live = accepted(
      await api.apply(app('defaults', { transport: {}, shutdown: {}, monitoring: {}, exposure: {} })),
    );
    expect(live.spec).toMatchObject({
      mcpServer: { port: 8080, path: '/mcp', healthCheckPath: '/health' },
      transport: { stateless: true, sessionAffinity: 'None', maxBodyBytes: 4194304 },
      shutdown: { preStopSeconds: 15, drainSeconds: 60 },
      monitoring: { enabled: true, path: '/metrics', interval: '30s' },
      exposure: { timeoutSeconds: 300, allowHostChange: false },
    });
    expect(live.spec).not.toHaveProperty('replicas');
  });

  it('keeps the host of a published app, unless the update allows the change', async () => {
    accepted(await api.apply(app('moving', { host: undefined })));
    // a host may be added
    accepted(await api.apply(app('moving', { host: 'a.example.com' })));
    const moved = await api.apply(app('moving', { host: 'b.example.com' }));
    expect(moved.refusal?.details?.causes).toContainEqual(expect.objectContaining({ field: 'spec.host' }));
    const removed = await api.apply(app('moving', { host: undefined }));
    expect(removed.refusal?.details?.causes).toContainEqual(expect.objectContaining({ field: 'spec.host' }));
    const allowed = { host: 'b.example.com', exposure: { allowHostChange: true } };
    expect(accepted(await api.apply(app('moving', allowed))).spec).toMatchObject({ host: 'b.example.com' });
  });
});
