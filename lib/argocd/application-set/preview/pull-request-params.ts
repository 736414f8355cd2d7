import type { FieldPath } from '../../../validation/field-path';
import { EVALUATED } from '../../go-template/functions/known-names';
import { slug } from '../../go-template/functions/names';
import { GoMap, type GoValue } from '../../go-template/go-value';
import type { PullRequestGeneratorSpec } from './manifest-types';
import { PreviewError } from './preview-error';
import type { PreviewPullRequest } from './preview-inputs';
import { withValues } from './template-values';

const LONGEST_SLUG = 50;

/** A set of parameters for each pull request that has the labels and matches a filter. */
export function pullRequestParams(
  spec: PullRequestGeneratorSpec,
  pullRequests: readonly PreviewPullRequest[] | undefined,
  path: FieldPath,
): GoMap[] {
  if (pullRequests === undefined) {
    const fix = 'give those that are open';
    throw new PreviewError(path, undefined, 'looks at pull requests, which are not given', fix);
  }
  const labels = (spec.github ?? spec.gitlab ?? spec.gitea)?.labels ?? [];
  return pullRequests
    .filter((request) => labels.every((label) => request.labels?.includes(label)))
    .filter((request) => matchesAFilter(request, spec.filters ?? [], path))
    .map((request) => withValues(paramsOf(request, path), spec.values, [...path, 'values']));
}

function matchesAFilter(
  { branch, targetBranch, title }: PreviewPullRequest,
  filters: NonNullable<PullRequestGeneratorSpec['filters']>,
  path: FieldPath,
): boolean {
  if (filters.length === 0) return true;
  return filters.some(
    ({ branchMatch, targetBranchMatch, titleMatch }, index) =>
      matches(branchMatch, branch, [...path, 'filters', index, 'branchMatch']) &&
      matches(targetBranchMatch, targetBranch, [...path, 'filters', index, 'targetBranchMatch']) &&
      matches(titleMatch, title, [...path, 'filters', index, 'titleMatch']),
  );
}

function matches(pattern: string | undefined, text: string, path: FieldPath): boolean {
  if (pattern === undefined) return true;
  try {
    return EVALUATED.regexMatch?.call(...([pattern, text] as never[])) === true;
  } catch (error) {
    throw new PreviewError(path, pattern, (error as Error).message, 'use a simple pattern');
  }
}

function paramsOf(request: PreviewPullRequest, path: FieldPath): GoMap {
  const { number, title, branch, targetBranch, headSha, author, labels = [] } = request;
  return new GoMap(
    new Map<string, GoValue>([
      ['number', String(number)],
      ['title', title],
      ['branch', branch],
      ['branch_slug', slugOf(branch, path)],
      ['target_branch', targetBranch],
      ['target_branch_slug', slugOf(targetBranch, path)],
      ['head_sha', headSha],
      ['head_short_sha', headSha.slice(0, 8)],
      ['head_short_sha_7', headSha.slice(0, 7)],
      ['author', author],
      ['labels', labels],
    ]),
  );
}

function slugOf(branch: string, path: FieldPath): string {
  try {
    return slug(branch.replaceAll('_', '-'), LONGEST_SLUG, true);
  } catch (error) {
    throw new PreviewError(path, branch, (error as Error).message, 'name branches in ASCII');
  }
}
