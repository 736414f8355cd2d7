import { ApiObject, type ApiObjectMetadata, Chart, JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import { validatingWebhooks, webhookAnnotations, webhookServiceSpec } from './admission/webhook';
import { certificateSpec } from './certificate';
import { metricsServiceLabels, metricsServiceSpec, serviceMonitorSpec } from './metrics';
import { metricsName, metricsSecretName, serviceHosts, webhookName, webhookSecretName } from './names';
import { networkPolicySpec } from './network';
import type { Operator } from './operator';
import { type Grant, grantsOf } from './rbac/grants';
import { type UserRole, userRoles } from './rbac/user-roles';
import { deploymentSpec, disruptionBudgetSpec } from './workload';

const RBAC = 'rbac.authorization.k8s.io';

/** Emits the objects of one operator into its construct. What the operator does not ask for is undefined, or none. */
export class OperatorObjects {
  constructor(
    private readonly scope: Construct,
    private readonly operator: Operator,
  ) {}

  /** Whoever removes a definition removes all objects of the kind: no tool does that by itself. */
  crds(): ApiObject[] {
    if (this.operator.installCrds === false) return [];
    const annotations = {
      'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
      'helm.sh/resource-policy': 'keep',
    };
    return this.operator.kinds.map(({ resource, _crd: { metadata: given, ...crd } }) => {
      const { labels, annotations: others, ...metadata } = given as ApiObjectMetadata;
      return this.emit(
        'CustomResourceDefinition',
        {
          ...(crd as Manifest),
          metadata: {
            ...metadata,
            labels: { ...this.operator.labels, ...labels },
            annotations: { ...others, ...annotations },
          },
        },
        `Crd-${resource.plural}.${resource.group}`,
      );
    });
  }

  namespace(): ApiObject | undefined {
    if (this.operator.createNamespace === false) return undefined;
    const { namespace: name, labels } = this.operator;
    const levels = ['enforce', 'audit', 'warn'].map((mode) => [
      `pod-security.kubernetes.io/${mode}`,
      'restricted',
    ]);
    const metadata = { name, labels: { ...labels, ...Object.fromEntries(levels) } };
    return this.emit('Namespace', { apiVersion: 'v1', metadata });
  }

  serviceAccount(): ApiObject {
    return this.emit('ServiceAccount', { apiVersion: 'v1', automountServiceAccountToken: false });
  }

  /** Roles and what binds them to the operator. */
  rights(): ApiObject[] {
    const { name, namespace } = this.operator;
    const subjects = [{ kind: 'ServiceAccount', name, namespace }];
    return grantsOf(this.operator).flatMap((grant) => [this.role(grant), this.binding(grant, subjects)]);
  }

  /** The role of those who may read metrics, and what binds it to those that are known. */
  metricsReaders(): ApiObject[] {
    const { secure, readers = [] } = this.operator.metrics;
    if (!secure) return [];
    const name = `${metricsName(this.operator)}-reader`;
    const grant = { name, rules: [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }] };
    const subjects = readers.map((reader) => ({ kind: 'ServiceAccount', ...reader }));
    const bindings = subjects.length > 0 ? [this.binding(grant, subjects)] : [];
    return [this.role(grant), ...bindings];
  }

  userRoles(): ApiObject[] {
    if (this.operator.userRoles === false) return [];
    return userRoles(this.operator).map(({ name, labels, rules }) => this.role({ name, rules }, labels));
  }

  networkPolicy(): ApiObject {
    const spec = networkPolicySpec(this.operator);
    return this.emit('NetworkPolicy', { apiVersion: 'networking.k8s.io/v1', spec });
  }

  deployment(): ApiObject {
    return this.emit('Deployment', { apiVersion: 'apps/v1', spec: deploymentSpec(this.operator) });
  }

  disruptionBudget(): ApiObject {
    const spec = disruptionBudgetSpec(this.operator);
    return this.emit('PodDisruptionBudget', { apiVersion: 'policy/v1', spec });
  }

  metricsService(): ApiObject {
    const labels = { ...this.operator.labels, ...metricsServiceLabels(this.operator) };
    const metadata = { name: metricsName(this.operator), labels };
    return this.emit(
      'Service',
      { apiVersion: 'v1', metadata, spec: metricsServiceSpec(this.operator) },
      'Metrics',
    );
  }

  serviceMonitor(): ApiObject | undefined {
    if (!this.operator.metrics.serviceMonitor) return undefined;
    const spec = serviceMonitorSpec(this.operator);
    return this.emit('ServiceMonitor', { apiVersion: 'monitoring.coreos.com/v1', spec });
  }

  /** What cert-manager is asked for: certificates of the metrics and of the webhook. */
  certificates(): ApiObject[] {
    const { metrics, webhook } = this.operator;
    const asked = [
      { name: metricsName(this.operator), secret: metricsSecretName(this.operator), issuer: metrics.issuer },
      {
        name: webhookName(this.operator),
        secret: webhookSecretName(this.operator),
        issuer: webhook?.certificates.issuer,
      },
    ];
    return asked.flatMap(({ name, secret, issuer }) => {
      if (issuer === undefined) return [];
      const spec = certificateSpec(secret, serviceHosts(name, this.operator), issuer);
      return [
        this.emit(
          'Certificate',
          { apiVersion: 'cert-manager.io/v1', metadata: { name }, spec },
          `Certificate-${name}`,
        ),
      ];
    });
  }

  webhookService(): ApiObject | undefined {
    if (this.operator.webhook === undefined) return undefined;
    const metadata = { name: webhookName(this.operator) };
    const spec = webhookServiceSpec(this.operator);
    return this.emit('Service', { apiVersion: 'v1', metadata, spec }, 'Webhook');
  }

  webhookConfiguration(): ApiObject | undefined {
    if (this.operator.webhook === undefined) return undefined;
    const annotations = webhookAnnotations(this.operator);
    return this.emit('ValidatingWebhookConfiguration', {
      apiVersion: 'admissionregistration.k8s.io/v1',
      metadata: {
        name: webhookName(this.operator),
        ...(Object.keys(annotations).length > 0 && { annotations }),
      },
      webhooks: validatingWebhooks(this.operator),
    });
  }

  private role({ name, namespace, rules }: Grant, labels: UserRole['labels'] = {}): ApiObject {
    const kind = namespace === undefined ? 'ClusterRole' : 'Role';
    const metadata = { name, namespace, labels: { ...this.operator.labels, ...labels } };
    return this.emit(kind, { apiVersion: `${RBAC}/v1`, metadata, rules }, placed(kind, namespace, name));
  }

  private binding({ name, namespace }: Grant, subjects: readonly object[]): ApiObject {
    const kind = namespace === undefined ? 'ClusterRole' : 'Role';
    const roleRef = { apiGroup: RBAC, kind, name };
    const metadata = { name, namespace };
    return this.emit(
      `${kind}Binding`,
      { apiVersion: `${RBAC}/v1`, metadata, roleRef, subjects },
      placed(`${kind}Binding`, namespace, name),
    );
  }

  private emit(kind: string, { metadata, ...body }: Manifest, id: string = kind): ApiObject {
    const { name, namespace, labels } = this.operator;
    const common = isInCluster(kind) ? { name, labels } : { name, namespace, labels };
    const object = new ApiObject(this.scope, id, { kind, ...body, metadata: { ...common, ...metadata } });
    // cdk8s gives everything in a chart the chart's namespace
    if (isInCluster(kind) && Chart.of(this.scope).namespace !== undefined)
      object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
    return object;
  }
}

function isInCluster(kind: string): boolean {
  return IN_CLUSTER.includes(kind);
}

const IN_CLUSTER: readonly string[] = [
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'Namespace',
  'ValidatingWebhookConfiguration',
];

/** A role of the cluster may have the name of one in a namespace. */
function placed(kind: string, namespace: string | undefined, name: string): string {
  return namespace === undefined ? `${kind}-${name}` : `${kind}-${namespace}-${name}`;
}

interface Manifest {
  readonly apiVersion: string;
  readonly metadata?: ApiObjectMetadata;
  readonly [field: string]: unknown;
}
