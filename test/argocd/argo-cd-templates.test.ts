import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GoTemplate } from '../../lib/argocd/go-template/go-template';
import { goTexts, goValue } from '../../lib/argocd/go-template/go-value';
import { TemplateError } from '../../lib/argocd/go-template/template-error';
import type { JsonValue } from '../../lib/manifest/json-value';

/**
 * Templates, and what Argo CD v3.5.7 makes of them (null where it gives an error), asked by argo-cd-templates/main.go
 * in a module that requires github.com/argoproj/argo-cd/v3 with the `replace` lines of its go.mod:
 * `go run . < questions.json`.
 */
interface Fixture {
  readonly params: Readonly<Record<string, JsonValue>>;
  readonly texts: Readonly<Record<string, string>>;
  readonly answers: Readonly<Record<string, string | null>>;
}

const fixture = JSON.parse(readFileSync(join(__dirname, 'argo-cd-templates.json'), 'utf8')) as Fixture;
const answers = Object.entries(fixture.answers);

/** Ours; null for an error, which must be one of templates. */
function ours(template: string): string | null {
  const params = goValue(fixture.params);
  (params as { entries: Map<string, unknown> }).entries.set('values', goTexts(fixture.texts));
  try {
    return GoTemplate.parse(template).evaluate(params);
  } catch (error) {
    if (error instanceof TemplateError) return null;
    throw error;
  }
}

it('there are many, some of which Argo CD refuses', () => {
  expect(answers.length).toBeGreaterThan(3000);
  expect(answers.filter(([, answer]) => answer === null).length).toBeGreaterThan(1000);
});

it('nothing is made of a template that Argo CD would not make of it', () => {
  const wrong = answers.filter(([template, answer]) => {
    const own = ours(template);
    return own !== null && own !== answer;
  });
  expect(wrong).toEqual([]);
});

/** Marks that Go writes in place of an error, characters cut in two, what is not evaluated here. */
const REFUSED =
  /%!|\uFFFD|^\{\{ (toYaml|index \.\w+ 0|int|int64|add|semver|keys|define|regex\w+|'a'|1_000|printf|trunc -?\d "?|substr)/;

it('what Argo CD evaluates is evaluated, but for what has a clear refusal', () => {
  const refused = answers.filter(([template, answer]) => answer !== null && ours(template) === null);
  expect(
    refused.filter(([template, answer]) => !REFUSED.test(template) && !REFUSED.test(answer ?? '')),
  ).toEqual([]);
  expect(refused.length).toBeLessThan(answers.length / 25);
});
