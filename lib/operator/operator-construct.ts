import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { InvalidManifestError } from '../validation/invalid-manifest-error';
import type { ManagedResource } from './managed-resource';
import { OPERATOR_NAMESPACE, resolveOperator } from './operator';
import { operatorFindings } from './operator-findings';
import { OperatorObjects } from './operator-objects';
import type { OperatorConstructProps } from './operator-props';

/**
 * The installation of an operator: CustomResourceDefinitions, a restricted namespace, rights that follow from the kinds
 * that it renders, two pods of which one leads, and what reads its metrics, asks its webhook and guards its network.
 *
 * It is made for `chatgpt-operator`, and serves for any operator that is built on the same engine.
 *
 * @see https://github.com/makeaihq/cdk8s-chatgpt-apps/blob/main/docs/guides/operator-install.md
 * @example
 * const chart = new Chart(new App(), 'operator', { namespace: 'chatgpt-operator-system' });
 * new OperatorConstruct(chart, 'chatgpt-operator', {
 *   image: 'ghcr.io/makeaihq/chatgpt-operator:0.1.0',
 *   kinds: [ManagedKind.chatGPTApp()],
 *   metrics: { serviceMonitor: true },
 * });
 */
export class OperatorConstruct extends Construct {
  /** Name of the Deployment. */
  public readonly name: string;
  /** The operator's own namespace. */
  public readonly namespace: string;

  /** The CustomResourceDefinitions; none where others install them. */
  public readonly crds: ApiObject[];
  /** The identity of the pods. */
  public readonly serviceAccount: ApiObject;
  /** Roles and bindings of the operator. */
  public readonly rights: ApiObject[];
  /** The pods. */
  public readonly deployment: ApiObject;
  /** Who may call the pods, and whom they may call. */
  public readonly networkPolicy: ApiObject;
  /** The Service of the metrics. */
  public readonly metricsService: ApiObject;
  /** The ServiceMonitor; undefined where none is asked for. */
  public readonly serviceMonitor?: ApiObject;
  /** The webhook configuration; undefined without a webhook. */
  public readonly webhookConfiguration?: ApiObject;

  private readonly kinds: readonly ManagedResource[];

  /** @throws where a property is invalid; the message lists all that are. */
  constructor(scope: Construct, id: string, props: OperatorConstructProps) {
    super(scope, id);
    this.name = props.name ?? id;
    this.namespace = props.namespace ?? Chart.of(this).namespace ?? OPERATOR_NAMESPACE;
    const findings = operatorFindings(this.name, this.namespace, props);
    if (findings.length > 0) throw new InvalidManifestError(this.node.path, findings);
    this.kinds = props.kinds.flatMap(({ resource, emits }) => [resource, ...emits]);

    const objects = new OperatorObjects(this, resolveOperator(this.name, this.namespace, props));
    this.crds = objects.crds();
    const namespace = objects.namespace();
    this.serviceAccount = objects.serviceAccount();
    this.rights = objects.rights();
    objects.metricsReaders();
    objects.userRoles();
    this.networkPolicy = objects.networkPolicy();
    objects.certificates();
    this.deployment = objects.deployment();
    objects.disruptionBudget();
    this.metricsService = objects.metricsService();
    this.serviceMonitor = objects.serviceMonitor();
    objects.webhookService();
    this.webhookConfiguration = objects.webhookConfiguration();

    this.comesFirst(namespace === undefined ? this.crds : [...this.crds, namespace]);
    // a certificate is not waited for: an issuer that is down must not keep the operator from its new version
    this.deployment.addDependency(this.serviceAccount, this.networkPolicy, ...this.rights);
    this.webhookConfiguration?.addDependency(this.deployment);
    this.node.defaultChild = this.deployment;
  }

  /** The kinds that the operator looks after, and those that it renders. */
  public get managedResources(): ManagedResource[] {
    return [...this.kinds];
  }

  private comesFirst(first: readonly ApiObject[]): void {
    for (const object of this.node.children) {
      if (ApiObject.isApiObject(object) && !first.includes(object)) object.addDependency(...first);
    }
  }
}
