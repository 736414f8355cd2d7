import type { Finding } from '../../validation/finding';
import { errorAt } from '../../validation/refuse';

/** Keys that have a prop, and keys that Argo CD no longer reads. What ends with a dot stands for all that begin so. */
const KEYS: Readonly<Record<string, string>> = {
  url: 'use url',
  additionalUrls: 'use additionalUrls',
  'admin.enabled': 'use adminEnabled',
  'oidc.config': 'use oidc',
  'ui.bannercontent': 'use banner',
  'ui.bannerurl': 'use banner',
  'ui.bannerpermanent': 'use banner',
  'ui.bannerposition': 'use banner',
  'resource.customizations': 'use healthChecks and ignoreDifferences, or keys of single kinds',
  'resource.customizations.health.': 'use healthChecks',
  'resource.customizations.useOpenLibs.': 'use healthChecks',
  'resource.customizations.ignoreDifferences.': 'use ignoreDifferences',
  'resource.customizations.ignoreResourceUpdates.': 'use ignoreResourceUpdates',
  'resource.exclusions': 'use resourceExclusions',
  'resource.inclusions': 'use resourceInclusions',
  'kustomize.buildOptions': 'use kustomize',
  'kustomize.buildOptions.': 'use kustomize',
  'kustomize.path.': 'use kustomize',
  'kustomize.version.': 'use kustomize: the key is deprecated',
  'timeout.reconciliation': 'use reconciliation',
  'timeout.reconciliation.jitter': 'use reconciliation',
  repositories: 'use repositories: the key is not read since Argo CD 2.1',
  'repository.credentials': 'make a Secret in the cluster: the key is not read since Argo CD 2.1',
};

/** What is wrong with entries that are written as they are. */
export function extraFindings(extra: Readonly<Record<string, string>>): Finding[] {
  return Object.entries(extra).flatMap(([key, value]) => {
    const path = ['extra', key];
    const better = KEYS[key] ?? prefixed(key);
    if (better !== undefined) return [errorAt(path, undefined, 'is written from typed props', better)];
    if (!/^[-._a-zA-Z0-9]+$/.test(key)) {
      return [errorAt(path, undefined, 'is no key of a ConfigMap', 'use letters, digits, -, _ and .')];
    }
    const secret = /^\s*"?(\w*(?:secret|password|token|privatekey))"?\s*:[ \t]*["']?[^\s"'$|>{]/im.exec(
      value,
    )?.[1];
    if (secret === undefined) return [];
    const rule = `has a value for ${secret}, which everybody can read`;
    return [errorAt(path, undefined, rule, 'put it into argocd-secret, and write $key')];
  });
}

function prefixed(key: string): string | undefined {
  const prefix = Object.keys(KEYS).find((known) => known.endsWith('.') && key.startsWith(known));
  return prefix === undefined ? undefined : KEYS[prefix];
}
