import { type Chart, Lazy } from 'cdk8s';
import { withoutUndefined } from '../../validation/plain-json';
import { refuse, refuseEmpty } from '../../validation/refuse';
import type { MemberRepository } from '../project/project-member';
import type { ArgoApplicationProps, ArgoDeliveryProps } from './application-props';
import type { ApplicationSource } from './application-source';
import { type Delivered, deliveredPath } from './delivered-source';
import { hydratorJson } from './source-hydrator';

/** What an Application has to know of its source, be it a chart or foreign. */
export interface SourceOfApplication {
  /** The fields of the spec that tell the source. */
  readonly lazyFields: object;
  readonly repositories: readonly MemberRepository[];
  /** What a change of which can change the manifests, relative to the path; undefined where there is no path. */
  readonly generatePaths?: () => string;
  /** The delivered charts; undefined for foreign sources. */
  readonly charts?: () => readonly Chart[];
}

/** The source of a delivered chart or app. */
export function deliverySource(
  { repoUrl, targetRevision = 'HEAD' }: ArgoDeliveryProps,
  delivered: Delivered,
  charts: () => readonly Chart[],
): SourceOfApplication {
  refuseEmpty('ArgoApplication.deliver', 'repoUrl', repoUrl, '"https://github.com/acme/deployments"');
  const produce = () => {
    const { path, include, recurse } = deliveredPath(delivered);
    const directory = include || recurse ? withoutUndefined({ include, recurse }) : undefined;
    return withoutUndefined({ repoURL: repoUrl, targetRevision, path, directory });
  };
  return {
    lazyFields: { source: Lazy.any({ produce }) },
    repositories: [{ url: repoUrl, role: 'application repo' }],
    generatePaths: () => deliveredPath(delivered).include ?? '.',
    charts,
  };
}

/** @throws where not exactly one of source, sources and sourceHydrator is given. */
export function foreignSource(where: string, props: ArgoApplicationProps): SourceOfApplication {
  const { source, sources, sourceHydrator } = props;
  const given = [source, sources, sourceHydrator].filter((each) => each !== undefined);
  if (given.length !== 1) {
    const rule = 'must be one of source, sources and sourceHydrator';
    refuse(
      where,
      'spec.source',
      given.length,
      rule,
      'give exactly one of them, or use ArgoApplication.deliver',
    );
  }
  if (sourceHydrator) {
    const json = hydratorJson(where, sourceHydrator);
    const { drySource, syncSource } = json;
    const synced = syncSource.repoURL ?? drySource.repoURL;
    const isElsewhere = synced !== drySource.repoURL;
    return {
      lazyFields: { sourceHydrator: json },
      repositories: [
        { url: drySource.repoURL, role: 'application repo' },
        ...(isElsewhere ? [{ url: synced, role: 'sync source repo' } as const] : []),
      ],
      generatePaths: () => '.',
    };
  }
  if (sources?.length === 0) {
    refuse(where, 'spec.sources', sources, 'holds no source', 'name at least one');
  }
  const all = sources ?? [source as ApplicationSource];
  if (source?._toJson().ref !== undefined) {
    const fix = 'use sources, with the Helm chart that takes its values from it';
    refuse(where, 'spec.source', source.repoUrl, 'only holds values for other sources', fix);
  }
  const json = all.map((each) => each._toJson());
  return {
    lazyFields: source ? { source: json[0] } : { sources: json },
    repositories: json.map(({ repoURL }) => ({ url: repoURL, role: 'application repo' })),
    generatePaths: json.some(({ path, repoURL }) => path && !repoURL.startsWith('oci://'))
      ? () => '.'
      : undefined,
  };
}
