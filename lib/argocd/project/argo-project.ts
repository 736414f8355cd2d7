import { ApiObject, Chart, Lazy } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { formatFinding } from '../../validation/finding';
import { objectName } from '../../validation/object-name';
import { refuse } from '../../validation/refuse';
import type { Destination } from '../destination';
import { ARGOCD_API_VERSION, ARGOCD_NAMESPACE } from '../names';
import { emittedObjects, isRbac } from './emitted-objects';
import { kindRules } from './kind-rules';
import { memberFindings } from './member-findings';
import { projectFindings } from './project-findings';
import { projectJson } from './project-json';
import type { ProjectMember } from './project-member';
import type {
  ArgoProjectProps,
  DestinationServiceAccount,
  ProjectClusterKind,
  ProjectKind,
  ProjectRole,
} from './project-props';
import type { ProjectSpec } from './project-spec';
import type { SyncWindow } from './sync-window';

/** A project of Argo CD, made here or by others. */
export interface IArgoProject extends IConstruct {
  /** The project's name. */
  readonly projectName: string;
}

/**
 * What a group of Applications may do: from which repositories, to which destinations, which kinds, when, and by whom.
 * What it refuses of the applications that are made here is told when they are synthesized, in the words of Argo CD.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/projects/
 * @example
 * const chart = new Chart(new App(), 'platform', { namespace: 'argocd' });
 * const project = new ArgoProject(chart, 'production', {
 *   sourceRepos: ['https://github.com/acme/deployments'],
 *   destinations: [Destination.cluster('production', 'chatgpt-*')],
 * });
 * project.allowEmitted();
 */
export class ArgoProject extends Construct implements IArgoProject {
  /**
   * A project that others made. Nothing is known of its rules, so nothing is checked against them.
   *
   * @throws where the name is `default`: that project lets everything through.
   */
  public static fromProjectName(scope: Construct, id: string, name: string): IArgoProject {
    return new ForeignProject(scope, id, name);
  }

  /** The project's name. */
  public readonly projectName: string;
  /** The namespace that it lives in. */
  public readonly namespace: string;

  private readonly members: ProjectMember[] = [];
  private readonly sets: string[] = [];
  private readonly props: ArgoProjectProps;
  private readonly sourceRepos: string[];
  private readonly destinations: Destination[];
  private readonly roles: ProjectRole[];
  private readonly syncWindows: SyncWindow[];
  private readonly serviceAccounts: DestinationServiceAccount[];
  private readonly clusterKinds: ProjectClusterKind[];
  private readonly namespaceKinds: ProjectKind[];
  private allowsEmitted = false;

  /** @throws where the name is invalid, or a kind is allowed that needs a name. */
  constructor(scope: Construct, id: string, props: ArgoProjectProps = {}) {
    super(scope, id);
    const { metadata } = props;
    this.projectName = objectName(this.node.path, metadata?.name ?? id);
    this.namespace = metadata?.namespace ?? Chart.of(this).namespace ?? ARGOCD_NAMESPACE;
    this.props = props;
    this.sourceRepos = [...(props.sourceRepos ?? [])];
    this.destinations = [...(props.destinations ?? [])];
    this.roles = [...(props.roles ?? [])];
    this.syncWindows = [...(props.syncWindows ?? [])];
    this.serviceAccounts = [...(props.destinationServiceAccounts ?? [])];
    this.namespaceKinds = [...(props.namespaceResourceWhitelist ?? [])];
    this.clusterKinds = [];
    for (const { group, kind, name } of props.clusterResourceWhitelist ?? [])
      this.allowClusterKind(group, kind, name);
    new ApiObject(this, 'Resource', {
      apiVersion: ARGOCD_API_VERSION,
      kind: 'AppProject',
      metadata: { ...metadata, name: this.projectName, namespace: this.namespace },
      spec: Lazy.any({ produce: () => this.spec() }),
    });
    this.node.addValidation({ validate: () => this.problems() });
  }

  /** Lets applications read a repository, with `*`; with `!` before it, forbids it. */
  public addSourceRepo(repoUrl: string): void {
    this.sourceRepos.push(repoUrl);
  }

  /** Lets applications deploy to a destination, with `*`. */
  public addDestination(destination: Destination): void {
    this.destinations.push(destination);
  }

  /** Adds a role. */
  public addRole(role: ProjectRole): void {
    this.roles.push(role);
  }

  /** Adds a time in which applications may sync, or may not. */
  public addSyncWindow(window: SyncWindow): void {
    this.syncWindows.push(window);
  }

  /** Says by whose rights objects are applied. */
  public addDestinationServiceAccount(account: DestinationServiceAccount): void {
    this.serviceAccounts.push(account);
  }

