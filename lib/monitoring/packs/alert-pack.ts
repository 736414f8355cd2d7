import type { Duration } from 'cdk8s';
import { closestName } from '../../validation/closest-name';
import { refuse } from '../../validation/refuse';
import type { AlertGroup } from '../rules/alert-group';
import type { AlertSeverity } from '../rules/alert-severity';
import type { PrometheusRule } from '../rules/prometheus-rule';

/** What differs from the pack in one alert. */
export interface AlertOverride {
  /**
   * The number that the expression is compared with, in the unit that the alert's runbook names.
   * @default - the pack's
   */
  readonly threshold?: number;

  /**
   * How long the expression must hold.
   * @default - the pack's
   */
  readonly for?: Duration;

  /**
   * How soon somebody has to look.
   * @default - the pack's
   */
  readonly severity?: AlertSeverity;

  /**
   * Labels of the alert.
   * @default - none
   */
  readonly labels?: Record<string, string>;

  /**
   * What to do when it fires.
   * @default - the runbook of this package
   */
  readonly runbookUrl?: string;
}

/** What every pack of alerts can be told. */
export interface AlertPackProps {
  /**
   * Alerts that are left out, by name.
   * @default - none
   */
  readonly off?: string[];

  /**
   * What differs, by the alert's name.
   * @default - nothing
   */
  readonly overrides?: Record<string, AlertOverride>;
}

/** One alert of a pack. */
export interface PackedAlert {
  readonly name: string;
  /** Undefined where the expression has none to choose. */
  readonly threshold?: number;
  readonly expression: (threshold: number) => string;
  readonly for: Duration;
  readonly severity: AlertSeverity;
  readonly summary: string;
  readonly description: string;
  /** Labels that the alert has whatever is overridden. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Adds the alerts of a pack as a group, without those that are off. */
export function addPack(
  rules: PrometheusRule,
  name: string,
  alerts: readonly PackedAlert[],
  props: AlertPackProps,
): AlertGroup {
  const group = rules.addGroup(name);
  addAlerts(rules, group, alerts, props);
  return group;
}

/** Adds the alerts of a pack to a group, without those that are off. */
export function addAlerts(
  rules: PrometheusRule,
  group: AlertGroup,
  alerts: readonly PackedAlert[],
  { off = [], overrides = {} }: AlertPackProps,
): void {
  off.forEach((each, index) => {
    checkName(rules, ['off', index], each, alerts);
  });
  for (const each of Object.keys(overrides)) checkName(rules, ['overrides', each], each, alerts);
  for (const alert of alerts) {
    if (!off.includes(alert.name)) addAlert(rules, group, alert, overrides[alert.name] ?? {});
  }
}

/** Refuses what a monitor says already. */
export function refuseBeside<Props extends object>(
  rules: PrometheusRule,
  monitor: string,
  props: Props,
  fields: readonly (keyof Props & string)[],
): void {
  for (const field of fields) {
    if (props[field] === undefined) continue;
    refuse(rules.node.path, field, props[field], `is said by ${monitor} already`, 'leave one of the two out');
  }
}

function addAlert(
  rules: PrometheusRule,
  group: AlertGroup,
  alert: PackedAlert,
  override: AlertOverride,
): void {
  const { threshold = alert.threshold ?? Number.NaN, runbookUrl } = override;
  const labels = alert.labels || override.labels ? { ...override.labels, ...alert.labels } : undefined;
  if (override.threshold !== undefined && alert.threshold === undefined) {
    const rule = 'has nothing to be compared with in this alert';
    refuse(rules.node.path, ['overrides', alert.name, 'threshold'], threshold, rule, 'leave it out');
  }
  group.addAlert(alert.name, {
    expression: alert.expression(threshold),
    severity: override.severity ?? alert.severity,
    for: override.for ?? alert.for,
    summary: alert.summary,
    description: alert.description,
    ...{ labels, runbookUrl },
  });
}

function checkName(
  rules: PrometheusRule,
  path: readonly (string | number)[],
  name: string,
  alerts: readonly PackedAlert[],
): void {
  const names = alerts.map((alert) => alert.name);
  if (names.includes(name)) return;
  const meant = closestName(name, names);
  const fix = meant === undefined ? `use one of ${names.join(', ')}` : `use ${meant}`;
  refuse(rules.node.path, path, name, 'is no alert of this pack', fix);
}
