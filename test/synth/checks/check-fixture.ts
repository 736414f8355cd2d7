import { formatCheckFinding } from '../../../lib/synth/checks/check-finding';
import { type CheckOptions, checkObjects } from '../../../lib/synth/checks/check-objects';
import type { SynthesizedObject } from '../../../lib/synth/checks/synthesized-object';

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

/** An object in namespace `live`, whose construct path tells its kind and name. */
export function object(
  apiVersion: string,
  kind: string,
  name: string,
  body: Readonly<Record<string, unknown>> = {},
  metadata: Readonly<Record<string, unknown>> = {},
): SynthesizedObject & { readonly manifest: Manifest } {
  const manifest = { apiVersion, kind, metadata: { name, namespace: 'live', ...metadata }, ...body };
  return { path: `chart/${kind}-${name}`, manifest };
}

/** A Deployment of app `shop` with this pod spec. */
export function deployment(podSpec: Readonly<Record<string, unknown>> = {}, name = 'shop-mcp') {
  const labels = { 'apps.makeaihq.com/app': 'shop' };
  const template = { metadata: { labels }, spec: { containers: [{ name: 'server' }], ...podSpec } };
  return object('apps/v1', 'Deployment', name, { spec: { template } }, { labels });
}

/** The findings as they are printed. */
export function printed(objects: readonly SynthesizedObject[], off?: CheckOptions['off']): string[] {
  return checkObjects(objects, { off }).findings.map(formatCheckFinding);
}

/** The names of the checks that found something. */
export function failed(...objects: readonly SynthesizedObject[]): string[] {
  return [...new Set(checkObjects(objects).findings.map(({ check }) => check))].sort();
}
