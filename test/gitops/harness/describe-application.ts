import type { ApplicationObject, ResourceStatus } from './application-object';

/** Why an Application is not Synced and Healthy, as far as Argo CD tells: for the messages of failing tests. */
export function describeApplication(application: ApplicationObject): string {
  const { sync, health, conditions = [], operationState, resources = [] } = application.status ?? {};
  const lines = [
    `${sync?.status ?? 'not compared yet'}, ${health?.status ?? 'no health yet'}, at ${sync?.revision || 'no revision'}`,
    ...conditions.map(({ type, message }) => `condition ${type}: ${message}`),
    ...(operationState ? [`last sync ${operationState.phase}: ${operationState.message ?? ''}`] : []),
    ...(operationState?.syncResult?.resources ?? [])
      .filter(({ status }) => status !== 'Synced' && status !== 'Pruned')
      .map(
        ({ kind, name, status, message }) => `sync of ${kind} ${name}: ${status ?? 'waits'} ${message ?? ''}`,
      ),
    ...resources.filter(isUnwell).map(describeResource),
  ];
  return lines.map((line) => `\n  ${line}`).join('');
}

function isUnwell({ status, health }: ResourceStatus): boolean {
  return status !== 'Synced' || (health !== undefined && health.status !== 'Healthy');
}

function describeResource({ kind, name, status, health, requiresPruning }: ResourceStatus): string {
  const state = [status, health?.status, requiresPruning && 'to be pruned'].filter(Boolean).join(', ');
  return `${kind} ${name}: ${state}${health?.message ? ` (${health.message})` : ''}`;
}
