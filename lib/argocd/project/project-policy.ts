import { refuse } from '../../validation/refuse';

/** Whether a policy allows or denies. */
export enum PolicyEffect {
  /** Allows. */
  ALLOW = 'allow',
  /** Denies, whatever others allow. */
  DENY = 'deny',
}

/** What may be done with applicationsets, repositories and clusters of a project. */
export enum ProjectAction {
  /** See them. */
  GET = 'get',
  /** Make them. */
  CREATE = 'create',
  /** Change them. */
  UPDATE = 'update',
  /** Delete them. */
  DELETE = 'delete',
  /** All of these. */
  ALL = '*',
}

/**
 * What may be done with applications of a project.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/rbac/#the-action-action
 */
export class ApplicationAction {
  /** See and list them. */
  public static readonly GET = new ApplicationAction('get');
  /** Make them. */
  public static readonly CREATE = new ApplicationAction('create');
  /** Change their spec; not the objects that they deliver. */
  public static readonly UPDATE = new ApplicationAction('update');
  /** Delete them; not single objects that they deliver. */
  public static readonly DELETE = new ApplicationAction('delete');
  /** Sync them to what Git holds. */
  public static readonly SYNC = new ApplicationAction('sync');
  /** Sync them to manifests from somewhere else: whoever may do this needs no Git. */
  public static readonly OVERRIDE = new ApplicationAction('override');
  /** All of these, `override` among them. */
  public static readonly ALL = new ApplicationAction('*');

  /**
   * Run a resource action, such as the restart of a Deployment.
   *
   * @param group API group. @default '*'
   * @param kind kind. @default '*'
   * @param name the action's name, such as `restart`. @default '*'
   */
  public static run(group: string = '*', kind: string = '*', name: string = '*'): ApplicationAction {
    return new ApplicationAction(`action/${group}/${kind}/${name}`);
  }

  /**
   * Change objects that an application delivers.
   *
   * @param group API group. @default '*'
   * @param kind kind. @default '*'
   * @param namespace namespace. @default '*'
   * @param name the object's name. @default '*'
   */
  public static updateResource(
    group: string = '*',
    kind: string = '*',
    namespace: string = '*',
    name: string = '*',
  ): ApplicationAction {
    return new ApplicationAction(`update/${group}/${kind}/${namespace}/${name}`);
  }

  /**
   * Delete objects that an application delivers, pods for example.
   *
   * @param group API group; empty for the core group. @default '*'
   * @param kind kind. @default '*'
   * @param namespace namespace. @default '*'
   * @param name the object's name. @default '*'
   */
  public static deleteResource(
    group: string = '*',
    kind: string = '*',
    namespace: string = '*',
    name: string = '*',
  ): ApplicationAction {
    return new ApplicationAction(`delete/${group}/${kind}/${namespace}/${name}`);
  }

  private constructor(private readonly verb: string) {
    if (!/^[^,\s]+$/.test(verb)) {
      refuse('ApplicationAction', 'action', verb, 'has a comma or a space', 'leave it out');
    }
  }

  /** The action as it stands in a policy. */
  public toString(): string {
    return this.verb;
  }
}

/** What a policy is about, and whether it allows. */
export interface PolicyScope {
  /**
   * Name of an application, applicationset, repository or cluster of the project, with `*`.
   * @default '*'
   */
  readonly name?: string;
  /**
   * Namespace of applications that live outside of Argo CD's namespace, with `*`.
   * @default - that of Argo CD
   */
  readonly namespace?: string;
  /**
   * Whether it allows or denies.
   * @default PolicyEffect.ALLOW
   */
  readonly effect?: PolicyEffect;
}

/**
 * What the members of a project's role may do. Verbs that Argo CD does not know, such as `list`, cannot be written.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/rbac/
 * @example
 * ProjectPolicy.applications([ApplicationAction.GET, ApplicationAction.SYNC]);
 */
export class ProjectPolicy {
  /** About applications. */
  public static applications(actions: ApplicationAction[], scope: PolicyScope = {}): ProjectPolicy {
    return new ProjectPolicy('applications', actions.map(String), scope);
  }

  /** About applicationsets. */
  public static applicationSets(actions: ProjectAction[], scope: PolicyScope = {}): ProjectPolicy {
    return new ProjectPolicy('applicationsets', actions, scope);
  }

  /** About repositories of the project. */
  public static repositories(actions: ProjectAction[], scope: PolicyScope = {}): ProjectPolicy {
    return new ProjectPolicy('repositories', actions, scope);
  }

  /** About clusters of the project. */
  public static clusters(actions: ProjectAction[], scope: PolicyScope = {}): ProjectPolicy {
    return new ProjectPolicy('clusters', actions, scope);
  }

  /** Reading logs of pods. */
  public static logs(scope: PolicyScope = {}): ProjectPolicy {
    return new ProjectPolicy('logs', ['get'], scope);
  }

  /** Opening a shell in pods. */
  public static exec(scope: PolicyScope = {}): ProjectPolicy {
    return new ProjectPolicy('exec', ['create'], scope);
  }

  private constructor(
    private readonly resource: string,
    private readonly actions: readonly string[],
    private readonly scope: PolicyScope,
  ) {
    if (actions.length === 0) {
      refuse(`ProjectPolicy.${resource}`, 'actions', actions, 'holds no action', 'name at least one');
    }
  }

  /**
   * One line for each action.
   * @internal
   */
  public _toLines(project: string, role: string): string[] {
    const { name = '*', namespace, effect = PolicyEffect.ALLOW } = this.scope;
    const object = [project, ...(namespace === undefined ? [] : [namespace]), name].join('/');
    const subject = `proj:${project}:${role}`;
    return this.actions.map((action) => `p, ${subject}, ${this.resource}, ${action}, ${object}, ${effect}`);
  }
}
