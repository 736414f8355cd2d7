import type { Finding } from '../../validation/finding';
import { errorAt } from '../../validation/refuse';
import { commandFindings } from './command-parameters';
import type { ArgoConfigProps } from './config-props';
import { extraFindings } from './extra-settings';
import { healthFindings } from './health-findings';
import { differencesFindings } from './kind-differences';
import { kustomizeFindings } from './kustomize-settings';
import { oidcFindings } from './oidc-login';
import { rbacFindings } from './rbac';
import { repositoryFindings } from './repository-declaration';
import { filterFindings } from './resource-filter';

/** What is wrong with the settings of Argo CD. */
export function settingsFindings(props: ArgoConfigProps): Finding[] {
  return [
    ...urlFindings(props),
    ...(props.oidc ? oidcFindings(props.oidc, props.url) : []),
    ...loginFindings(props),
    ...rbacFindings(props.rbac ?? {}),
    ...healthFindings(props.healthChecks ?? []),
    ...differencesFindings('ignoreDifferences', props.ignoreDifferences ?? []),
    ...differencesFindings('ignoreResourceUpdates', props.ignoreResourceUpdates ?? []),
    ...filterFindings('resourceExclusions', props.resourceExclusions ?? []),
    ...kustomizeFindings(props.kustomize ?? {}),
    ...bannerFindings(props),
    ...repositoryFindings(props.repositories ?? []),
    ...commandFindings(props.commandParameters ?? {}),
    ...extraFindings(props.extra ?? {}),
  ];
}

function urlFindings({ url, additionalUrls = [] }: ArgoConfigProps): Finding[] {
  const urls = [...(url === undefined ? [] : [[['url'], url] as const])];
  const more = additionalUrls.map((each, index) => [['additionalUrls', index], each] as const);
  return [...urls, ...more]
    .filter(([, value]) => !/^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/.test(value))
    .map(([path, value]) =>
      errorAt(path, value, 'is no URL of a server', 'write https://argocd.example.com'),
    );
}

/** Nobody could log in, and nobody could change that but by kubectl. */
function loginFindings({ adminEnabled, oidc, extra = {} }: ArgoConfigProps): Finding[] {
  const hasOther =
    oidc !== undefined || Object.keys(extra).some((key) => /^(dex\.config|accounts\.)/.test(key));
  if (adminEnabled !== false || hasOther) return [];
  const rule = 'leaves nobody who could log in';
  return [errorAt(['adminEnabled'], adminEnabled, rule, 'give oidc, dex.config or an account too')];
}

function bannerFindings({ banner }: ArgoConfigProps): Finding[] {
  if (banner === undefined || banner.content.trim() !== '') return [];
  return [errorAt(['banner', 'content'], banner.content, 'is empty', 'write what it should say')];
}
