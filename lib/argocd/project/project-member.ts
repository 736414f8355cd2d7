import type { Chart } from 'cdk8s';
import type { DestinationSpec } from '../destination';

/** A repository that an application reads, and what Argo CD calls it. */
export interface MemberRepository {
  readonly url: string;
  readonly role: 'application repo' | 'sync source repo';
}

/** What a project has to know of one of its applications. */
export interface ProjectMember {
  /** Its construct path. */
  readonly path: string;
  readonly name: string;
  readonly namespace: string;
  readonly repositories: readonly MemberRepository[];
  readonly destination: DestinationSpec;
  /** The charts that it delivers; undefined where its objects are not known here. */
  readonly charts?: () => readonly Chart[];
  /** A namespace that Argo CD creates for it. */
  readonly createdNamespace?: string;
}
