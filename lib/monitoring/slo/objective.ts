import { Duration } from 'cdk8s';
import type { AlertOverride } from '../packs/alert-pack';
import { exact } from './burn-alert';
import type { ObjectiveProps } from './objective-props';

/** What is counted, and how much of it has to be good. */
export interface Objective {
  /** Name of the group of its rules. */
  readonly group: string;
  /** How texts call it. */
  readonly subject: string;
  /** What those are that are not good, after a per cent. */
  readonly badly: string;
  /** Selectors of the counters of good requests and of all of them. */
  readonly good: string;
  readonly total: string;
  /** Labels of which each value has a budget of its own. */
  readonly by: readonly string[];
  /** Labels of all its rules, by which they are told apart from those of others. */
  readonly labels: Readonly<Record<string, string>>;
  /** Share of the requests that may be bad. */
  readonly budget: number;
  readonly period: Duration;
  readonly minimumRequests: number | undefined;
  readonly off: readonly string[];
  readonly overrides: Readonly<Record<string, AlertOverride>>;
}

/** The numbers of an objective with all that was left out. */
export function numbersOf(
  props: ObjectiveProps,
): Pick<Objective, 'budget' | 'period' | 'minimumRequests' | 'off' | 'overrides'> {
  return {
    budget: exact((100 - props.objective) / 100),
    period: props.window ?? Duration.days(30),
    minimumRequests: props.minimumRequests,
    off: props.off ?? [],
    overrides: props.overrides ?? {},
  };
}

/** The matchers by which the recorded series of an objective are found. */
export function matchersOf({ labels }: Objective): string {
  const matchers = Object.entries(labels).map(([label, value]) => `${label}=${JSON.stringify(value)}`);
  return `{${matchers.join(', ')}}`;
}
