import { goDuration } from '../../validation/go-duration';
import { nonEmpty, withoutUndefined } from '../../validation/plain-json';
import { settingsYaml } from '../settings-yaml';
import type { ArgoConfigProps } from './config-props';
import { HealthCheck } from './health-check';
import { differencesData } from './kind-differences';
import { kindKey } from './kind-key';
import { kustomizeData } from './kustomize-settings';
import { oidcYaml } from './oidc-login';
import { filterJson, type ResourceFilter, USUAL_EXCLUSIONS } from './resource-filter';

/** The entries of argocd-cm. */
export function settingsData(props: ArgoConfigProps): Record<string, string> {
  return withoutUndefined({
    ...accessData(props),
    ...bannerData(props),
    ...healthData(healthChecksOf(props)),
    ...differencesData('ignoreDifferences', props.ignoreDifferences ?? []),
    ...differencesData('ignoreResourceUpdates', props.ignoreResourceUpdates ?? []),
    'resource.exclusions': filtersYaml(exclusionsOf(props)),
    'resource.inclusions': filtersYaml(props.resourceInclusions ?? []),
    ...kustomizeData(props.kustomize ?? {}),
    'timeout.reconciliation': props.reconciliation?.timeout && goDuration(props.reconciliation.timeout),
    'timeout.reconciliation.jitter': props.reconciliation?.jitter && goDuration(props.reconciliation.jitter),
    ...props.extra,
  }) as Record<string, string>;
}

/** The defaults, with those replaced that are given for the same kind. */
export function healthChecksOf({ healthChecks = [] }: ArgoConfigProps): HealthCheck[] {
  const given = new Set(healthChecks.map(kindKey));
  return [...HealthCheck.defaults().filter((check) => !given.has(kindKey(check))), ...healthChecks];
}

function accessData({ url, additionalUrls, adminEnabled, oidc }: ArgoConfigProps): object {
  return {
    url,
    additionalUrls: nonEmpty(additionalUrls) && settingsYaml(additionalUrls),
    'admin.enabled': adminEnabled?.toString(),
    'oidc.config': oidc && oidcYaml(oidc),
  };
}

function bannerData({ banner }: ArgoConfigProps): object {
  return {
    'ui.bannercontent': banner?.content,
    'ui.bannerurl': banner?.url,
    'ui.bannerpermanent': banner?.permanent?.toString(),
    'ui.bannerposition': banner?.position,
  };
}

function healthData(checks: readonly HealthCheck[]): Record<string, string> {
  return Object.fromEntries(
    checks.flatMap((check) => {
      const key = kindKey(check);
      const script: [string, string] = [`resource.customizations.health.${key}`, check._toLua()];
      return check.useOpenLibs ? [script, [`resource.customizations.useOpenLibs.${key}`, 'true']] : [script];
    }),
  );
}

function exclusionsOf({
  resourceExclusions = [],
  usualExclusions = true,
}: ArgoConfigProps): ResourceFilter[] {
  return [...(usualExclusions ? USUAL_EXCLUSIONS : []), ...resourceExclusions];
}

function filtersYaml(filters: readonly ResourceFilter[]): string | undefined {
  return filters.length > 0 ? settingsYaml(filters.map(filterJson)) : undefined;
}
