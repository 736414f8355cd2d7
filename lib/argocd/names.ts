/** The namespace of Argo CD, where its objects live unless they say otherwise. */
export const ARGOCD_NAMESPACE = 'argocd';

/** The group and version of Argo CD's kinds. */
export const ARGOCD_API_VERSION = 'argoproj.io/v1alpha1';
