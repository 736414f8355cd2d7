import { type OperatorConstructProps, WebhookCertificates } from '../../../lib/operator';
import { objectOf, ofKind, operatorObjects, podOf } from '../operator-fixture';

interface Webhook {
  readonly name: string;
  readonly clientConfig: { service: { path: string }; caBundle?: string };
  readonly namespaceSelector: { matchExpressions: { operator: string; values: string[] }[] };
}

function webhookOf(props: Partial<OperatorConstructProps>): Webhook {
  const { webhooks } = objectOf(operatorObjects(props), 'ValidatingWebhookConfiguration');
  const [only] = webhooks as Webhook[];
  if (only === undefined) throw new Error('there is no webhook');
  return only;
}

it('is there only where it is asked for', () => {
  const objects = operatorObjects();
  expect(ofKind(objects, 'ValidatingWebhookConfiguration')).toEqual([]);
  expect(podOf(objects).containers[0].ports.map(({ name }) => name)).toEqual(['probes', 'metrics']);
});

it('lets requests through where the operator is down, and waits five seconds', () => {
  expect(webhookOf({ webhook: {} })).toMatchObject({
    name: 'validate.chatgptapps.apps.makeaihq.com',
    failurePolicy: 'Ignore',
    matchPolicy: 'Equivalent',
    sideEffects: 'None',
    timeoutSeconds: 5,
    clientConfig: {
      service: {
        name: 'chatgpt-operator-webhook',
        namespace: 'chatgpt-operator-system',
        path: '/validate-apps-makeaihq-com-v1alpha1-chatgptapp',
      },
    },
  });
});

it('never sees what the cluster and the operator live in', () => {
  const { namespaceSelector } = webhookOf({ webhook: { excludedNamespaces: ['legacy'] } });
  expect(namespaceSelector.matchExpressions).toEqual([
    {
      key: 'kubernetes.io/metadata.name',
      operator: 'NotIn',
      values: ['kube-system', 'chatgpt-operator-system', 'legacy'],
    },
  ]);
});

it('sees the namespaces only that the operator looks after', () => {
  const { namespaceSelector } = webhookOf({ webhook: {}, watchNamespaces: ['team-a'] });
  expect(namespaceSelector.matchExpressions[0]).toMatchObject({ operator: 'In', values: ['team-a'] });
});

it('gets its authority from cert-manager, which finds it by the Certificate', () => {
  const webhook = { certificates: WebhookCertificates.certManager({ name: 'ca' }) };
  const objects = operatorObjects({ webhook });
  const { metadata } = objectOf(objects, 'ValidatingWebhookConfiguration');
  const certificate = objectOf(objects, 'Certificate');
  expect(metadata.annotations).toEqual({
    'cert-manager.io/inject-ca-from': `${certificate.metadata.namespace}/${certificate.metadata.name}`,
  });
  expect(certificate.spec).toMatchObject({
    secretName: 'chatgpt-operator-webhook-tls',
    dnsNames: expect.arrayContaining(['chatgpt-operator-webhook.chatgpt-operator-system.svc']),
  });
  const { volumes, containers } = podOf(objects);
  expect(volumes).toEqual([
    { name: 'webhook-certificate', secret: { secretName: 'chatgpt-operator-webhook-tls' } },
  ]);
  expect(containers[0].args).toContain(`--webhook-cert-dir=${containers[0].volumeMounts?.[0]?.mountPath}`);
});

it('gets its authority from the operator, which is told where to put it', () => {
  const objects = operatorObjects({ webhook: { certificates: WebhookCertificates.selfSigned() } });
  expect(objectOf(objects, 'ValidatingWebhookConfiguration').metadata.annotations).toBeUndefined();
  const { containers, volumes } = podOf(objects);
  expect(containers[0].args).toEqual(
    expect.arrayContaining([
      '--webhook-bind-address=:9443',
      '--webhook-secret-name=chatgpt-operator-webhook-tls',
      '--webhook-service-name=chatgpt-operator-webhook',
      '--webhook-configuration-name=chatgpt-operator-webhook',
    ]),
  );
  expect(volumes).toBeUndefined();
});

// whoever applies the configuration again would take away what the operator or cert-manager wrote
it('never says what the authority is', () => {
  expect(webhookOf({ webhook: {} }).clientConfig).not.toHaveProperty('caBundle');
});
