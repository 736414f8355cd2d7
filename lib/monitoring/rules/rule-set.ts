import { Duration } from 'cdk8s';
import { MetricCatalogue } from '../catalogue/metric-catalogue';
import { TARGET_LABELS } from '../promql/labels-of';
import type { AlertGroup } from './alert-group';
import type { PrometheusRuleProps } from './rule-props';

/** Where the runbooks of this package are found. */
export const RUNBOOKS = 'https://github.com/makeaihq/cdk8s-chatgpt-apps/blob/main/docs/runbooks/';

/** A PrometheusRule with all that was left out. */
export interface RuleSet {
  readonly groups: readonly AlertGroup[];
  readonly defaultLabels: Readonly<Record<string, string>>;
  readonly catalogue: MetricCatalogue;
  readonly targetLabels: readonly string[];
  readonly scrapeInterval: Duration;
  readonly evaluationInterval: Duration;
  readonly runbookBaseUrl: string;
}

/** What properties mean, for groups. */
export function ruleSet(props: PrometheusRuleProps, groups: readonly AlertGroup[]): RuleSet {
  return {
    groups,
    defaultLabels: props.defaultLabels ?? {},
    catalogue: props.catalogue ?? MetricCatalogue.standard(),
    targetLabels: [...TARGET_LABELS, ...(props.targetLabels ?? [])],
    scrapeInterval: props.scrapeInterval ?? Duration.seconds(30),
    evaluationInterval: props.evaluationInterval ?? Duration.seconds(30),
    runbookBaseUrl: props.runbookBaseUrl ?? RUNBOOKS,
  };
}
