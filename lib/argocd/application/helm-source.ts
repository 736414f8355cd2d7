import { nonEmpty, withoutUndefined } from '../../validation/plain-json';

/** How Argo CD renders a Helm chart. */
export interface HelmOptions {
  /**
   * The release's name.
   * @default - the name of the application
   */
  readonly releaseName?: string;
  /**
   * Files of values, relative to the chart, or `$ref/path` in the source of that `ref`.
   * @default - none
   */
  readonly valueFiles?: string[];
  /**
   * Values, as an object. They win over those of files.
   * @default - none
   */
  readonly values?: { [key: string]: unknown };
  /**
   * Whether files of values may be missing.
   * @default false
   */
  readonly ignoreMissingValueFiles?: boolean;
  /**
   * Whether the chart's CustomResourceDefinitions are left out.
   * @default false
   */
  readonly skipCrds?: boolean;
  /**
   * Whether the chart's tests are left out.
   * @default false
   */
  readonly skipTests?: boolean;
}

/** A Helm chart of a chart repository, or of an OCI registry. */
export interface HelmRepositorySourceProps extends HelmOptions {
  /** The repository, such as `https://charts.jetstack.io`, or `ghcr.io/acme/charts` for a registry. */
  readonly repoUrl: string;
  /** The chart's name. */
  readonly chart: string;
  /** The chart's version, or a range such as `1.x`. */
  readonly version: string;
  /**
   * What this source is called in the user interface, where there are several.
   * @default - none
   */
  readonly name?: string;
}

/** A Helm chart in Git. */
export interface HelmGitSourceProps extends HelmOptions {
  /** The repository, such as `https://github.com/acme/deployments`. */
  readonly repoUrl: string;
  /** The folder of the chart, relative to the root of the repository. */
  readonly path: string;
  /**
   * Branch, tag or commit.
   * @default - the repository's default branch
   */
  readonly targetRevision?: string;
  /**
   * What this source is called in the user interface, where there are several.
   * @default - none
   */
  readonly name?: string;
}

/** The fields of `source.helm`; undefined where there are none. */
export function helmJson(options: HelmOptions): object | undefined {
  const json = withoutUndefined({
    releaseName: options.releaseName,
    valueFiles: nonEmpty(options.valueFiles),
    valuesObject: options.values,
    ignoreMissingValueFiles: options.ignoreMissingValueFiles || undefined,
    skipCrds: options.skipCrds || undefined,
    skipTests: options.skipTests || undefined,
  });
  return Object.keys(json).length > 0 ? json : undefined;
}
