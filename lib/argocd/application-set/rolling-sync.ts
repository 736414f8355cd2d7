import { withoutUndefined } from '../../validation/plain-json';
import { refuse } from '../../validation/refuse';
import type { StepSpec } from './preview/manifest-types';

/** A condition on a label of the generated Applications. */
export class StepMatch {
  /**
   * The label has one of the values.
   * @throws where there is no value.
   */
  public static labelIn(key: string, values: string[]): StepMatch {
    return new StepMatch(key, 'In', values);
  }

  /**
   * The label has none of the values.
   * @throws where there is no value.
   */
  public static labelNotIn(key: string, values: string[]): StepMatch {
    return new StepMatch(key, 'NotIn', values);
  }

  private constructor(
    /** The label. */
    public readonly key: string,
    /** `In` or `NotIn`. */
    public readonly operator: string,
    /** The values. */
    public readonly values: string[],
  ) {
    if (values.length === 0) refuse('StepMatch', 'values', values, `of ${key} are none`, 'name at least one');
  }
}

/** How many Applications of a step are synced at a time. */
export class MaxUpdate {
  /**
   * That many; with 0 none by themselves: somebody syncs them by hand.
   * @throws where it is no whole number from 0.
   */
  public static count(count: number): MaxUpdate {
    if (Number.isInteger(count) && count >= 0) return new MaxUpdate(count);
    refuse('MaxUpdate.count', 'count', count, 'is no number of applications', 'use a whole number from 0');
  }

  /**
   * That share of the step, but at least one.
   * @throws where it is no whole number from 1 to 100.
   */
  public static percent(percent: number): MaxUpdate {
    if (Number.isInteger(percent) && percent >= 1 && percent <= 100) return new MaxUpdate(`${percent}%`);
    refuse('MaxUpdate.percent', 'percent', percent, 'is no share', 'use a whole number from 1 to 100');
  }

  private constructor(private readonly value: number | string) {}

  /** @internal */
  public _toJson(): number | string {
    return this.value;
  }
}

/** The Applications that are synced together. The next step waits until all of them are healthy. */
export interface RolloutStep {
  /** Conditions that their labels meet, all of them. Each Application must be in exactly one step. */
  readonly matches: StepMatch[];
  /**
   * How many at a time.
   * @default - all
   */
  readonly maxUpdate?: MaxUpdate;
}

/** In which order the Applications of a set are deleted with it. */
export enum DeletionOrder {
  /** All at once. */
  ALL_AT_ONCE = 'AllAtOnce',
  /** Those of the last step first. */
  REVERSE = 'Reverse',
}

/**
 * Syncs the Applications of a set step by step. Argo CD must be told to allow it
 * (`applicationsetcontroller.enable.progressive.syncs: "true"`), and turns their automated syncs off, but keeps their
 * `prune`.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Progressive-Syncs/
 */
export interface RollingSync {
  /** The steps, in their order. */
  readonly steps: RolloutStep[];
  /**
   * In which order the Applications are deleted when the set is.
   * @default DeletionOrder.ALL_AT_ONCE
   */
  readonly deletionOrder?: DeletionOrder;
}

/** @throws where there is no step, or one without a condition. */
export function strategyJson(where: string, { steps, deletionOrder }: RollingSync): object {
  const path = 'spec.strategy.rollingSync.steps';
  if (steps.length === 0) refuse(where, path, steps, 'holds no step', 'give one, or leave rollingSync out');
  const empty = steps.findIndex(({ matches }) => matches.length === 0);
  if (empty !== -1) {
    refuse(where, `${path}.${empty}`, undefined, 'has no condition, and so matches everything', 'give one');
  }
  return withoutUndefined({
    type: 'RollingSync',
    rollingSync: { steps: steps.map(stepJson) },
    deletionOrder: deletionOrder === DeletionOrder.REVERSE ? deletionOrder : undefined,
  });
}

function stepJson({ matches, maxUpdate }: RolloutStep): StepSpec {
  return withoutUndefined({
    matchExpressions: matches.map(({ key, operator, values }) => ({ key, operator, values })),
    maxUpdate: maxUpdate?._toJson(),
  });
}
