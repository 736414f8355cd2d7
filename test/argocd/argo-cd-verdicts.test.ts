import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DestinationSpec } from '../../lib/argocd/destination';
import { kindRules } from '../../lib/argocd/project/kind-rules';
import { projectFindings } from '../../lib/argocd/project/project-findings';
import { permitsDestination, permitsSource } from '../../lib/argocd/project/project-permissions';
import type { KindSpec, ProjectSpec } from '../../lib/argocd/project/project-spec';

/**
 * Random projects, and what Argo CD v3.5.7 says of them, asked by argo-cd/main.go beside this file, in a module that
 * requires github.com/argoproj/argo-cd/v3 with the `replace` lines of its go.mod: `go run . < questions.json`. The
 * gRPC code before a refusal, and the hash in it, are left out.
 */
interface Question {
  readonly project: ProjectSpec;
  readonly repository: string;
  readonly destination: DestinationSpec;
  readonly object: KindSpec & { readonly isNamespaced: boolean };
  readonly verdict: {
    readonly refusal: string;
    readonly permitsSource: boolean;
    readonly permitsDestination: boolean;
    readonly permitsKind: boolean;
  };
}

const questions = JSON.parse(readFileSync(join(__dirname, 'argo-cd-verdicts.json'), 'utf8')) as Question[];

/** Those of which our answer is another one. */
function disagreements(agrees: (question: Question) => boolean): Question[] {
  return questions.filter((question) => !agrees(question));
}

it('there are many, of each verdict', () => {
  expect(questions.length).toBeGreaterThan(300);
  for (const permits of ['permitsSource', 'permitsDestination', 'permitsKind'] as const) {
    const yes = questions.filter(({ verdict }) => verdict[permits]).length;
    expect(Math.min(yes, questions.length - yes)).toBeGreaterThan(50);
  }
});

it('a project is refused where Argo CD refuses it, with its reason among those that are given', () => {
  const differing = disagreements(({ project, verdict }) => {
    const rules = projectFindings('shop', project).map(({ rule }) => rule);
    if (verdict.refusal === '') return rules.length === 0;
    return rules.some((rule) => rule.includes(reason(verdict.refusal)));
  });
  expect(differing).toEqual([]);
});

it('a repository is permitted where Argo CD permits it', () => {
  expect(
    disagreements(
      ({ project, repository, verdict }) => permitsSource(project, repository) === verdict.permitsSource,
    ),
  ).toEqual([]);
});

it('a destination is permitted where Argo CD permits it', () => {
  expect(
    disagreements(
      ({ project, destination, verdict }) =>
        permitsDestination(project, destination) === verdict.permitsDestination,
    ),
  ).toEqual([]);
});

it.each(['name', 'server'] as const)(
  'without the %s of a cluster the verdict is the same, or none',
  (missing) => {
    const verdictOf = ({ project, destination }: Question) =>
      permitsDestination(project, { ...destination, [missing]: undefined });
    const differing = disagreements((question) => {
      const verdict = verdictOf(question);
      return verdict === undefined || verdict === question.verdict.permitsDestination;
    });
    expect(differing).toEqual([]);
    expect(questions.some((question) => verdictOf(question) !== undefined)).toBe(true);
  },
);

it('a kind is permitted where Argo CD permits it', () => {
  expect(
    disagreements(
      ({ project, object, verdict }) =>
        kindRules(project).permits(object, object.isNamespaced) === verdict.permitsKind,
    ),
  ).toEqual([]);
});

/** What a refusal says, without the explanations that libraries add. */
function reason(refusal: string): string {
  return refusal
    .replace(/\. Must consist of .*$/, '')
    .replace(/ \(duplicate detected\)$/, '')
    .replace(/^(cannot parse (?:schedule|duration) '.*?'): [\s\S]*$/, '$1');
}
