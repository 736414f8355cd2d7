import { APP_LABEL, type App, resolveApp } from '../../../lib/chatgpt/app';
import { ChatGPTAppConstruct } from '../../../lib/chatgpt/chatgptapp-construct';
import type { AppSpec } from '../../../lib/chatgpt/plain-spec';
import { InvalidManifestError } from '../../../lib/validation/invalid-manifest-error';
import { mappingAt } from '../engine/kubernetes/json';
import type { KubeObject } from '../engine/kubernetes/kube-object';
import { objectId } from '../engine/kubernetes/object-id';
import type { LiveChildren, ManagedKind } from '../engine/managed-kind';
import type { Claim } from '../engine/reconcile/claims';
import { RefusedError, type Rendered } from '../engine/reconcile/rendered';
import { checkApp } from './chatgptapp-check';
import { appReferences } from './chatgptapp-references';
import { renderConstruct } from './render-construct';

/** ChatGPTApps, by the construct that renders them for GitOps, too. */
export const chatGPTApps: ManagedKind = {
  resource: {
    group: 'apps.makeaihq.com',
    version: 'v1alpha1',
    kind: 'ChatGPTApp',
    plural: 'chatgptapps',
    namespaced: true,
  },
  children: [
    { group: '', version: 'v1', kind: 'ServiceAccount', plural: 'serviceaccounts', namespaced: true },
    { group: '', version: 'v1', kind: 'ConfigMap', plural: 'configmaps', namespaced: true },
    { group: '', version: 'v1', kind: 'Service', plural: 'services', namespaced: true },
    { group: 'apps', version: 'v1', kind: 'Deployment', plural: 'deployments', namespaced: true },
    {
      group: 'networking.k8s.io',
      version: 'v1',
      kind: 'NetworkPolicy',
      plural: 'networkpolicies',
      namespaced: true,
    },
    {
      group: 'networking.k8s.io',
      version: 'v1',
      kind: 'Ingress',
      plural: 'ingresses',
      namespaced: true,
      needsClaims: true,
    },
    {
      group: 'policy',
      version: 'v1',
      kind: 'PodDisruptionBudget',
      plural: 'poddisruptionbudgets',
      namespaced: true,
    },
    {
      group: 'autoscaling',
      version: 'v2',
      kind: 'HorizontalPodAutoscaler',
      plural: 'horizontalpodautoscalers',
      namespaced: true,
    },
    {
      group: 'gateway.networking.k8s.io',
      version: 'v1',
      kind: 'HTTPRoute',
      plural: 'httproutes',
      namespaced: true,
      needsClaims: true,
    },
    {
      group: 'cert-manager.io',
      version: 'v1',
      kind: 'Certificate',
      plural: 'certificates',
      namespaced: true,
      needsClaims: true,
    },
    {
      group: 'monitoring.coreos.com',
      version: 'v1',
      kind: 'ServiceMonitor',
      plural: 'servicemonitors',
      namespaced: true,
      optional: true,
    },
  ],
  parentLabel: APP_LABEL,
  render,
  describe,
  availability,
  claims,
  check: checkApp,
  references: appReferences,
};

function render({ apiVersion, kind, metadata, spec }: KubeObject): Rendered {
  const { name, namespace } = metadata;
  const warnings: string[] = [];
  try {
    const objects = renderConstruct((chart) => {
      const manifest = { apiVersion, kind, metadata: { name, namespace }, spec };
      // not the app's name: a construct may not be called `constructor`, an app may
      warnings.push(...ChatGPTAppConstruct.fromManifest(chart, 'app', manifest).warnings);
    });
    return { objects, warnings };
  } catch (error) {
    if (error instanceof InvalidManifestError) throw new RefusedError(error.message);
    throw error;
  }
}

function describe(
  parent: KubeObject,
  children: LiveChildren,
  lost: readonly Claim[],
): Readonly<Record<string, unknown>> {
  const app = appOf(parent);
  const isReached = lost.length === 0;
  const status = mappingAt(deploymentOf(parent, children), 'status');
  const selector = Object.entries(app.selector).map(([key, value]) => `${key}=${value}`);
  return {
    toolCount: app.spec.mcpServer.tools?.length ?? 0,
    replicas: status.replicas ?? 0,
    readyReplicas: status.readyReplicas ?? 0,
    selector: selector.join(','),
    endpoint: app.endpoint,
    // who comes to a host that is not the app's own reaches another one
    ...(isReached && { url: app.url, resourceMetadataUrl: resourceMetadataUrl(app) }),
  };
}

/** One host for one app. The status tells the URL of an app that has its host. */
function claims({ spec, status }: KubeObject): Claim[] {
  const host = mappingAt({ spec }, 'spec').host;
  if (typeof host !== 'string' || host === '') return [];
  const url = String(mappingAt({ status }, 'status').url ?? '');
  const isHeld = `${url}/`.startsWith(`https://${host}/`);
  return [{ id: `host/${host}`, title: `host ${host}`, field: 'spec.host', reason: 'HostTaken', isHeld }];
}

/** An app answers as long as one of its pods does. */
function availability(
  parent: KubeObject,
  children: LiveChildren,
): ReturnType<NonNullable<ManagedKind['availability']>> {
  const deployment = deploymentOf(parent, children);
  const available = Number(mappingAt(deployment, 'status').availableReplicas ?? 0);
  if (available > 0) return { status: 'True', reason: 'Available', message: '' };
  const isOff = mappingAt(deployment, 'spec').replicas === 0;
  return isOff
    ? { status: 'False', reason: 'ScaledToZero', message: 'the app is scaled to zero' }
    : { status: 'False', reason: 'NoPodAvailable', message: 'no pod is available' };
}

function deploymentOf({ metadata }: KubeObject, children: LiveChildren): KubeObject | undefined {
  const name = `${metadata.name}-mcp`;
  return children.get(
    objectId({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace: metadata.namespace },
    }),
  );
}

/** @see https://www.rfc-editor.org/rfc/rfc9728#section-3.1 */
function resourceMetadataUrl({ spec, oauthResource }: App): string | undefined {
  if (!spec.host || !spec.oauth?.issuers || oauthResource === undefined) return undefined;
  return `https://${spec.host}/.well-known/oauth-protected-resource${spec.mcpServer.path ?? ''}`;
}

function appOf({ metadata, spec }: KubeObject): App {
  return resolveApp(metadata.name, metadata.namespace, spec as AppSpec);
}
