import { cronProblem } from '../../lib/argocd/project/cron-schedule';

it.each([
  '* * * * *',
  '0 8 * * 1-5',
  '*/15 0-6,22-23 ? jan-mar MON',
  ' 5  4 1,15 */2 sun-sat ',
  '0/10 0 31 12 6',
  'TZ=UTC 0 8 * * *',
])('%j can be read', (schedule) => {
  expect(cronProblem(schedule)).toBeUndefined();
});

it.each([
  ['', 'has 0 fields instead of 5'],
  ['0 8 * * 1 2026', 'has 6 fields instead of 5'],
  ['@daily', 'is a name, and Argo CD takes fields only'],
  ['60 * * * *', 'has "60", outside of 0 to 59, as its minute'],
  ['* 24 * * *', 'has "24", outside of 0 to 23, as its hour'],
  ['* * 0 * *', 'has "0", outside of 1 to 31, as its day of month'],
  ['* * * 13 *', 'has "13", outside of 1 to 12, as its month'],
  ['* * * * 7', 'has "7", outside of 0 to 6, as its day of week'],
  ['* * * * fri-mon', 'has "fri-mon", which ends before it begins, as its day of week'],
  ['*/0 * * * *', 'has the step "0" as its minute'],
  ['1-2-3 * * * *', 'has "1-2-3" as its minute'],
  ['1/2/3 * * * *', 'has "1/2/3" as its minute'],
  ['1, * * * *', 'has "" as its minute'],
  ['mon * * * *', 'has "mon" as its minute'],
  ['-1 * * * *', 'has "-1" as its minute'],
])('%j cannot: %s', (schedule, problem) => {
  expect(cronProblem(schedule)).toBe(problem);
});
