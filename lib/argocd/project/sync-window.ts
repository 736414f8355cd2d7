import type { Duration } from 'cdk8s';
import { goDuration } from '../../validation/go-duration';
import { refuse } from '../../validation/refuse';
import { cronProblem } from './cron-schedule';
import { timeZoneProblem } from './time-zone';

/** When, and for which applications, a sync window is open. */
export interface SyncWindowProps {
  /** When it opens: minute, hour, day of month, month, day of week. `0 8 * * 1-5` is 8:00 on working days. */
  readonly schedule: string;
  /** How long it stays open, from one second. */
  readonly duration: Duration;
  /**
   * The zone of the schedule, by its name in the IANA data base.
   * @default 'UTC'
   */
  readonly timeZone?: string;
  /**
   * Names of applications, with `*`.
   * @default - all applications of the project, unless namespaces or clusters are given
   */
  readonly applications?: string[];
  /**
   * Namespaces of destinations, with `*`.
   * @default - none
   */
  readonly namespaces?: string[];
  /**
   * Clusters of destinations, by name or URL, with `*`.
   * @default - none
   */
  readonly clusters?: string[];
  /**
   * Whether a person may sync although the windows say no.
   * @default false
   */
  readonly manualSync?: boolean;
  /**
   * Whether an application must be named by applications, namespaces and clusters all at once, not by one of them.
   * @default false
   */
  readonly andOperator?: boolean;
  /**
   * Whether a sync that has begun may go on when the windows change to no.
   * @default false
   */
  readonly syncOverrun?: boolean;
  /**
   * What it is for, in at most 255 bytes.
   * @default - none
   */
  readonly description?: string;
}

/**
 * A time in which applications may sync, or may not. Where any window allows, an application syncs in such windows
 * only; a window that denies wins.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync_windows/
 * @example
 * SyncWindow.allow({ schedule: '0 8 * * 1-4', duration: Duration.hours(8), timeZone: 'Europe/Vienna' });
 */
export class SyncWindow {
  /**
   * A time in which applications may sync.
   * @throws where the schedule, duration or time zone is invalid.
   */
  public static allow(props: SyncWindowProps): SyncWindow {
    return new SyncWindow('allow', props);
  }

  /**
   * A time in which applications may not sync.
   * @throws where the schedule, duration or time zone is invalid.
   */
  public static deny(props: SyncWindowProps): SyncWindow {
    return new SyncWindow('deny', props);
  }

  private constructor(
    private readonly kind: 'allow' | 'deny',
    private readonly props: SyncWindowProps,
  ) {
    const where = `SyncWindow.${kind}`;
    const { schedule, duration, timeZone, description } = props;
    const cron = cronProblem(schedule);
    if (cron) refuse(where, 'schedule', schedule, cron, 'write five fields, as in "0 8 * * 1-5"');
    if (schedule.includes('TZ=')) {
      refuse(where, 'schedule', schedule, 'names a time zone', 'give it as timeZone, which Argo CD shows');
    }
    if (duration.toMilliseconds() < 1000) {
      refuse(
        where,
        'duration',
        duration.toString(),
        'is shorter than a second',
        'use Duration.hours(1), for example',
      );
    }
    const zone = timeZone === undefined ? undefined : timeZoneProblem(timeZone);
    if (zone) refuse(where, 'timeZone', timeZone, zone, 'use a name such as "Europe/Vienna"');
    if (Buffer.byteLength(description ?? '') > 255) {
      refuse(where, 'description', description, 'is longer than 255 bytes', 'shorten it');
    }
  }

  /**
   * The same window for applications of these names, where it names none itself.
   * @internal
   */
  public _forApplications(names: string[]): SyncWindow {
    const { applications, namespaces, clusters } = this.props;
    if (applications?.length || namespaces?.length || clusters?.length) return this;
    return new SyncWindow(this.kind, { ...this.props, applications: names });
  }

  /** @internal */
  public _toJson(): SyncWindowSpec {
    const { duration, manualSync, andOperator, syncOverrun, ...rest } = this.props;
    return {
      kind: this.kind,
      ...rest,
      duration: goDuration(duration),
      manualSync: manualSync || undefined,
      andOperator: andOperator || undefined,
      syncOverrun: syncOverrun || undefined,
    };
  }
}

/** A sync window as manifests hold it. */
export interface SyncWindowSpec {
  readonly kind?: string;
  readonly schedule?: string;
  readonly duration?: string;
  readonly timeZone?: string;
  readonly applications?: readonly string[];
  readonly namespaces?: readonly string[];
  readonly clusters?: readonly string[];
  readonly manualSync?: boolean;
  readonly andOperator?: boolean;
  readonly syncOverrun?: boolean;
  readonly description?: string;
}
