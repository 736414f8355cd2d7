import type { FieldPath } from '../../validation/field-path';
import type { Finding } from '../../validation/finding';
import { withoutUndefined } from '../../validation/plain-json';
import { errorAt } from '../../validation/refuse';

/**
 * When nobody is told: all conditions that are given hold, in UTC. The Alertmanager knows time zones, and this kind of the
 * Prometheus Operator does not.
 *
 * @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1alpha1.TimeInterval
 */
export interface MuteTimes {
  /** The name that routes use. */
  readonly name: string;

  /**
   * Days, or days from one to another: `saturday`, `monday:friday`.
   * @default - all
   */
  readonly weekdays?: string[];

  /**
   * Times of the day, from one to before another: `22:00-24:00`.
   * @default - all day
   */
  readonly times?: string[];

  /**
   * Months, or months from one to another, by name or number: `december`, `6:8`.
   * @default - all
   */
  readonly months?: string[];
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const MONTHS = [
  ...['january', 'february', 'march', 'april', 'may', 'june'],
  ...['july', 'august', 'september', 'october', 'november', 'december'],
];
const TIMES = /^((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** Mute times as an AlertmanagerConfig has them. */
export function muteTimesJson({ name, weekdays, times, months }: MuteTimes): object {
  const interval = withoutUndefined({
    ...{ weekdays, months },
    times: times?.map((time) => {
      const [startTime, endTime] = time.split('-');
      return { startTime, endTime };
    }),
  });
  return { name, timeIntervals: [interval] };
}

/** What is wrong with mute times. */
export function muteTimesFindings(path: FieldPath, { weekdays, times, months, name }: MuteTimes): Finding[] {
  if (weekdays === undefined && times === undefined && months === undefined) {
    return [errorAt(path, name, 'says no time, and would mute for ever', 'say weekdays, times or months')];
  }
  return [
    ...rangeFindings([...path, 'weekdays'], weekdays, WEEKDAYS, 'monday:friday'),
    ...rangeFindings([...path, 'months'], months, MONTHS, 'june:august'),
    ...(times ?? []).flatMap((time, index) => {
      const [, start = '', end = ''] = TIMES.exec(time) ?? [];
      if (start < end) return [];
      const rule = 'is no time of the day that begins before it ends';
      return [
        errorAt([...path, 'times', index], time, rule, 'write 22:00-24:00, and 00:00-06:00 as another'),
      ];
    }),
  ];
}

function rangeFindings(
  path: FieldPath,
  ranges: readonly string[] = [],
  names: readonly string[],
  example: string,
): Finding[] {
  return ranges.flatMap((range, index) => {
    const [first, last = first] = range.split(':').map((part) => placeOf(part, names));
    const valid = first !== undefined && last !== undefined && first >= 0 && first <= last;
    if (valid && range.split(':').length <= 2) return [];
    const rule = 'is no name, nor two in order with a colon between';
    return [errorAt([...path, index], range, rule, `write ${example}`)];
  });
}

/** Months may be numbers, days of the week not. */
function placeOf(part: string, names: readonly string[]): number {
  const isNumber = names === MONTHS && /^(?:[1-9]|1[0-2])$/.test(part);
  return isNumber ? Number(part) - 1 : names.indexOf(part);
}
