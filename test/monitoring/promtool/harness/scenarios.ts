import { everyPack } from '../../packs/pack-fixture';
import { APP_SCENARIOS } from '../app-scenarios';
import { ARGO_CD_SCENARIOS } from '../argo-cd-scenarios';
import { OPERATOR_SCENARIOS } from '../operator-scenarios';
import { WORKLOAD_SCENARIOS } from '../workload-scenarios';
import { type Rule, type RuleFile, ruleFile } from './promtool';
import type { Scenario } from './rule-tests';

/** What makes each alert fire. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  ...OPERATOR_SCENARIOS,
  ...ARGO_CD_SCENARIOS,
  ...APP_SCENARIOS,
  ...WORKLOAD_SCENARIOS,
};

/** The rules of all packs. */
export const PACKED_RULES = ruleFile(everyPack());

/** The alerts of all packs. */
export const PACKED_ALERTS = PACKED_RULES.groups
  .flatMap(({ rules }) => rules)
  .map((rule) => ({ ...rule, alert: rule.alert ?? '' }));

/** Only one rule: all others would be evaluated with it. */
export function alone(rule: Rule): RuleFile {
  return { groups: [{ name: 'alone', rules: [rule] }] };
}

/** The scenario of an alert. */
export function scenarioOf({ alert }: { readonly alert: string }): Scenario {
  const scenario = SCENARIOS[alert];
  if (scenario === undefined) throw new Error(`no scenario of ${alert}`);
  return scenario;
}
