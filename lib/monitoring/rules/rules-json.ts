import { goDuration } from '../../validation/go-duration';
import { Alert } from './alert';
import type { RecordingRule } from './recording-rule';
import type { RuleSet } from './rule-set';

/** The spec of a PrometheusRule. */
export function rulesJson(set: RuleSet): object {
  return {
    groups: set.groups.map((group) => ({
      name: group.name,
      interval: goDuration(group.interval ?? set.evaluationInterval),
      rules: group
        ._rules()
        .map((rule) => (rule instanceof Alert ? alertJson(rule, set) : recordingJson(rule))),
    })),
  };
}

/** The labels that an alert adds to those of its expression. */
export function alertLabels({ severity, _props }: Alert, { defaultLabels }: RuleSet): Record<string, string> {
  return { ...defaultLabels, ..._props.labels, severity };
}

/** What an alert tells people. */
export function alertAnnotations(
  { name, _props }: Alert,
  { runbookBaseUrl }: RuleSet,
): Record<string, string> {
  const { summary, description, runbookUrl, annotations } = _props;
  const base = runbookBaseUrl.replace(/\/*$/, '/');
  return { ...annotations, summary, description, runbook_url: runbookUrl ?? `${base}${name}.md` };
}

function alertJson(alert: Alert, set: RuleSet): object {
  const { keepFiringFor } = alert._props;
  return {
    alert: alert.name,
    expr: alert.expression,
    for: goDuration(alert.for),
    ...(keepFiringFor && { keep_firing_for: goDuration(keepFiringFor) }),
    labels: alertLabels(alert, set),
    annotations: alertAnnotations(alert, set),
  };
}

function recordingJson({ name, expression, _props: { labels } }: RecordingRule): object {
  return { record: name, expr: expression, ...(labels && { labels }) };
}
