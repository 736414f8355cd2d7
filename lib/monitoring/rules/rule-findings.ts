import type { FieldPath } from '../../validation/field-path';
import type { Finding } from '../../validation/finding';
import { errorAt } from '../../validation/refuse';
import { MetricType } from '../catalogue/metric';
import type { Expression } from '../promql/expression';
import { expressionFindings } from '../promql/expression-findings';
import { labelsOf } from '../promql/labels-of';
import { parseExpression, SyntaxProblem } from '../promql/parse-expression';
import { Alert } from './alert';
import { alertFindings } from './alert-findings';
import { labelFindings } from './label-findings';
import type { RecordingRule } from './recording-rule';
import type { RuleSet } from './rule-set';

const RECORD = /^[a-zA-Z_]\w*(:\w+)+$/;

/** All that is wrong with the rules of a PrometheusRule. */
export function ruleFindings(given: RuleSet): Finding[] {
  const set = withRecorded(given);
  if (set.groups.length === 0) {
    return [errorAt(['spec', 'groups'], [], 'is empty', 'add a group, or leave the PrometheusRule out')];
  }
  return [
    ...labelFindings(['defaultLabels'], set.defaultLabels),
    ...set.groups.flatMap((group, index) => [
      ...groupFindings(set, index),
      ...group._rules().flatMap((rule, at) => {
        const path = ['spec', 'groups', index, 'rules', at];
        return rule instanceof Alert ? ofAlert(path, rule, set, index) : ofRecording(path, rule, set);
      }),
    ]),
    ...namesakes(set),
  ];
}

function groupFindings({ groups }: RuleSet, index: number): Finding[] {
  const path = ['spec', 'groups', index, 'name'];
  const [name, rules] = [groups[index]?.name ?? '', groups[index]?._rules() ?? []];
  if (name.trim() === '') return [errorAt(path, name, 'is empty', 'name the group by what it watches')];
  if (groups.findIndex((group) => group.name === name) < index) {
    return [errorAt(path, name, 'is the name of another group', 'choose another')];
  }
  if (rules.length > 0) return [];
  return [errorAt(path, name, 'has no rules', 'add an alert, or leave the group out')];
}

function ofAlert(path: FieldPath, alert: Alert, set: RuleSet, group: number): Finding[] {
  const { labels, findings } = ofExpression([...path, 'expr'], alert.expression, set);
  const evaluation = set.groups[group]?.interval ?? set.evaluationInterval;
  return [...findings, ...alertFindings(path, alert, { set, evaluation, labels })];
}

function ofRecording(path: FieldPath, { name, expression, _props }: RecordingRule, set: RuleSet): Finding[] {
  const rule = 'does not read as level:metric:operations';
  const fix = 'use letters, digits and underscores with colons between, such as app:mcp_requests:rate5m';
  return [
    ...(RECORD.test(name) ? [] : [errorAt([...path, 'record'], name, rule, fix)]),
    ...ofExpression([...path, 'expr'], expression, set).findings,
    ...labelFindings([...path, 'labels'], _props.labels ?? {}),
  ];
}

function ofExpression(path: FieldPath, text: string, set: RuleSet) {
  const context = { ...set, scrapeSeconds: set.scrapeInterval.toSeconds({ integral: false }) };
  return expressionFindings(path, text, context);
}

/** Rules of one name are told apart by their labels, as the alerts of two objectives are. */
function namesakes({ groups }: RuleSet): Finding[] {
  const known = new Set<string>();
  return groups.flatMap((group, index) =>
    group._rules().flatMap((rule, at) => {
      // several alerts of one name would be silenced together, several records would be one series
      const kind = rule instanceof Alert ? 'alert' : 'record';
      const labels = Object.entries(rule._props.labels ?? {}).sort();
      const key = JSON.stringify([kind, rule.name, labels]);
      const isTwice = known.has(key);
      known.add(key);
      const path = ['spec', 'groups', index, 'rules', at, kind];
      const clash = `is the name of another ${kind} with the same labels`;
      return isTwice ? [errorAt(path, rule.name, clash, 'choose another, or labels that differ')] : [];
    }),
  );
}

/** The set with what its rules record in the catalogue, each with the labels that it will have, by whichever rule. */
function withRecorded(set: RuleSet): RuleSet {
  let catalogue = set.catalogue;
  const recorded = new Map<string, string[]>();
  for (const { name, expression, _props } of set.groups.flatMap(({ recordingRules }) => recordingRules)) {
    const parsed: Expression | SyntaxProblem = parseExpression(expression);
    if (parsed instanceof SyntaxProblem || !RECORD.test(name)) continue;
    const labels = [...(labelsOf(parsed, { ...set, catalogue }) ?? []), ...Object.keys(_props.labels ?? {})];
    const before = recorded.get(name) ?? [];
    recorded.set(name, [...new Set([...before, ...labels])]);
    catalogue = catalogue.with({
      name,
      type: MetricType.GAUGE,
      help: 'recorded',
      labels: recorded.get(name),
    });
  }
  return { ...set, catalogue };
}
