import { refuse } from '../../validation/refuse';
import type { ApplicationAction, ProjectAction } from '../project/project-policy';
import { PolicyEffect } from '../project/project-policy';

/** Objects of projects that a policy is about, and whether it allows. */
export interface RbacScope {
  /**
   * Project, with `*`.
   * @default '*'
   */
  readonly project?: string;
  /**
   * Namespace of Applications that live outside of Argo CD's namespace, with `*`.
   * @default - that of Argo CD
   */
  readonly namespace?: string;
  /**
   * Name of an application or applicationset, with `*`.
   * @default '*'
   */
  readonly name?: string;
  /**
   * Whether it allows or denies.
   * @default PolicyEffect.ALLOW
   */
  readonly effect?: PolicyEffect;
}

/** Objects of Argo CD itself that a policy is about, and whether it allows. */
export interface RbacObjects {
  /**
   * Name or URL, with `*`; of repositories and clusters that belong to a project, `project/url`.
   * @default '*'
   */
  readonly name?: string;
  /**
   * Whether it allows or denies.
   * @default PolicyEffect.ALLOW
   */
  readonly effect?: PolicyEffect;
}

/**
 * What the members of a role may do in all of Argo CD. For the roles of one project use `ProjectPolicy`.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/rbac/
 * @example
 * RbacPolicy.applications([ApplicationAction.GET, ApplicationAction.SYNC], { project: 'shops' });
 */
export class RbacPolicy {
  /** About applications. */
  public static applications(actions: ApplicationAction[], scope: RbacScope = {}): RbacPolicy {
    return RbacPolicy.inProject('applications', actions.map(String), scope);
  }

  /** About applicationsets. */
  public static applicationSets(actions: ProjectAction[], scope: RbacScope = {}): RbacPolicy {
    return RbacPolicy.inProject('applicationsets', actions, scope);
  }

  /** Reading logs of pods. */
  public static logs(scope: RbacScope = {}): RbacPolicy {
    return RbacPolicy.inProject('logs', ['get'], scope);
  }

  /** Opening a shell in pods. */
  public static exec(scope: RbacScope = {}): RbacPolicy {
    return RbacPolicy.inProject('exec', ['create'], scope);
  }

  /** About projects. */
  public static projects(actions: ProjectAction[], objects: RbacObjects = {}): RbacPolicy {
    return new RbacPolicy('projects', actions, objects);
  }

  /** About repositories. */
  public static repositories(actions: ProjectAction[], objects: RbacObjects = {}): RbacPolicy {
    return new RbacPolicy('repositories', actions, objects);
  }

  /** About clusters. */
  public static clusters(actions: ProjectAction[], objects: RbacObjects = {}): RbacPolicy {
    return new RbacPolicy('clusters', actions, objects);
  }

  /** About accounts. */
  public static accounts(actions: ProjectAction[], objects: RbacObjects = {}): RbacPolicy {
    return new RbacPolicy('accounts', actions, objects);
  }

  /** About TLS certificates and known hosts of repositories. */
  public static certificates(actions: ProjectAction[], objects: RbacObjects = {}): RbacPolicy {
    return new RbacPolicy('certificates', actions, objects);
  }

  /** About the keys by which commits are verified. */
  public static gpgKeys(actions: ProjectAction[], objects: RbacObjects = {}): RbacPolicy {
    return new RbacPolicy('gpgkeys', actions, objects);
  }

  /** Calling an extension of the server. */
  public static extensions(objects: RbacObjects = {}): RbacPolicy {
    return new RbacPolicy('extensions', ['invoke'], objects);
  }

  private static inProject(resource: string, actions: readonly string[], scope: RbacScope): RbacPolicy {
    const { project = '*', namespace, name = '*', effect } = scope;
    const parts = [project, ...(namespace === undefined ? [] : [namespace]), name];
    return new RbacPolicy(resource, actions, { name: parts.join('/'), effect });
  }

  private constructor(
    private readonly resource: string,
    private readonly actions: readonly string[],
    private readonly objects: RbacObjects,
  ) {
    const where = `RbacPolicy.${resource}`;
    if (actions.length === 0) refuse(where, 'actions', actions, 'holds no action', 'name at least one');
    const { name = '*' } = objects;
    if (!/^[^,"\s]+$/.test(name)) {
      refuse(where, 'name', name, 'is empty, or has a comma, a quote or a space', 'leave it out');
    }
  }

  /**
   * One line for each action.
   * @internal
   */
  public _toLines(role: string): string[] {
    const { name = '*', effect = PolicyEffect.ALLOW } = this.objects;
    return this.actions.map((action) => `p, ${role}, ${this.resource}, ${action}, ${name}, ${effect}`);
  }
}
