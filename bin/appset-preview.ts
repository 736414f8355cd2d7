import { parseArgs } from 'node:util';
import { compareApplications } from '../lib/argocd/application-set/preview/compare-applications';
import type { ApplicationSetManifest } from '../lib/argocd/application-set/preview/manifest-types';
import type { ApplicationSetPreviewInputs } from '../lib/argocd/application-set/preview/preview-inputs';
import { previewSet } from '../lib/argocd/application-set/preview/preview-set';
import { setFindings } from '../lib/argocd/application-set/preview/set-findings';
import type { JsonObject } from '../lib/manifest/json-value';
import { formatFinding } from '../lib/validation/finding';
import { previewInputs } from './appset-preview-inputs';
import { ExitCode, type Io, UsageError } from './io';
import { FORMATS, type Format, type GeneratedApplication, printApplications } from './print-applications';
import { type InputDocument, InputError, ofKind, readDocuments } from './read-documents';

export const APPSET_PREVIEW_USAGE = `Usage: chatgpt-apps appset-preview [options] FILE…

Shows the Applications that Argo CD would generate from rendered ApplicationSets, without Argo CD.
FILE is YAML or JSON, a folder of such, or - for standard input; other kinds in it are passed over.

Options:
  --repo [URL=]FOLDER       what is committed in a repository, or in all others (may be repeated)
  --clusters FILE           the clusters that Argo CD knows: a list of name, server, labels, annotations, project
  --pull-requests FILE      open pull requests: a list of number, title, branch, targetBranch, headSha, author, labels
  --against PATH            Applications from before (a file or folder): shows what appears, changes, vanishes
  -o, --output table|yaml|json  how to print (default: table)
  -h, --help                show this help

Exit codes: 0 generated, and nothing differs; 1 a set is invalid; 2 could not run (usage, a file that cannot be read);
with --against: 3 something appears or changes, 4 something vanishes.
`;

/** Exit codes of a comparison. */
const DIFFERS = 3;
const VANISHES = 4;

/** The command `appset-preview`; gives the exit code. */
export async function appsetPreview(argv: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: {
      repo: { type: 'string', multiple: true },
      clusters: { type: 'string' },
      'pull-requests': { type: 'string' },
      against: { type: 'string' },
      output: { type: 'string', short: 'o', default: 'table' },
      help: { type: 'boolean', short: 'h' },
    },
    allowPositionals: true,
  });
  if (values.help) {
    io.stdout.write(APPSET_PREVIEW_USAGE);
    return ExitCode.valid;
  }
  const format = FORMATS.find((each) => each === values.output);
  if (format === undefined) throw new UsageError(`--output is table, yaml or json, not "${values.output}"`);
  if (positionals.length === 0) throw new UsageError('a file is missing');
  try {
    const inputs = await previewInputs(values, io);
    const documents: InputDocument[] = [];
    for (const file of positionals) documents.push(...(await readDocuments(file, io)));
    const before = values.against === undefined ? undefined : await readDocuments(values.against, io);
    return show(setsIn(documents), inputs, before && ofKind(before, 'Application'), format, io);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    io.stderr.write(`${error.message}\n`);
    return ExitCode.couldNotRun;
  }
}

function setsIn(documents: readonly InputDocument[]): ApplicationSetManifest[] {
  const sets = ofKind(documents, 'ApplicationSet');
  if (sets.length === 0)
    throw new InputError('No file holds an ApplicationSet.\n  Fix: pass the rendered ones.');
  for (const { spec, metadata } of sets as unknown as Partial<ApplicationSetManifest>[]) {
    if (spec?.template) continue;
    throw new InputError(`ApplicationSet ${metadata?.name}: spec.template\n  is missing.\n  Fix: add it.`);
  }
  return sets as unknown as ApplicationSetManifest[];
}

function show(
  sets: readonly ApplicationSetManifest[],
  inputs: ApplicationSetPreviewInputs,
  before: readonly JsonObject[] | undefined,
  format: Format,
  io: Io,
): number {
  const generated: GeneratedApplication[] = [];
  let isValid = true;
  for (const set of sets) {
    const { applications, findings } = previewSet(set, inputs);
    const name = set.metadata?.name ?? '';
    for (const finding of [...setFindings(set), ...findings]) {
      isValid = false;
      io.stderr.write(`${formatFinding(`ApplicationSet ${name}`, finding)}\n`);
    }
    generated.push(...applications.map((application) => ({ ...application, set: name })));
  }
  // with a part of the Applications, it would look as if the others vanished
  if (!isValid) return ExitCode.invalid;
  const after = generated.map(({ manifest }) => manifest as JsonObject);
  const changes = before && compareApplications(before, after);
  printApplications(generated, changes, format, io.stdout);
  if (changes === undefined) return ExitCode.valid;
  if (changes.vanish.length > 0) return VANISHES;
  return changes.appear.length + changes.change.length > 0 ? DIFFERS : ExitCode.valid;
}
