import { stringify } from 'yaml';
import type { ApplicationChanges } from '../lib/argocd/application-set/preview/compare-applications';
import type { PreviewedApplication } from '../lib/argocd/application-set/preview/preview-inputs';
import type { Output } from './io';

/** An Application, and the set that generates it. */
export interface GeneratedApplication extends PreviewedApplication {
  readonly set: string;
}

/** How Applications are printed. */
export const FORMATS = ['table', 'yaml', 'json'] as const;
export type Format = (typeof FORMATS)[number];

/** The Applications, and what is different from before, where that is asked for. */
export function printApplications(
  applications: readonly GeneratedApplication[],
  changes: ApplicationChanges | undefined,
  format: Format,
  output: Output,
): void {
  if (format === 'json') {
    const shown = applications.map(({ set, step, manifest }) => ({ set, step, manifest }));
    output.write(`${JSON.stringify({ applications: shown, changes }, null, 2)}\n`);
    return;
  }
  if (changes !== undefined) output.write(changesText(changes, format === 'yaml' ? '# ' : ''));
  else if (format === 'table') output.write(table(applications));
  if (format === 'yaml')
    output.write(applications.map(({ manifest }) => `---\n${stringify(manifest)}`).join(''));
}

interface Row {
  readonly destination?: { readonly name?: string; readonly server?: string; readonly namespace?: string };
  readonly source?: { readonly path?: string; readonly chart?: string };
}

function table(applications: readonly GeneratedApplication[]): string {
  const rows = applications.map(({ set, name, step, manifest }) => {
    const { destination = {}, source = {} } = manifest.spec as Row;
    const where = `${destination.name ?? destination.server ?? ''}/${destination.namespace ?? ''}`;
    return [name, set, step === undefined ? '-' : String(step), where, source.path ?? source.chart ?? '-'];
  });
  const all = [['APPLICATION', 'SET', 'STEP', 'DESTINATION', 'SOURCE'], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

function changesText({ appear, change, vanish }: ApplicationChanges, prefix: string): string {
  const lines = [
    ...vanish.map((name) => `- ${name} vanishes`),
    ...appear.map((name) => `+ ${name} appears`),
    ...change.map(({ name, fields }) => `~ ${name} changes: ${fields.join(', ')}`),
    `${appear.length} appear, ${change.length} change, ${vanish.length} vanish`,
  ];
  return lines.map((line) => `${prefix}${line}\n`).join('');
}
