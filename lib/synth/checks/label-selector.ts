import { valueAt } from '../../validation/field-path';
import { isObject, type JsonObject } from '../../validation/structural-schema';

/** One condition on labels, as in `matchExpressions`. */
export interface Requirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values: readonly unknown[];
}

/** Labels that controllers give to running pods, so that no template has them. */
const GIVEN_AT_RUN_TIME: readonly string[] = [
  'apps.kubernetes.io/pod-index',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-completion-index',
  'batch.kubernetes.io/job-name',
  'controller-revision-hash',
  'controller-uid',
  'job-name',
  'pod-template-generation',
  'pod-template-hash',
  'rollouts-pod-template-hash',
  'statefulset.kubernetes.io/pod-name',
];

/** The conditions of a LabelSelector on what can be known before anything runs. */
export function requirementsOf(selector: unknown): Requirement[] {
  const expressions = valueAt(selector, ['matchExpressions']);
  return [
    ...requirementsOfLabels(valueAt(selector, ['matchLabels'])),
    ...(Array.isArray(expressions) ? expressions : []).flatMap(requirement),
  ];
}

/** The conditions of a plain mapping of labels, as a Service has it. */
export function requirementsOfLabels(labels: unknown): Requirement[] {
  const pairs = isObject(labels) ? Object.entries(labels) : [];
  return pairs.flatMap(([key, value]) => requirement({ key, operator: 'In', values: [value] }));
}

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors */
export function meets(labels: JsonObject, { key, operator, values }: Requirement): boolean {
  const has = Object.hasOwn(labels, key);
  if (operator === 'Exists') return has;
  if (operator === 'DoesNotExist') return !has;
  const isListed = has && values.includes(labels[key]);
  return operator === 'In' ? isListed : !isListed;
}

function requirement(expression: unknown): Requirement[] {
  const { key, operator, values } = isObject(expression) ? expression : {};
  if (typeof key !== 'string' || GIVEN_AT_RUN_TIME.includes(key)) return [];
  if (!OPERATORS.some((known) => known === operator)) return [];
  return [
    { key, operator: operator as Requirement['operator'], values: Array.isArray(values) ? values : [] },
  ];
}

const OPERATORS: readonly Requirement['operator'][] = ['In', 'NotIn', 'Exists', 'DoesNotExist'];
