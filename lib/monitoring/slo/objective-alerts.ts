import type { PackedAlert } from '../packs/alert-pack';
import { BURN_ALERTS, type BurnAlert, burnFactor, exact } from './burn-alert';
import { matchersOf, type Objective } from './objective';

/** Below so many failures nobody is called. */
const FAILURES = 5;

/** The alerts of an objective. */
export function alertsOf(objective: Objective): PackedAlert[] {
  const percent = `${exact(100 * objective.budget)} %`;
  return BURN_ALERTS.map((burn) => ({
    name: burn.name,
    threshold: burnFactor(burn, objective.period),
    expression: (factor) => expression(objective, burn, factor),
    ...{ for: burn.for, severity: burn.severity, labels: objective.labels },
    summary: `The error budget of ${objective.subject} burns ${burn.speed}`,
    description:
      `In the last ${burn.long} {{ $value | humanizePercentage }} ${objective.badly}; ` +
      `over ${objective.period.toDays()} days ${percent} may.`,
  }));
}

/** The thresholds that hold, by alert; without those that are off. */
export function factorsOf({ period, off, overrides }: Objective): ReadonlyMap<string, number> {
  const on = BURN_ALERTS.filter(({ name }) => !off.includes(name));
  return new Map(on.map((burn) => [burn.name, overrides[burn.name]?.threshold ?? burnFactor(burn, period)]));
}

function expression(objective: Objective, { long, short }: BurnAlert, factor: number): string {
  const own = matchersOf(objective);
  const { budget, minimumRequests } = objective;
  const burns = (window: string) => `slo:error_ratio:rate${window}${own} > ${factor} * ${budget}`;
  const enough = minimumRequests ?? Math.ceil(exact(FAILURES / (factor * budget)));
  return `${burns(long)} and ${burns(short)} and slo:requests:increase${long}${own} >= ${enough}`;
}
