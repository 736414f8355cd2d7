/** Properties of an AppPolicy: which namespaces, and what holds in them. */
export interface AppPolicyProps {
  /**
   * Name of the policy and of its binding, in the cluster.
   * @default - the construct's id
   */
  readonly name?: string;
  /**
   * Names of the namespaces in which it holds.
   * @default - all
   */
  readonly namespaces?: string[];
  /**
   * Labels of the namespaces in which it holds. Together with `namespaces` both must fit.
   * @default - any
   */
  readonly namespaceLabels?: { [key: string]: string };
  /**
   * Registries, or repositories below them, that images come from: `ghcr.io/acme` allows `ghcr.io/acme/fitness:1.4.2`. It
   * holds for the server, for sidecars and for volumes of images. An image that names no registry fits none.
   * @default - any
   */
  readonly allowedRegistries?: string[];
  /**
   * Whether images must be named by their digest, so that nobody can push something else under their name.
   * @default false
   */
  readonly requireDigests?: boolean;
  /**
   * The most pods of an app: of `replicas`, of `autoscaling.maxReplicas`, and by `kubectl scale`.
   * @default - any number
   */
  readonly maxReplicas?: number;
  /**
   * Limits that the server and each sidecar must have. An app without `resources` has a memory limit by default.
   * @default - none
   */
  readonly requiredLimits?: AppLimit[];
  /**
   * Domains of the hosts: `acme.example.com` allows itself and everything below it. An app without a host is always allowed.
   * @default - any
   */
  readonly allowedHosts?: string[];
  /**
   * What happens to an app that breaks a rule. Begin with WARN where there are apps already.
   * @default AppPolicyAction.DENY
   */
  readonly action?: AppPolicyAction;
}

/** What can be limited. */
export enum AppLimit {
  /** `limits.memory`. */
  MEMORY = 'memory',
  /** `limits.cpu`. */
  CPU = 'cpu',
}

/** What happens to an app that breaks a rule. */
export enum AppPolicyAction {
  /** It is refused. */
  DENY = 'Deny',
  /** It is accepted; whoever writes it is warned, and the audit log has it. */
  WARN = 'Warn',
  /** It is accepted, and the audit log has it. */
  AUDIT = 'Audit',
}
