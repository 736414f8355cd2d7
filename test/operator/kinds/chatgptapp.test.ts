import { ManagedKind } from '../../../lib/operator';
import type { KubeObject } from '../../../operator/src/engine/kubernetes/kube-object';
import { RefusedError } from '../../../operator/src/engine/reconcile/rendered';
import { chatGPTApps } from '../../../operator/src/kinds/chatgptapp';
import { sampleApp, sampleApps } from '../../sample-apps';
import { render } from '../../sample-charts';

function placed(manifest: unknown): KubeObject {
  const { metadata, ...rest } = manifest as KubeObject;
  return { ...rest, metadata: { ...metadata, namespace: 'chatgpt-test', uid: 'u', resourceVersion: '1' } };
}

const byKind = (one: { readonly kind: string }, other: { readonly kind: string }) =>
  one.kind.localeCompare(other.kind);

describe('ChatGPTApps, to the operator', () => {
  it('become the kinds that the library says they emit, which is what it has rights to', () => {
    const children = chatGPTApps.children.map(
      ({ optional: _optional, needsClaims: _claims, ...resource }) => resource,
    );
    expect([...children].sort(byKind)).toEqual([...ManagedKind.chatGPTApp().emits].sort(byKind));
    expect(chatGPTApps.resource).toEqual(ManagedKind.chatGPTApp().resource);
  });

  it.each(sampleApps().map((app) => [app.metadata.name, app] as const))(
    'become the very objects that synth writes for %s',
    (_, app) => {
      const objects = chatGPTApps.render(placed(app)).objects.map(({ manifest }) => manifest);
      expect(objects).toEqual(render(app));
    },
  );

  it('may have every name that the API server takes', () => {
    const { metadata, ...rest } = sampleApp('hello');
    const { objects } = chatGPTApps.render(
      placed({ ...rest, metadata: { ...metadata, name: 'constructor' } }),
    );
    expect(objects.map(({ manifest }) => manifest.metadata.name)).toContain('constructor-mcp');
  });

  it('wait for each other as the construct says', () => {
    const { objects } = chatGPTApps.render(placed(sampleApp('salon')));
    const waits = (kind: string) =>
      objects
        .find(({ manifest }) => manifest.kind === kind)
        ?.waitsFor.map((index) => objects[index]?.manifest.kind);
    expect(waits('Deployment')?.sort()).toEqual(
      expect.arrayContaining(['ConfigMap', 'NetworkPolicy', 'ServiceAccount']),
    );
    expect(waits('HTTPRoute')).toEqual(expect.arrayContaining(['Deployment']));
    expect(waits('Service')).toEqual([]);
  });

  it('are refused where they break a rule, with every rule', () => {
    const app = placed({ ...sampleApp('hello'), spec: { displayName: '', mcpServer: { image: 'a b' } } });
    expect(() => chatGPTApps.render(app)).toThrow(RefusedError);
    expect(() => chatGPTApps.render(app)).toThrow(/spec\.description/);
  });

  it('tell where they are reached', () => {
    const { spec, ...rest } = sampleApp('fitness');
    // as the server defaults it
    const app = placed({
      ...rest,
      spec: { ...spec, mcpServer: { ...(spec.mcpServer as object), path: '/mcp' } },
    });
    expect(chatGPTApps.describe(app, new Map(), [])).toMatchObject({
      url: 'https://fitness.apps.example.com/mcp',
      selector: 'apps.makeaihq.com/app=fitness',
      resourceMetadataUrl: 'https://fitness.apps.example.com/.well-known/oauth-protected-resource/mcp',
      replicas: 0,
    });
  });

  it.each([
    [{ spec: { replicas: 2 }, status: { availableReplicas: 1 } }, 'Available', 'True'],
    [{ spec: { replicas: 2 }, status: {} }, 'NoPodAvailable', 'False'],
    [{ spec: { replicas: 0 }, status: {} }, 'ScaledToZero', 'False'],
  ])('are available where one pod is: %j', (fields, reason, status) => {
    const deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'hello-mcp' },
      ...fields,
    };
    const children = new Map([['apps/Deployment/chatgpt-test/hello-mcp', deployment]]);
    expect(chatGPTApps.availability?.(placed(sampleApp('hello')), children)).toMatchObject({
      reason,
      status,
    });
  });
});
