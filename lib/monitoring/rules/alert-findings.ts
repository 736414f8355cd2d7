import type { Duration } from 'cdk8s';
import { closestName } from '../../validation/closest-name';
import type { FieldPath } from '../../validation/field-path';
import type { Finding } from '../../validation/finding';
import { goDuration } from '../../validation/go-duration';
import { errorAt } from '../../validation/refuse';
import type { Labels } from '../promql/labels-of';
import type { Alert } from './alert';
import { AlertSeverity } from './alert-severity';
import { labelFindings } from './label-findings';
import type { RuleSet } from './rule-set';
import { alertAnnotations } from './rules-json';

const NAME = /^[A-Z][A-Za-z0-9]*$/;
const SEVERITIES: readonly string[] = Object.values(AlertSeverity);
/** `alertname` is the alert's name, and `severity` has a property of its own. */
const RESERVED = ['alertname', 'severity'];

/** Where an alert stands. */
export interface AlertSurroundings {
  readonly set: RuleSet;
  /** Time between two evaluations. */
  readonly evaluation: Duration;
  /** Labels that the result of its expression can have. */
  readonly labels: Labels;
}

/** What is wrong with an alert beside its expression. */
export function alertFindings(
  path: FieldPath,
  alert: Alert,
  { set, evaluation, labels }: AlertSurroundings,
): Finding[] {
  return [
    ...nameFindings([...path, 'alert'], alert),
    ...severityFindings([...path, 'labels', 'severity'], alert.severity),
    ...durationFindings(path, alert, set.scrapeInterval, evaluation),
    ...labelFindings([...path, 'labels'], alert._props.labels ?? {}),
    ...reservedFindings([...path, 'labels'], alert._props.labels ?? {}),
    ...annotationFindings([...path, 'annotations'], alertAnnotations(alert, set), labels),
  ];
}

function nameFindings(path: FieldPath, { name }: Alert): Finding[] {
  if (NAME.test(name)) return [];
  return [errorAt(path, name, 'is no name of an alert', 'use words that begin with capitals: AppIsDown')];
}

function severityFindings(path: FieldPath, severity: string): Finding[] {
  if (SEVERITIES.includes(severity)) return [];
  return [errorAt(path, severity, 'is no severity', `use one of ${SEVERITIES.join(', ')}`)];
}

function durationFindings(path: FieldPath, alert: Alert, scrape: Duration, evaluation: Duration): Finding[] {
  const least = 2 * Math.max(scrape.toMilliseconds(), evaluation.toMilliseconds());
  const { keepFiringFor } = alert._props;
  const lasting = goDuration(alert.for);
  const rule = `is shorter than two scrapes or evaluations, ${least / 1000} s: one that fails would raise the alert`;
  return [
    ...(alert.for.toMilliseconds() < least
      ? [errorAt([...path, 'for'], lasting, rule, `use ${least / 1000}s or more`)]
      : []),
    ...(keepFiringFor?.toMilliseconds() === 0
      ? [errorAt([...path, 'keep_firing_for'], '0s', 'has no meaning', 'leave it out')]
      : []),
  ];
}

function reservedFindings(path: FieldPath, labels: Readonly<Record<string, string>>): Finding[] {
  return RESERVED.filter((label) => label in labels).map((label) => {
    const fix = 'leave it out: it comes from the name and from severity';
    return errorAt([...path, label], labels[label], 'is set by the alert itself', fix);
  });
}

function annotationFindings(path: FieldPath, annotations: Record<string, string>, labels: Labels): Finding[] {
  return Object.entries(annotations).flatMap(([name, text]) => {
    const at = [...path, name];
    if (text.trim() === '') return [errorAt(at, text, 'is empty', 'tell people what they need to know')];
    if (name === 'runbook_url' && !isWebAddress(text)) {
      return [
        errorAt(
          at,
          text,
          'is no web address',
          'use https://..., or give the PrometheusRule a runbookBaseUrl',
        ),
      ];
    }
    return lostLabels(at, text, labels);
  });
}

/** Labels that a text shows, and the expression has lost: people would read an empty place. */
function lostLabels(path: FieldPath, text: string, labels: Labels): Finding[] {
  if (labels === undefined) return [];
  const shown = [...text.matchAll(/(?:\$labels|\.Labels)\.([A-Za-z_]\w*)|index \$labels "([^"]+)"/g)];
  return shown
    .map(([, dotted, indexed]) => dotted ?? indexed ?? '')
    .filter((label) => !labels.has(label))
    .map((label) => {
      const meant = closestName(label, [...labels]);
      const kept = labels.size === 0 ? 'no labels' : [...labels].sort().join(', ');
      const rule = `shows the label ${label}, which the result of the expression does not have (it has ${kept})`;
      return errorAt(
        path,
        text,
        rule,
        meant ? `use ${meant}, or keep ${label}` : `keep ${label} in the expression`,
      );
    });
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:/.test(text);
}
