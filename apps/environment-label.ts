/** On an Application: which environment it belongs to. On the Secret of a cluster in Argo CD: which one it runs. */
export const ENVIRONMENT_LABEL = 'apps.makeaihq.com/environment';
