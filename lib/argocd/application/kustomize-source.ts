import { nonEmpty, withoutUndefined } from '../../validation/plain-json';
import { refuse } from '../../validation/refuse';

/** The number of replicas that Kustomize sets. */
export interface KustomizeReplica {
  /** Name of the Deployment or StatefulSet. */
  readonly name: string;
  /** How many. */
  readonly count: number;
}

/** A folder with a kustomization in Git. */
export interface KustomizeSourceProps {
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
   * Images in Kustomize's form, such as `shop=ghcr.io/acme/shop@sha256:…`.
   * @default - none
   */
  readonly images?: string[];
  /**
   * Labels for all objects and for pods, never for selectors, which cannot change. Argo CD may own
   * `app.kubernetes.io/instance`, so that one is refused.
   * @default - none
   */
  readonly labels?: { [key: string]: string };
  /**
   * Annotations for all objects.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
  /**
   * Text before every name.
   * @default - none
   */
  readonly namePrefix?: string;
  /**
   * Text after every name.
   * @default - none
   */
  readonly nameSuffix?: string;
  /**
   * The namespace of all objects.
   * @default - as they say
   */
  readonly namespace?: string;
  /**
   * Replicas of workloads. Leave those out that an autoscaler owns.
   * @default - as they say
   */
  readonly replicas?: KustomizeReplica[];
  /**
   * Components to add, relative to the path.
   * @default - none
   */
  readonly components?: string[];
  /**
   * A version of Kustomize that Argo CD is configured for. (Build options are settings of Argo CD, not of an
   * Application.)
   * @default - Argo CD's own
   */
  readonly version?: string;
  /**
   * What this source is called in the user interface, where there are several.
   * @default - none
   */
  readonly name?: string;
}

const INSTANCE_LABEL = 'app.kubernetes.io/instance';

/** The fields of `source.kustomize`; undefined where there are none. */
export function kustomizeJson(props: KustomizeSourceProps): object | undefined {
  const { labels, annotations, images, replicas, components } = props;
  if (labels && INSTANCE_LABEL in labels) {
    refuse(
      'ApplicationSource.kustomize',
      ['labels', INSTANCE_LABEL],
      labels[INSTANCE_LABEL],
      'is a label that Argo CD itself may set, to track what belongs to an application',
      'leave it out',
    );
  }
  const json = withoutUndefined({
    namePrefix: props.namePrefix,
    nameSuffix: props.nameSuffix,
    namespace: props.namespace,
    version: props.version,
    images: nonEmpty(images),
    replicas: nonEmpty(replicas),
    components: nonEmpty(components),
    commonAnnotations: annotations,
    ...(labels && { commonLabels: labels, labelWithoutSelector: true, labelIncludeTemplates: true }),
  });
  return Object.keys(json).length > 0 ? json : undefined;
}
