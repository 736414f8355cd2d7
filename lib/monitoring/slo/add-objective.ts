import { refuse } from '../../validation/refuse';
import { addAlerts } from '../packs/alert-pack';
import type { AlertGroup } from '../rules/alert-group';
import type { PrometheusRule } from '../rules/prometheus-rule';
import { exact } from './burn-alert';
import { numbersOf, type Objective } from './objective';
import { alertsOf, factorsOf } from './objective-alerts';
import type { ObjectiveProps } from './objective-props';
import { recordsOf } from './objective-records';

/** What is counted, without the numbers. */
export type Indicator = Omit<Objective, keyof ReturnType<typeof numbersOf>>;

/**
 * Adds the rules of an objective as a group.
 *
 * @throws where its numbers make no sense, or an alert could never fire.
 */
export function addObjective(rules: PrometheusRule, indicator: Indicator, props: ObjectiveProps): AlertGroup {
  const where = rules.node.path;
  checkNumbers(where, props);
  const objective = { ...indicator, ...numbersOf(props) };
  const group = rules.addGroup(objective.group);
  for (const [name, record] of Object.entries(recordsOf(objective))) group.addRecordingRule(name, record);
  addAlerts(rules, group, alertsOf(objective), props);
  checkReach(where, objective);
  return group;
}

function checkNumbers(where: string, { objective, window, minimumRequests }: ObjectiveProps): void {
  if (objective === 100) {
    const rule = 'leaves no error budget: the first failure would be an alert, and no month would be good';
    refuse(where, 'objective', objective, rule, 'use, for example, 99.9');
  }
  if (!(objective > 0 && objective < 100)) {
    refuse(where, 'objective', objective, 'is no per cent between 0 and 100', 'use, for example, 99.9');
  }
  const days = window?.toDays({ integral: false }) ?? 30;
  if (!Number.isInteger(days) || days < 7 || days > 90) {
    const fix = 'use Duration.days(30), or 28 for whole weeks';
    refuse(where, 'window', `${days} days`, 'is no number of whole days from 7 to 90', fix);
  }
  if (minimumRequests !== undefined && !(minimumRequests >= 0)) {
    refuse(where, 'minimumRequests', minimumRequests, 'is no number of requests', 'use 0 or more');
  }
}

/** No more than everything can be bad. */
function checkReach(where: string, objective: Objective): void {
  for (const [name, factor] of factorsOf(objective)) {
    if (!(factor > 0)) {
      const rule = 'is no burn rate: nothing burns slower than 0';
      refuse(where, ['overrides', name, 'threshold'], factor, rule, 'use a number above 0, such as 6');
    }
    if (factor * objective.budget < 1) continue;
    const at = exact(100 * factor * objective.budget);
    const rule = `never fires: ${factor} times the error budget are ${at} % of the requests`;
    const least = (100 - 100 / factor).toFixed(1);
    const fix = `use an objective above ${least}, leave the alert out by off, or override its threshold`;
    refuse(where, ['objective', name], exact(100 - 100 * objective.budget), rule, fix);
  }
}
