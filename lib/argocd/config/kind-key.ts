import type { FieldPath } from '../../validation/field-path';
import type { Finding } from '../../validation/finding';
import { errorAt } from '../../validation/refuse';

/** A kind, as settings of Argo CD name it. */
export interface KindOfSettings {
  readonly group: string;
  readonly kind: string;
}

const GROUP = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;

/**
 * The end of a key such as `resource.customizations.health.apps_Deployment`. A kind of the core group stands alone:
 * what is before an underscore is taken as a group, `core` too, and then matches nothing.
 */
export function kindKey({ group, kind }: KindOfSettings): string {
  return group === '' ? kind : `${group}_${kind}`;
}

/** What keeps a kind from being found by its key. */
export function kindFindings(path: FieldPath, { group, kind }: KindOfSettings): Finding[] {
  const findings: Finding[] = [];
  if (group === 'core' || group === 'v1') {
    const rule = 'is no API group, so Argo CD would find no object of it';
    findings.push(errorAt([...path, 'group'], group, rule, 'leave the group empty for a core kind'));
  } else if (group !== '' && !GROUP.test(group)) {
    const fix = 'write it as in apiVersion, without the version: apps, cert-manager.io';
    findings.push(errorAt([...path, 'group'], group, 'is no API group', fix));
  }
  if (!/^[A-Za-z][A-Za-z0-9]*$/.test(kind)) {
    findings.push(errorAt([...path, 'kind'], kind, 'is no kind', 'write it as in the manifest: Deployment'));
  }
  return findings;
}
