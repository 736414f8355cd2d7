import { appReferences } from '../../../operator/src/kinds/chatgptapp-references';

function referencesOf(spec: object): string[] {
  const object = {
    apiVersion: 'apps.makeaihq.com/v1alpha1',
    kind: 'ChatGPTApp',
    metadata: { name: 'a' },
    spec,
  };
  return appReferences(object).map(({ resource, name, field }) => `${field}: ${resource.kind} ${name}`);
}

const key = (name: string) => ({ name, key: 'key' });

describe('appReferences', () => {
  it('finds every object that an app names', () => {
    const found = referencesOf({
      mcpServer: {
        image: 'a',
        imagePullSecrets: [{ name: 'registry' }],
        env: [
          { name: 'A', value: 'a' },
          { name: 'B', valueFrom: { secretKeyRef: key('env-secret') } },
          { name: 'C', valueFrom: { configMapKeyRef: key('env-map') } },
        ],
        envFrom: [{ secretRef: { name: 'all-secret' } }, { configMapRef: { name: 'all-map' } }],
      },
      widgets: [
        { name: 'w', templateFrom: { configMapKeyRef: key('widget') } },
        { name: 'x', path: '/x' },
      ],
      oauth: { clientSecretRef: key('client'), introspection: { clientSecretRef: key('introspector') } },
      domainVerification: { tokenSecretRef: key('token') },
      pod: {
        serviceAccountName: 'account',
        sidecars: [{ name: 's', envFrom: [{ secretRef: { name: 'sidecar' } }] }],
        volumes: [
          { name: 'a', secret: { secretName: 'volume-secret' } },
          { name: 'b', configMap: { name: 'volume-map' } },
          { name: 'c', projected: { sources: [{ secret: { name: 'projected' } }] } },
          { name: 'd', emptyDir: {} },
        ],
      },
    });
    expect(found).toEqual([
      'spec.mcpServer.env[1]: Secret env-secret',
      'spec.mcpServer.env[2]: ConfigMap env-map',
      'spec.mcpServer.envFrom[0]: Secret all-secret',
      'spec.mcpServer.envFrom[1]: ConfigMap all-map',
      'spec.mcpServer.imagePullSecrets[0]: Secret registry',
      'spec.widgets[0].templateFrom: ConfigMap widget',
      'spec.oauth.clientSecretRef: Secret client',
      'spec.oauth.introspection.clientSecretRef: Secret introspector',
      'spec.domainVerification.tokenSecretRef: Secret token',
      'spec.pod.serviceAccountName: ServiceAccount account',
      'spec.pod.sidecars[0].envFrom[0]: Secret sidecar',
      'spec.pod.volumes[0]: Secret volume-secret',
      'spec.pod.volumes[1]: ConfigMap volume-map',
      'spec.pod.volumes[2].projected.sources[0]: Secret projected',
    ]);
  });

  it('leaves out what pods start without', () => {
    const optional = true;
    const mcpServer = {
      env: [{ name: 'B', valueFrom: { secretKeyRef: { ...key('a'), optional } } }],
      envFrom: [{ configMapRef: { name: 'b', optional } }],
    };
    const volumes = [{ name: 'a', secret: { secretName: 'c', optional } }];
    expect(referencesOf({ mcpServer, pod: { volumes } })).toEqual([]);
  });

  it.each([
    [{}],
    [{ mcpServer: null }],
    [{ mcpServer: { env: 'x' }, pod: { volumes: [null, { secret: 5 }] } }],
  ])('finds nothing in %j, and does not fall', (spec) => {
    expect(referencesOf(spec)).toEqual([]);
  });
});
