import { App, Chart, Testing } from 'cdk8s';
import { PrometheusRule } from '../../../../lib';
import type { ApiObject } from '../../../cluster/harness/api-object';
import { PACKS } from '../../packs/pack-fixture';
import { MONITORING } from './prometheus-operator';

/** Adds rules to a chart. */
export type RulesOf = (chart: Chart) => void;

/** The PrometheusRules of all packs, one for each, and what else is given. */
export function packedRules(...further: readonly RulesOf[]): ApiObject[] {
  const chart = new Chart(new App(), 'rules', { namespace: MONITORING });
  for (const [name, pack] of Object.entries(PACKS)) pack.addTo(new PrometheusRule(chart, name.toLowerCase()));
  for (const each of further) each(chart);
  return Testing.synth(chart) as ApiObject[];
}
