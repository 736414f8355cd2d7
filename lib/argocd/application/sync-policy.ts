import { withoutUndefined } from '../../validation/plain-json';
import { refuse } from '../../validation/refuse';
import type { SyncWindow } from '../project/sync-window';

/** What Argo CD does by itself. */
export interface AutomatedSyncProps {
  /**
   * Whether what left the source is removed from the cluster.
   * @default false
   */
  readonly prune?: boolean;
  /**
   * Whether what somebody changed in the cluster is set back.
   * @default false
   */
  readonly selfHeal?: boolean;
  /**
   * Whether a source without any object is believed.
   * @default false
   */
  readonly allowEmpty?: boolean;
}

/**
 * Who begins a sync, and when.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/auto_sync/
 */
export class SyncPolicy {
  /**
   * Argo CD syncs each change of the source by itself.
   *
   * @example
   * SyncPolicy.automated({ prune: true, selfHeal: true });
   */
  public static automated(props: AutomatedSyncProps = {}): SyncPolicy {
    const { prune, selfHeal, allowEmpty } = props;
    return new SyncPolicy({ enabled: true, ...withoutUndefined({ prune, selfHeal, allowEmpty }) }, []);
  }

  /** A person, or a pipeline, begins each sync. */
  public static manual(): SyncPolicy {
    return new SyncPolicy(undefined, []);
  }

  /**
   * A person begins each sync, and only while one of these windows is open. They are added to the application's
   * project, for this application only unless they name others.
   *
   * @param windows at least one; windows that deny close what others open.
   * @throws where there is no window.
   * @example
   * SyncPolicy.approval([SyncWindow.allow({ schedule: '0 8 * * 1-4', duration: Duration.hours(8) })]);
   */
  public static approval(windows: SyncWindow[]): SyncPolicy {
    if (windows.length === 0) {
      const fix = 'name a SyncWindow, or use SyncPolicy.manual() for syncs at any time';
      refuse(
        'SyncPolicy.approval',
        'windows',
        windows,
        'holds no window, and so would never limit anything',
        fix,
      );
    }
    return new SyncPolicy(undefined, [...windows]);
  }

  private constructor(
    private readonly automation: object | undefined,
    private readonly windows: readonly SyncWindow[],
  ) {}

  /** @internal */
  public _automatedJson(): object | undefined {
    return this.automation;
  }

  /** @internal */
  public _windowsFor(application: string): SyncWindow[] {
    return this.windows.map((window) => window._forApplications([application]));
  }
}
