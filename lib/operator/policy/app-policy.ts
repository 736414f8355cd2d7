import { ApiObject, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { API_VERSION } from '../../chatgpt/chatgptapp-api';
import type { CoreObject } from '../../chatgpt/workload';
import { InvalidManifestError } from '../../validation/invalid-manifest-error';
import { withoutUndefined } from '../../validation/plain-json';
import { appPolicyFindings } from './app-policy-findings';
import { AppPolicyAction, type AppPolicyProps } from './app-policy-props';
import { APP_POLICY_VARIABLES, appPolicyValidations } from './app-policy-rules';

/**
 * What a platform team allows the ChatGPTApps of some namespaces: registries, numbers of pods, hosts. The API server
 * checks it by itself when an app is written, without any webhook. Apps that are there already stay, until their spec changes.
 *
 * Its values stand in the policy, where only administrators can change them.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 * @example
 * const chart = new Chart(new App(), 'policies');
 * new AppPolicy(chart, 'team-a-apps', {
 *   namespaceLabels: { team: 'a' },
 *   allowedRegistries: ['ghcr.io/acme'],
 *   allowedHosts: ['a.apps.example.com'],
 *   maxReplicas: 10,
 * });
 */
export class AppPolicy extends Construct {
  /** Name of the policy and of its binding. */
  public readonly name: string;
  /** The ValidatingAdmissionPolicy. */
  public readonly policy: ApiObject;
  /** The ValidatingAdmissionPolicyBinding. */
  public readonly binding: ApiObject;

  /** @throws where a property is invalid; the message lists all that are. */
  constructor(scope: Construct, id: string, props: AppPolicyProps) {
    super(scope, id);
    this.name = props.name ?? id;
    const findings = appPolicyFindings(this.name, props);
    if (findings.length > 0) throw new InvalidManifestError(this.node.path, findings);
    this.policy = this.emit('Resource', 'ValidatingAdmissionPolicy', policySpec(props));
    this.binding = this.emit('Binding', 'ValidatingAdmissionPolicyBinding', bindingSpec(this.name, props));
    this.binding.addDependency(this.policy);
    this.node.defaultChild = this.policy;
  }

  private emit(id: string, kind: string, spec: CoreObject): ApiObject {
    const apiVersion = 'admissionregistration.k8s.io/v1';
    const object = new ApiObject(this, id, { apiVersion, kind, metadata: { name: this.name }, spec });
    // a chart gives its namespace to all objects, also to those that live in none
    if (object.metadata.namespace !== undefined) object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
    return object;
  }
}

function policySpec(props: AppPolicyProps): CoreObject {
  const [apiGroup, apiVersion] = API_VERSION.split('/');
  return {
    failurePolicy: 'Fail',
    matchConstraints: {
      resourceRules: [
        {
          apiGroups: [apiGroup],
          apiVersions: [apiVersion],
          operations: ['CREATE', 'UPDATE'],
          resources: ['chatgptapps', 'chatgptapps/scale'],
        },
      ],
    },
    matchConditions: [
      // labels, owners and finalizers can be written whatever the spec is, or nothing could be deleted
      {
        name: 'changes-the-spec',
        expression: "request.operation == 'CREATE' || object.spec != oldObject.spec",
      },
      { name: 'stays', expression: '!has(object.metadata.deletionTimestamp)' },
    ],
    variables: APP_POLICY_VARIABLES,
    validations: appPolicyValidations(props),
  };
}

function bindingSpec(policyName: string, props: AppPolicyProps): CoreObject {
  const { namespaces, namespaceLabels, action = AppPolicyAction.DENY } = props;
  const key = 'kubernetes.io/metadata.name';
  const namespaceSelector = withoutUndefined({
    matchLabels: namespaceLabels,
    matchExpressions: namespaces && [{ key, operator: 'In', values: namespaces }],
  });
  return {
    policyName,
    validationActions: action === AppPolicyAction.WARN ? ['Warn', 'Audit'] : [action],
    ...(Object.keys(namespaceSelector).length > 0 && { matchResources: { namespaceSelector } }),
  };
}
