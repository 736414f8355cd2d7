import type { Finding } from '../../validation/finding';
import { nonEmpty, withoutUndefined } from '../../validation/plain-json';
import { errorAt } from '../../validation/refuse';

/**
 * Kinds of some API groups, in some clusters; all with `*`. What is left out matches all.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#resource-exclusioninclusion
 */
export interface ResourceFilter {
  /**
   * API groups; `''` is the core group.
   * @default - all
   */
  readonly apiGroups?: string[];
  /**
   * Kinds.
   * @default - all
   */
  readonly kinds?: string[];
  /**
   * URLs of clusters.
   * @default - all
   */
  readonly clusters?: string[];
}

/**
 * What an installation of Argo CD leaves out from the start: objects that change often and are never in Git. The list of
 * argocd-cm takes the place of the one that came with the installation, so that has to be in it.
 */
export const USUAL_EXCLUSIONS: readonly ResourceFilter[] = [
  { apiGroups: ['', 'discovery.k8s.io'], kinds: ['Endpoints', 'EndpointSlice'] },
  { apiGroups: ['coordination.k8s.io'], kinds: ['Lease'] },
  {
    apiGroups: ['authentication.k8s.io', 'authorization.k8s.io'],
    kinds: [
      'SelfSubjectReview',
      'TokenReview',
      'LocalSubjectAccessReview',
      'SelfSubjectAccessReview',
      'SelfSubjectRulesReview',
      'SubjectAccessReview',
    ],
  },
  { apiGroups: ['certificates.k8s.io'], kinds: ['CertificateSigningRequest'] },
  { apiGroups: ['cert-manager.io'], kinds: ['CertificateRequest'] },
  { apiGroups: ['cilium.io'], kinds: ['CiliumIdentity', 'CiliumEndpoint', 'CiliumEndpointSlice'] },
  {
    apiGroups: ['kyverno.io', 'reports.kyverno.io', 'wgpolicyk8s.io'],
    kinds: [
      'PolicyReport',
      'ClusterPolicyReport',
      'EphemeralReport',
      'ClusterEphemeralReport',
      'AdmissionReport',
      'ClusterAdmissionReport',
      'BackgroundScanReport',
      'ClusterBackgroundScanReport',
      'UpdateRequest',
    ],
  },
];

/** The filter as it stands in argocd-cm. */
export function filterJson({ apiGroups, kinds, clusters }: ResourceFilter): object {
  return withoutUndefined({
    apiGroups: nonEmpty(apiGroups),
    kinds: nonEmpty(kinds),
    clusters: nonEmpty(clusters),
  });
}

/** A filter without bounds takes everything. */
export function filterFindings(field: string, filters: readonly ResourceFilter[]): Finding[] {
  return filters.flatMap((filter, index) => {
    const matchesAll = (list?: readonly string[]) => !nonEmpty(list) || list?.includes('*');
    if (![filter.apiGroups, filter.kinds, filter.clusters].every(matchesAll)) return [];
    const rule = 'matches every object of every cluster';
    return [errorAt([field, index], undefined, rule, 'name apiGroups, kinds or clusters')];
  });
}
