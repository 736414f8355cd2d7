import type { ApiObject } from '../cluster/harness/api-object';
import { argoCdNamespace, openProject } from './harness/base-objects';
import type { GitRepository } from './harness/git-repository';

/** An Application of the tests, in few words. */
export interface ApplicationManifest {
  readonly name: string;
  readonly repository: Pick<GitRepository, 'url'>;
  readonly path: string;
  /** Where its objects go that name no namespace. */
  readonly namespace: string;
  /** @default syncs by itself, heals and prunes */
  readonly automated?: { readonly prune?: boolean; readonly selfHeal?: boolean } | null;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Written by hand, so that these tests judge the harness and Argo CD, and not our constructs. */
export function applicationManifest(application: ApplicationManifest): ApiObject {
  const { name, annotations, automated = { prune: true, selfHeal: true } } = application;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: argoCdNamespace, annotations: { ...serverSideDiff, ...annotations } },
    spec: applicationSpec({ ...application, automated }),
  };
}

/** Without it a field that the server fills in (the defaults of an HTTPRoute) is a difference for ever. */
const serverSideDiff = { 'argocd.argoproj.io/compare-options': 'ServerSideDiff=true' };

/** The spec alone, for the template of an ApplicationSet. */
export function applicationSpec({
  repository,
  path,
  namespace,
  automated,
}: Omit<ApplicationManifest, 'name' | 'annotations'>) {
  return {
    project: openProject,
    source: { repoURL: repository.url, path, targetRevision: 'main' },
    destination: { server: 'https://kubernetes.default.svc', namespace },
    syncPolicy: {
      ...(automated && { automated }),
      syncOptions: ['ServerSideApply=true'],
    },
  };
}

/** A ConfigMap with one value. */
export function configMap(name: string, value: string, annotations?: Record<string, string>): ApiObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, annotations }, data: { value } };
}

/** What may differ between the Deployments of the tests. */
export interface DeploymentOptions {
  readonly annotations?: Readonly<Record<string, string>>;
  /** More labels for its pods, `held` for example. */
  readonly podLabels?: Readonly<Record<string, string>>;
}

/** A Deployment of one pod. */
export function deployment(name: string, { annotations, podLabels }: DeploymentOptions = {}): ApiObject {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, annotations },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels: { ...labels, ...podLabels } },
        spec: { containers: [{ name: 'main', image: 'example.com/any:1', securityContext }] },
      },
    },
  };
}

const securityContext = {
  runAsNonRoot: true,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};
