/** How Argo CD deletes what it prunes. */
export enum PrunePropagation {
  /** Dependents first: the deletion ends when all is gone. */
  FOREGROUND = 'foreground',
  /** The object first, its dependents later. */
  BACKGROUND = 'background',
  /** The object only; its dependents stay. */
  ORPHAN = 'orphan',
}

/** Whether Argo CD may prune or delete objects. */
export enum Removal {
  /** Never. */
  FORBIDDEN = 'false',
  /** When a person confirms it in Argo CD. */
  CONFIRMED = 'confirm',
}

/**
 * How Argo CD applies the objects of an Application. What is Argo CD's default (`Validate=true`, `Replace=false`) has no
 * option here.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/
 */
export class SyncOption {
  /** Creates the namespace of the destination where it is missing. The project must allow that namespace. */
  public static createNamespace(): SyncOption {
    return new SyncOption('CreateNamespace', 'true');
  }

  /**
   * Applies objects on the server, with field owners.
   *
   * @param enabled @default true
   */
  public static serverSideApply(enabled: boolean = true): SyncOption {
    return new SyncOption('ServerSideApply', String(enabled));
  }

  /** Prunes at the end of a sync, when everything else is healthy. */
  public static pruneLast(): SyncOption {
    return new SyncOption('PruneLast', 'true');
  }

  /** Whether what left the source is removed from the cluster. */
  public static prune(removal: Removal): SyncOption {
    return new SyncOption('Prune', removal);
  }

  /** Whether objects are removed when the Application is deleted. */
  public static deletion(removal: Removal): SyncOption {
    return new SyncOption('Delete', removal);
  }

  /** How what is pruned is deleted. */
  public static prunePropagationPolicy(policy: PrunePropagation): SyncOption {
    return new SyncOption('PrunePropagationPolicy', policy);
  }

  /** Applies only what is out of sync; for Applications of very many objects. */
  public static applyOutOfSyncOnly(): SyncOption {
    return new SyncOption('ApplyOutOfSyncOnly', 'true');
  }

  /** Respects `ignoreDifferences` when it applies, not only when it compares. */
  public static respectIgnoreDifferences(): SyncOption {
    return new SyncOption('RespectIgnoreDifferences', 'true');
  }

  /** Fails where another Application has an object of this one. */
  public static failOnSharedResource(): SyncOption {
    return new SyncOption('FailOnSharedResource', 'true');
  }

  /** Does not try out objects whose kind the cluster does not know yet. */
  public static skipDryRunOnMissingResource(): SyncOption {
    return new SyncOption('SkipDryRunOnMissingResource', 'true');
  }

  /** Applies without the client's validation against the schema, as `kubectl --validate=false`. */
  public static skipValidation(): SyncOption {
    return new SyncOption('Validate', 'false');
  }

  /** Replaces objects instead of changing them. Destructive: some kinds are deleted and created again. */
  public static replace(): SyncOption {
    return new SyncOption('Replace', 'true');
  }

  /** Leaves fields that were once applied by a client to their former owner. */
  public static skipClientSideApplyMigration(): SyncOption {
    return new SyncOption('ClientSideApplyMigration', 'false');
  }

  private constructor(
    /** The option's name, such as `PruneLast`. */
    public readonly name: string,
    /** Its value, such as `true`. */
    public readonly value: string,
  ) {}

  /** The option as it is written, such as `PruneLast=true`. */
  public toString(): string {
    return `${this.name}=${this.value}`;
  }
}
