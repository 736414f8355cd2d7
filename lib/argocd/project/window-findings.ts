import type { FieldPath } from '../../validation/field-path';
import type { Finding } from '../../validation/finding';
import { isGoDuration } from '../../validation/go-duration';
import { errorAt } from '../../validation/refuse';
import { cronProblem } from './cron-schedule';
import type { SyncWindowSpec } from './sync-window';
import { timeZoneProblem } from './time-zone';

/** What Argo CD would refuse in the sync windows of a project, or take for something else. */
export function windowFindings(windows: readonly SyncWindowSpec[]): Finding[] {
  const identities = windows.map(identityOf);
  return windows.flatMap((window, index) => {
    const path = ['spec', 'syncWindows', index];
    const { kind, schedule, duration, applications, namespaces, clusters } = window;
    const found = fieldFindings(window, path);
    if (identities.indexOf(identities[index] ?? '') < index) {
      const message = `sync window with kind '${kind}', schedule '${schedule}', and duration '${duration}' already exists`;
      found.push(refused(path, schedule, message, 'remove one of the two'));
    }
    if (!applications?.length && !namespaces?.length && !clusters?.length) {
      const message = `window '${kind}':'${schedule}':'${duration}' requires one of application, cluster or namespace`;
      found.push(refused(path, schedule, message, "name applications, ['*'] for all of the project"));
    }
    return found;
  });
}

function fieldFindings(window: SyncWindowSpec, path: FieldPath): Finding[] {
  const { kind = '', schedule = '', duration = '', timeZone, description = '' } = window;
  const found: Finding[] = [];
  if (kind !== 'allow' && kind !== 'deny') {
    const message = `kind '${kind}' mismatch: can only be allow or deny`;
    found.push(refused([...path, 'kind'], kind, message, 'use one of these'));
  }
  const cron = cronProblem(schedule);
  if (cron) {
    const message = `cannot parse schedule '${schedule}'`;
    const at = [...path, 'schedule'];
    found.push(errorAt(at, schedule, `${cron}; Argo CD says "${message}"`, 'write five fields'));
  }
  if (!isGoDuration(duration)) {
    const message = `cannot parse duration '${duration}'`;
    found.push(refused([...path, 'duration'], duration, message, 'write a duration such as 1h30m'));
  }
  const zone = timeZone === undefined ? undefined : timeZoneProblem(timeZone);
  if (zone) found.push(errorAt([...path, 'timeZone'], timeZone, zone, 'use a name such as "Europe/Vienna"'));
  if (Buffer.byteLength(description) > 255) {
    const message = 'description must not exceed 255 characters';
    found.push(refused([...path, 'description'], description, message, 'shorten it'));
  }
  return found;
}

/** By these fields Argo CD tells windows apart. */
function identityOf(window: SyncWindowSpec): string {
  const { kind, schedule, duration, timeZone = 'UTC', andOperator = false } = window;
  const { applications = [], namespaces = [], clusters = [] } = window;
  return JSON.stringify([
    kind,
    schedule,
    duration,
    applications,
    namespaces,
    clusters,
    timeZone,
    andOperator,
  ]);
}

function refused(path: FieldPath, value: unknown, message: string, fix: string): Finding {
  return errorAt(path, value, `is refused by Argo CD: "${message}"`, fix);
}
