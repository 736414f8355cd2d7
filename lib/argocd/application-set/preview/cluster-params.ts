import type { FieldPath } from '../../../validation/field-path';
import { IN_CLUSTER_NAME, IN_CLUSTER_SERVER } from '../../destination';
import { normalize } from '../../go-template/functions/names';
import { byBytes, GoMap, type GoValue, goTexts } from '../../go-template/go-value';
import type { GeneratorSpec } from './manifest-types';
import { PreviewError } from './preview-error';
import type { PreviewCluster } from './preview-inputs';
import { hasConditions, selects } from './selector';
import { withValues } from './template-values';

const SECRET_TYPE = { 'argocd.argoproj.io/secret-type': 'cluster' };

/** State of Argo CD and kubectl, which it does not give to templates. */
const HIDDEN_ANNOTATIONS = [
  'argocd.argoproj.io/refresh',
  'argocd.argoproj.io/hydrate',
  'argocd.argoproj.io/tracking-id',
  'argocd.argoproj.io/installation-id',
  'kubectl.kubernetes.io/last-applied-configuration',
];

/** A set of parameters for each cluster that is selected, and for Argo CD's own where nothing is selected. */
export function clusterParams(
  { selector = {}, values, flatList }: NonNullable<GeneratorSpec['clusters']>,
  clusters: readonly PreviewCluster[] | undefined,
  path: FieldPath,
): GoMap[] {
  if (clusters === undefined) {
    throw new PreviewError(
      path,
      undefined,
      'looks at clusters, which are not given',
      'give the clusters of Argo CD',
    );
  }
  refuseTwins(clusters, path);
  const known = [...clusters].sort((a, b) => byBytes(a.name, b.name));
  const chosen = known
    .filter(({ labels }) => selects(selector, new Map(Object.entries({ ...labels, ...SECRET_TYPE }))))
    .map(paramsOf);
  const hasOwnSecret = clusters
    .filter(({ labels }) => selects(selector, new Map(Object.entries({ ...labels, ...SECRET_TYPE }))))
    .some(({ server }) => server === IN_CLUSTER_SERVER);
  const own = hasConditions(selector) || hasOwnSecret ? [] : [ownCluster()];
  const params = [...chosen, ...own].map((each) => withValues(each, values, [...path, 'values']));
  return flatList ? [new GoMap(new Map([['clusters', params]]))] : params;
}

function refuseTwins(clusters: readonly PreviewCluster[], path: FieldPath): void {
  const names = clusters.map(({ name }) => name);
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  if (twin === undefined) return;
  throw new PreviewError(
    path,
    twin,
    'is the name of two clusters, of which Argo CD takes any',
    'rename one of them',
  );
}

function paramsOf({ name, server, project = '', labels, annotations = {} }: PreviewCluster): GoMap {
  const shown = Object.entries(annotations).filter(([key]) => !HIDDEN_ANNOTATIONS.includes(key));
  const metadata = new Map<string, GoValue>([['labels', goTexts({ ...labels, ...SECRET_TYPE })]]);
  if (Object.keys(annotations).length > 0) metadata.set('annotations', goTexts(Object.fromEntries(shown)));
  return new GoMap(
    new Map<string, GoValue>([
      ['name', name],
      ['nameNormalized', normalize(name)],
      ['server', server],
      ['project', project],
      ['metadata', new GoMap(metadata)],
    ]),
  );
}

/** It has no Secret, and so neither labels nor annotations. */
function ownCluster(): GoMap {
  return new GoMap(
    new Map<string, GoValue>([
      ['name', IN_CLUSTER_NAME],
      ['nameNormalized', IN_CLUSTER_NAME],
      ['server', IN_CLUSTER_SERVER],
      ['project', ''],
    ]),
  );
}
