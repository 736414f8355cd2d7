import { formatFinding, formatValue } from '../validation/finding';
import type { Deployment, FleetFinding } from './fleet-document';

/** How many apps are named one by one before they are only counted. */
const MOST_NAMES = 3;

/**
 * The findings as they are printed, by file and line. What several apps or environments have in common is
 * printed once, with whom it concerns:
 * ```
 * fleet/apps/fitness.yaml:12:11: fitness in every environment: spec.mcpServer.port = 70000
 *   is above 65535, the most.
 *   Fix: use a number from 1 to 65535.
 * ```
 *
 * @param environments names of all environments.
 */
export function formatFleetFindings(
  findings: readonly FleetFinding[],
  environments: readonly string[],
): string[] {
  const groups = new Map<string, FleetFinding[]>();
  for (const finding of [...findings].sort(byPlace)) {
    const key = identityOf(finding);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].map((group) => formatGroup(group, environments));
}

function formatGroup(group: readonly FleetFinding[], environments: readonly string[]): string {
  // a finding about the file itself says more than those about what follows from it
  const general = group.find(({ deployment }) => deployment === undefined);
  const [first] = general ? [general] : group;
  if (first === undefined) return '';
  const { file, position } = first;
  const place = position ? `${file}:${position.line}:${position.column}` : file;
  const whom = general ? '' : `: ${concerned(group, environments)}`;
  return formatFinding(`${place}${whom}`, first);
}

/** The same place, rule and field; the path differs where a patch and what it is merged into are both wrong. */
function identityOf({ file, position, severity, rule, value, path }: FleetFinding): string {
  return JSON.stringify([file, position, severity, rule, formatValue(value), path.at(-1)]);
}

function concerned(group: readonly FleetFinding[], environments: readonly string[]): string {
  const deployments = group.flatMap(({ deployment }) => (deployment ? [deployment] : []));
  const apps = distinct(deployments, 'app');
  const where = distinct(deployments, 'environment');
  const inWhich =
    where.length > 1 && where.length === environments.length ? 'every environment' : where.join(', ');
  return `${apps.length > MOST_NAMES ? `${apps.length} apps` : apps.join(', ')} in ${inWhich}`;
}

function distinct(deployments: readonly Deployment[], part: keyof Deployment): string[] {
  return [...new Set(deployments.map((deployment) => deployment[part]))].sort();
}

function byPlace(a: FleetFinding, b: FleetFinding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  const lines = (a.position?.line ?? 0) - (b.position?.line ?? 0);
  return lines || (a.position?.column ?? 0) - (b.position?.column ?? 0);
}