  /**
   * Lets applications contain a kind that lives in the cluster.
   *
   * @param group API group; empty for the core group.
   * @param kind the kind, with `*`.
   * @param name names, with `*`. @default - all names
   * @throws where a Namespace, or a kind of RBAC, has no name: whoever may write all of those owns the cluster. If that
   * is meant, say so by `*`.
   */
  public allowClusterKind(group: string, kind: string, name?: string): void {
    const isNamespace = kind === 'Namespace' && group === '';
    if (name === undefined && (isNamespace || isRbac({ group, kind }))) {
      const rule = 'without a name would let applications take over the cluster';
      const fix = "give a pattern such as 'chatgpt-*', or '*' if all are meant";
      refuse(this.node.path, 'spec.clusterResourceWhitelist', `${group}/${kind}`, rule, fix);
    }
    this.clusterKinds.push(name === undefined ? { group, kind } : { group, kind, name });
  }

  /**
   * Lets applications contain a kind that lives in namespaces. From the first one on, and from `allowEmitted` on, all
   * others are forbidden.
   *
   * @param group API group; empty for the core group.
   * @param kind the kind, with `*`.
   */
  public allowNamespaceKind(group: string, kind: string): void {
    this.namespaceKinds.push({ group, kind });
  }

  /**
   * Lets applications contain exactly the kinds that the charts contain which are delivered by applications of this
   * project, as they are when synthesized; objects of the cluster by name. Kinds of RBAC are left out: allow them one
   * by one where an application really needs them.
   *
   * A kind that leaves the charts leaves the project too, and what Argo CD must not have it does not prune. Allow it by
   * hand until its last object is gone.
   */
  public allowEmitted(): void {
    this.allowsEmitted = true;
  }

  /** @internal */
  public _addMember(member: ProjectMember): void {
    this.members.push(member);
  }

  /**
   * A set of applications, which checks itself what it generates.
   * @internal
   */
  public _addSet(path: string): void {
    this.sets.push(path);
  }

  /**
   * The paths of its applications, and of sets of them.
   * @internal
   */
  public _memberPaths(): string[] {
    return [...this.members.map(({ path }) => path), ...this.sets];
  }

  /** @internal */
  public _spec(): ProjectSpec {
    return this.spec();
  }

  private spec(): ProjectSpec {
    return projectJson(this.projectName, {
      props: this.props,
      sourceRepos: this.sourceRepos,
      destinations: this.destinations,
      roles: this.roles,
      syncWindows: this.syncWindows,
      serviceAccounts: this.serviceAccounts,
      clusterKinds: this.clusterKinds,
      namespaceKinds: this.namespaceKinds,
      emitted: this.allowsEmitted
        ? emittedObjects(this.members.flatMap(({ charts }) => charts?.() ?? []))
        : undefined,
      createdNamespaces: this.members.flatMap(({ createdNamespace }) => createdNamespace ?? []),
    });
  }

  private problems(): string[] {
    const spec = this.spec();
    const project = { name: this.projectName, namespace: this.namespace, spec, kinds: kindRules(spec) };
    const own = projectFindings(this.projectName, spec);
    const subject = `AppProject ${this.projectName}`;
    return [
      ...own.map((finding) => formatFinding(subject, finding)),
      ...this.unknownMembers().map((path) => unknownKinds(subject, path)),
      ...this.members.flatMap((member) =>
        memberFindings(project, member).map((finding) => formatFinding(member.path, finding)),
      ),
    ];
  }

  /** Applications whose kinds would all be refused, because nobody knows them. */
  private unknownMembers(): string[] {
    if (!this.allowsEmitted || this.namespaceKinds.length > 0) return [];
    const foreign = this.members.filter(({ charts }) => charts === undefined).map(({ path }) => path);
    return [...foreign, ...this.sets];
  }
}

function unknownKinds(subject: string, path: string): string {
  return formatFinding(subject, {
    severity: 'error',
    path: ['spec', 'namespaceResourceWhitelist'],
    rule: `would forbid all kinds of ${path}, which has a foreign source: what it contains is not known here`,
    fix: 'allow its kinds by allowNamespaceKind, or put it into a project without allowEmitted',
  });
}

class ForeignProject extends Construct implements IArgoProject {
  public readonly projectName: string;

  constructor(scope: Construct, id: string, name: string) {
    super(scope, id);
    if (name === 'default') {
      const rule = 'is the project that lets every application do everything';
      refuse(this.node.path, 'spec.project', name, rule, 'make an ArgoProject, or name another one');
    }
    this.projectName = objectName(this.node.path, name);
  }
}
