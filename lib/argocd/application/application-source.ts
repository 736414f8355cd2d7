import { withoutUndefined } from '../../validation/plain-json';
import { refuse, refuseEmpty } from '../../validation/refuse';
import type { DirectorySourceProps } from './directory-source';
import { type HelmGitSourceProps, type HelmRepositorySourceProps, helmJson } from './helm-source';
import { type KustomizeSourceProps, kustomizeJson } from './kustomize-source';

/** Manifests in an artifact of an OCI registry. */
export interface OciSourceProps {
  /** The artifact, such as `oci://ghcr.io/acme/manifests`. */
  readonly repoUrl: string;
  /** Tag or digest. */
  readonly targetRevision: string;
  /**
   * The folder in the artifact.
   * @default '.'
   */
  readonly path?: string;
  /**
   * What this source is called in the user interface, where there are several.
   * @default - none
   */
  readonly name?: string;
}

/** A repository that only holds values for the Helm charts of other sources. */
export interface ReferenceSourceProps {
  /** The repository, such as `https://github.com/acme/deployments`. */
  readonly repoUrl: string;
  /** The name by which files of values refer to it: `$values/shop.yaml` for `values`. */
  readonly ref: string;
  /**
   * Branch, tag or commit.
   * @default - the repository's default branch
   */
  readonly targetRevision?: string;
}

/**
 * Where the manifests of an Application come from, if not from a chart of this program: for those use
 * `ArgoApplication.deliver`, which cannot name a path that does not exist.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/application_sources/
 */
export class ApplicationSource {
  /**
   * A folder of plain manifests in Git.
   * @throws where the repository or the path is empty, or the path is absolute.
   */
  public static directory(props: DirectorySourceProps): ApplicationSource {
    const { include, exclude, recurse } = props;
    const directory = withoutUndefined({ recurse: recurse || undefined, include, exclude });
    return new ApplicationSource({
      ...git('ApplicationSource.directory', props),
      tagPrefix: props.tagPrefix,
      directory: Object.keys(directory).length > 0 ? directory : undefined,
    });
  }

  /**
   * A folder with a kustomization in Git.
   * @throws where the repository or the path is empty, the path is absolute, or a label is Argo CD's own.
   */
  public static kustomize(props: KustomizeSourceProps): ApplicationSource {
    return new ApplicationSource({
      ...git('ApplicationSource.kustomize', props),
      kustomize: kustomizeJson(props),
    });
  }

  /**
   * A Helm chart of a chart repository, or of an OCI registry.
   * @throws where repository, chart or version is empty.
   */
  public static helmRepository(props: HelmRepositorySourceProps): ApplicationSource {
    const { repoUrl, chart, version, name } = props;
    const where = 'ApplicationSource.helmRepository';
    refuseEmpty(where, 'repoUrl', repoUrl, '"https://charts.jetstack.io"');
    refuseEmpty(where, 'chart', chart, '"cert-manager"');
    refuseEmpty(where, 'version', version, '"1.21.1"');
    if (repoUrl.startsWith('oci://')) {
      refuse(where, 'repoUrl', repoUrl, 'begins with oci://, which a chart must not', 'leave oci:// out');
    }
    return new ApplicationSource({
      repoURL: repoUrl,
      chart,
      targetRevision: version,
      name,
      helm: helmJson(props),
    });
  }

  /**
   * A Helm chart in Git.
   * @throws where the repository or the path is empty, or the path is absolute.
   */
  public static helmGit(props: HelmGitSourceProps): ApplicationSource {
    return new ApplicationSource({ ...git('ApplicationSource.helmGit', props), helm: helmJson(props) });
  }

  /**
   * Manifests in an artifact of an OCI registry.
   * @throws where the address does not begin with `oci://`, or the revision is empty.
   */
  public static oci(props: OciSourceProps): ApplicationSource {
    const { repoUrl, targetRevision, path = '.', name } = props;
    const where = 'ApplicationSource.oci';
    if (!repoUrl.startsWith('oci://')) {
      refuse(where, 'repoUrl', repoUrl, 'is no address of an artifact', 'begin it with oci://');
    }
    refuseEmpty(where, 'targetRevision', targetRevision, '"1.4.2"');
    return new ApplicationSource({ repoURL: repoUrl, path, targetRevision, name });
  }

  /**
   * A repository that only holds values for the Helm charts of other sources.
   * @throws where the repository or the name is empty.
   */
  public static reference(props: ReferenceSourceProps): ApplicationSource {
    const { repoUrl, ref, targetRevision } = props;
    refuseEmpty('ApplicationSource.reference', 'repoUrl', repoUrl, EXAMPLE_REPOSITORY);
    refuseEmpty('ApplicationSource.reference', 'ref', ref, '"values"');
    return new ApplicationSource({ repoURL: repoUrl, targetRevision, ref });
  }

  /** The repository. */
  public readonly repoUrl: string;

  private constructor(private readonly json: SourceSpec) {
    this.repoUrl = json.repoURL;
  }

  /** @internal */
  public _toJson(): SourceSpec {
    return withoutUndefined(this.json);
  }
}

/** A source as manifests hold it. */
export interface SourceSpec {
  readonly repoURL: string;
  readonly path?: string;
  readonly chart?: string;
  readonly targetRevision?: string;
  readonly ref?: string;
  readonly name?: string;
  readonly tagPrefix?: string;
  readonly directory?: object;
  readonly helm?: object;
  readonly kustomize?: object;
}

const EXAMPLE_REPOSITORY = '"https://github.com/acme/deployments"';

interface GitProps {
  readonly repoUrl: string;
  readonly path: string;
  readonly targetRevision?: string;
  readonly name?: string;
}

function git(where: string, { repoUrl, path, targetRevision, name }: GitProps): SourceSpec {
  refuseEmpty(where, 'repoUrl', repoUrl, EXAMPLE_REPOSITORY);
  refuseEmpty(where, 'path', path, '"dist/production/shop"');
  if (path.startsWith('/')) {
    refuse(where, 'path', path, 'is absolute, and Argo CD wants it relative', 'leave the first slash out');
  }
  return { repoURL: repoUrl, path, targetRevision, name };
}
