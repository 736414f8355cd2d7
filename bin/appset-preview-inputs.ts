import { resolve } from 'node:path';
import type {
  ApplicationSetPreviewInputs,
  PreviewCluster,
  PreviewPullRequest,
  PreviewRepository,
} from '../lib/argocd/application-set/preview/preview-inputs';
import type { JsonValue } from '../lib/manifest/json-value';
import { formatFinding } from '../lib/validation/finding';
import type { Io } from './io';
import { InputError, readDocuments } from './read-documents';

/** The options that tell what generators look at. */
export interface InputOptions {
  readonly repo?: readonly string[];
  readonly clusters?: string;
  readonly 'pull-requests'?: string;
}

/** @throws InputError where a file cannot be read, or holds something else. */
export async function previewInputs(options: InputOptions, io: Io): Promise<ApplicationSetPreviewInputs> {
  const { repo = [], clusters, 'pull-requests': pullRequests } = options;
  return {
    repositories: repo.map((each) => repository(each, io)),
    clusters: clusters === undefined ? undefined : await items<PreviewCluster>(clusters, io, CLUSTER),
    pullRequests:
      pullRequests === undefined
        ? undefined
        : await items<PreviewPullRequest>(pullRequests, io, PULL_REQUEST),
  };
}

/** `URL=FOLDER`, or a folder for all repositories. A URL may have `=` in it, so the last one counts. */
function repository(option: string, io: Io): PreviewRepository {
  const at = option.lastIndexOf('=');
  if (at === -1) return { folder: resolve(io.cwd, option) };
  return { repoUrl: option.slice(0, at), folder: resolve(io.cwd, option.slice(at + 1)) };
}

/** The fields of an item, with the type that each must have; those with `?` may be missing. */
type Shape = Readonly<Record<string, 'string' | 'number' | 'texts?' | 'string?' | 'list?'>>;

const CLUSTER: Shape = {
  name: 'string',
  server: 'string',
  project: 'string?',
  labels: 'texts?',
  annotations: 'texts?',
};
const PULL_REQUEST: Shape = {
  number: 'number',
  title: 'string',
  branch: 'string',
  targetBranch: 'string',
  headSha: 'string',
  author: 'string',
  labels: 'list?',
};

async function items<Item>(file: string, io: Io, shape: Shape): Promise<Item[]> {
  const documents = await readDocuments(file, io);
  const all = documents.flatMap(({ value }) => value as JsonValue[]);
  for (const [index, item] of all.entries()) refuseMisshapen(file, item, index, shape);
  return all as unknown as Item[];
}

function refuseMisshapen(file: string, item: JsonValue, index: number, shape: Shape): void {
  const fields = typeof item === 'object' && item !== null && !Array.isArray(item) ? item : {};
  const names = Object.keys(shape).join(', ');
  for (const [name, type] of Object.entries(shape)) {
    if (fits(fields[name], type)) continue;
    const rule = `is no ${type.replace('?', '')}`;
    throw new InputError(
      formatFinding(file, error([index, name], fields[name], rule, `write a list of objects with ${names}`)),
    );
  }
  const unknown = Object.keys(fields).find((name) => !Object.hasOwn(shape, name));
  if (unknown === undefined) return;
  throw new InputError(
    formatFinding(file, error([index, unknown], fields[unknown], 'is not known', `use ${names}`)),
  );
}

function fits(value: JsonValue | undefined, type: Shape[string]): boolean {
  if (value === undefined) return type.endsWith('?');
  if (type === 'list?') return Array.isArray(value) && value.every((item) => typeof item === 'string');
  if (type === 'texts?') {
    return (
      typeof value === 'object' &&
      value !== null &&
      Object.values(value).every((text) => typeof text === 'string')
    );
  }
  return typeof value === type.replace('?', '');
}

function error(path: readonly (string | number)[], value: unknown, rule: string, fix: string) {
  return { severity: 'error' as const, path, value, rule, fix };
}
