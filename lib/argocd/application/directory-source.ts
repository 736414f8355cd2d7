/** A folder of plain manifests in Git. */
export interface DirectorySourceProps {
  /** The repository, such as `https://github.com/acme/deployments`. */
  readonly repoUrl: string;
  /** The folder, relative to the root of the repository. */
  readonly path: string;
  /**
   * Branch, tag or commit.
   * @default - the repository's default branch
   */
  readonly targetRevision?: string;
  /**
   * Whether folders in the folder count.
   * @default false
   */
  readonly recurse?: boolean;
  /**
   * The files that count, as a pattern such as `*.k8s.yaml`.
   * @default - all YAML, JSON and Jsonnet files
   */
  readonly include?: string;
  /**
   * Files that do not count, as a pattern.
   * @default - none
   */
  readonly exclude?: string;
  /**
   * What this source is called in the user interface, where there are several.
   * @default - none
   */
  readonly name?: string;
  /**
   * Begins the tags among which a range of versions in `targetRevision` chooses, such as `shop/`.
   * @default - all tags
   */
  readonly tagPrefix?: string;
}
