interface Field {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Names of the numbers, the first that of `from`. */
  readonly names?: readonly string[];
}

const FIELDS: readonly Field[] = [
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day of month', from: 1, to: 31 },
  {
    name: 'month',
    from: 1,
    to: 12,
    names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  { name: 'day of week', from: 0, to: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

/**
 * Why Argo CD could not read a schedule, as a clause that follows it; undefined where it can.
 *
 * @see https://pkg.go.dev/github.com/robfig/cron/v3#hdr-CRON_Expression_Format
 */
export function cronProblem(schedule: string): string | undefined {
  const texts = schedule
    .replace(/^(CRON_)?TZ=\S* /, '')
    .split(/\s+/)
    .filter((text) => text !== '');
  if (schedule.startsWith('@')) return 'is a name, and Argo CD takes fields only';
  if (texts.length !== FIELDS.length) return `has ${texts.length} fields instead of 5`;
  for (const [index, field] of FIELDS.entries()) {
    for (const range of (texts[index] ?? '').split(',')) {
      const problem = rangeProblem(range, field);
      if (problem) return `has ${problem} as its ${field.name}`;
    }
  }
  return undefined;
}

function rangeProblem(range: string, field: Field): string | undefined {
  const [span = '', step, ...more] = range.split('/');
  const [first = '', last, ...rest] = span.split('-');
  if (more.length > 0 || rest.length > 0) return `"${range}"`;
  if (step !== undefined && !(/^\d+$/.test(step) && Number(step) > 0)) return `the step "${step}"`;
  if (first === '*' || first === '?') return undefined;
  const from = numberOf(first, field);
  const to = last === undefined ? from : numberOf(last, field);
  if (from === undefined || to === undefined) return `"${range}"`;
  if (from < field.from || to > field.to) return `"${range}", outside of ${field.from} to ${field.to},`;
  return from > to ? `"${range}", which ends before it begins,` : undefined;
}

function numberOf(text: string, { names, from }: Field): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  const index = names?.indexOf(text.toLowerCase()) ?? -1;
  return index < 0 ? undefined : index + from;
}
