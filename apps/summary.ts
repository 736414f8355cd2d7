import { styleText } from 'node:util';
import type { Synthesis, SynthesizedApp } from '../lib/synth/synthesize-fleet';

type Style = 'bold' | 'dim' | 'red' | 'yellow';
type Paint = (style: Style, text: string) => string;

/** What people want to know after a synthesis: what is wrong, or what came out of it and what changed. */
export function formatSummary(synthesis: Synthesis, seconds: number, colour: boolean): string {
  const paint: Paint = (style, text) => (colour ? styleText(style, text) : text);
  const { errors, warnings, files } = synthesis;
  const switchedOff = synthesis.switchedOff.map(({ check, reason }) =>
    headed('yellow', `check ${check} is off: ${reason}`, paint),
  );
  if (files === undefined) {
    const printed = errors.map((error) => headed('red', error, paint));
    return [...printed, '', ...switchedOff, `${count(errors.length, 'error')}; dist/ is as it was.`].join(
      '\n',
    );
  }
  const { written, removed, unchanged } = files;
  const changes = `${count(written.length, 'file')} written, ${removed.length} removed, ${unchanged.length} unchanged`;
  return [
    ...table(synthesis, paint),
    '',
    ...warnings.map((warning) => headed('yellow', warning, paint)),
    ...switchedOff,
    ...(warnings.length + switchedOff.length > 0 ? [''] : []),
    paint('bold', `${changes} in ${seconds.toFixed(1)} s`),
  ].join('\n');
}

function headed(style: Style, message: string, paint: Paint): string {
  const [head = '', ...rest] = printable(message).split('\n');
  return [paint(style, head), ...rest].join('\n');
}

/** A row of two lines for each app: how many objects and warnings, and below the host. */
function table({ apps, environments, synthesized }: Synthesis, paint: Paint): string[] {
  const rows = apps.map((app) => {
    const cells = environments.map((environment) =>
      cell(synthesized.find((one) => one.app === app && one.environment === environment)),
    );
    return { app, cells };
  });
  const widths = environments.map((name, column) =>
    Math.max(name.length, ...rows.flatMap(({ cells }) => (cells[column] ?? []).map(({ length }) => length))),
  );
  const first = Math.max(0, ...apps.map(({ length }) => length));
  const line = (start: string, rest: readonly string[]) =>
    [start.padEnd(first), ...rest.map((text, column) => text.padEnd(widths[column] ?? 0))]
      .join('  ')
      .trimEnd();
  return [
    paint('bold', line('', environments)),
    ...rows.flatMap(({ app, cells }) => {
      const objects = line(
        app,
        cells.map(([text = '']) => text),
      );
      const hosts = line(
        '',
        cells.map(([, text = '']) => text),
      );
      return hosts === '' ? [objects] : [objects, paint('dim', hosts)];
    }),
  ];
}

function cell(app: SynthesizedApp | undefined): readonly string[] {
  if (app === undefined) return ['–'];
  const warnings = app.warnings > 0 ? `, ${count(app.warnings, 'warning')}` : '';
  return [`${count(app.objects, 'object')}${warnings}`, ...(app.host === undefined ? [] : [app.host])];
}

/** Values of a file are part of messages; its control characters must not reach the terminal. */
function printable(text: string): string {
  return text.replace(
    /[^\P{Cc}\n]/gu,
    (control) => `\\x${(control.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`,
  );
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
