import {
  ArgoCDAlerts,
  ChatGPTAppAlerts,
  OperatorAlerts,
  type PrometheusRule,
  WorkloadAlerts,
} from '../../../lib/monitoring';
import { prometheusRule } from '../rules/rule-fixture';

/** Every pack, with what it is told where nothing is said. */
export const PACKS = { OperatorAlerts, ArgoCDAlerts, ChatGPTAppAlerts, WorkloadAlerts };

/** The alerts of all packs in one PrometheusRule. */
export function everyPack(): PrometheusRule {
  const rules = prometheusRule();
  for (const pack of Object.values(PACKS)) pack.addTo(rules);
  return rules;
}
