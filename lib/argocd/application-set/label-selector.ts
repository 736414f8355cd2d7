import { isLabelValue, isQualifiedName } from '../../validation/object-meta';
import { nonEmpty, withoutUndefined } from '../../validation/plain-json';
import { refuse } from '../../validation/refuse';
import type { SelectorSpec } from './preview/manifest-types';

/** How a label is compared. */
export enum LabelOperator {
  /** It has one of the values. */
  IN = 'In',
  /** It has none of the values, or is missing. */
  NOT_IN = 'NotIn',
  /** It is there. */
  EXISTS = 'Exists',
  /** It is missing. */
  DOES_NOT_EXIST = 'DoesNotExist',
}

/** A condition on one label. */
export interface LabelCondition {
  /** The label. */
  readonly key: string;
  /** How it is compared. */
  readonly operator: LabelOperator;
  /**
   * With what; for `IN` and `NOT_IN` only.
   * @default - nothing
   */
  readonly values?: string[];
}

/** Conditions on labels, all of which must hold. */
export interface LabelSelectorProps {
  /**
   * Labels with these values.
   * @default - none
   */
  readonly matchLabels?: { [key: string]: string };
  /**
   * Other conditions.
   * @default - none
   */
  readonly matchExpressions?: LabelCondition[];
}

/** @throws where a condition has values that its operator does not take, or lacks them. */
export function selectorJson(where: string, selector: LabelSelectorProps, labelsOnly: boolean): SelectorSpec {
  const { matchLabels = {}, matchExpressions = [] } = selector;
  const keys = [...Object.keys(matchLabels), ...matchExpressions.map(({ key }) => key)];
  const values = [...Object.values(matchLabels), ...matchExpressions.flatMap((each) => each.values ?? [])];
  const badKey = keys.find((key) => !isQualifiedName(key) && !key.includes('{{'));
  if (badKey !== undefined)
    refuse(where, 'selector', badKey, 'is no key of a label', 'write, for example, environment');
  const badValue = labelsOnly && values.find((value) => !isLabelValue(value) && !value.includes('{{'));
  if (typeof badValue === 'string')
    refuse(where, 'selector', badValue, 'is no value of a label', 'correct it');
  for (const { key, operator, values: given = [] } of matchExpressions) {
    const takesValues = operator === LabelOperator.IN || operator === LabelOperator.NOT_IN;
    if (takesValues === given.length > 0) continue;
    const rule = takesValues ? 'compares with no value' : 'has values, and compares with none';
    refuse(
      where,
      ['selector', 'matchExpressions', key],
      given,
      rule,
      takesValues ? 'give one' : 'leave them out',
    );
  }
  return withoutUndefined({
    matchLabels: Object.keys(matchLabels).length > 0 ? matchLabels : undefined,
    matchExpressions: nonEmpty(matchExpressions),
  });
}
