import {
  expressionProblems,
  presentWhen,
} from '../../../lib/argocd/notifications/expression/expression-problems';
import type { Problem } from '../../../lib/argocd/notifications/problem';
import { templateProblems } from '../../../lib/argocd/notifications/template/template-problems';
import { EXPRESSIONS, TEMPLATES } from './language-samples';

const errors = (problems: readonly Problem[]) => problems.filter(({ severity }) => severity === 'error');
const brief = (problems: readonly Problem[]) => problems.map(({ text, rule }) => `${text}: ${rule}`);

// test/gitops/argo-notifications.test.ts asks Argo CD about the same samples
describe('templates', () => {
  it.each(TEMPLATES)('%j: %s', (template, isRead) => {
    expect(errors(templateProblems(template, false)).length === 0).toBe(isRead);
  });

  it('may not end with a pipe, though Go does not mind', () => {
    expect(errors(templateProblems('{{ .app | }}', false))).toHaveLength(1);
  });
});

describe('expressions', () => {
  it.each(EXPRESSIONS)('%j: %s', (expression, isRead) => {
    expect(errors(expressionProblems(expression)).length === 0).toBe(isRead);
  });
});

describe('fields in templates', () => {
  const problems = (template: string) => brief(templateProblems(template, false));

  it.each([
    ['{{ .app.status.sync.state }}', '.app.status.sync.state: there is no field state'],
    ['{{ .application.metadata.name }}', '.application: there is no field application'],
    ['{{ .app.metadata.name.first }}', '.app.metadata.name.first: .first is asked of a plain value'],
    ['{{ .app.status.conditions.type }}', '.app.status.conditions.type: .type is asked of a list'],
    ['{{ with .app.status }}{{ .synch }}{{ end }}', '.app.status.synch: there is no field synch'],
    ['{{ range .app.status.conditions }}{{ .kind }}{{ end }}', '.kind: there is no field kind'],
    [
      '{{ range .app.status.conditions }}{{ $.app.nothing }}{{ end }}',
      '.app.nothing: there is no field nothing',
    ],
    ['{{ $status := .app.status }}{{ $status.helth }}', '.app.status.helth: there is no field helth'],
    ['{{ with $s := .app.spec }}{{ $s.projekt }}{{ end }}', '.app.spec.projekt: there is no field projekt'],
    ['{{ (.app.status).synk }}', '.app.status.synk: there is no field synk'],
    ['{{ printf "%s" .app.spec.nothing }}', '.app.spec.nothing: there is no field nothing'],
  ])('%s', (template, problem) => {
    expect(problems(template)).toEqual([problem]);
  });

  it.each([
    '{{ .app.metadata.labels.environment }}',
    '{{ .app.metadata.annotations.anything }}',
    '{{ .context.argocdUrl }}{{ .recipient }}{{ .serviceType }}{{ .appProject.metadata.name }}',
    '{{ range .app.status.conditions }}{{ .type }}{{ .message }}{{ $.app.metadata.name }}{{ end }}',
    '{{ range $i, $r := .app.status.resources }}{{ $i }} {{ $r.kind }} {{ $r.health.status }}{{ end }}',
    '{{ range .app.spec.sources }}{{ .helm.releaseName }}{{ else }}{{ .app.spec.source.path }}{{ end }}',
    '{{ (call .repo.GetCommitMetadata .app.status.operationState.syncResult.revision).Author }}',
    '{{ .app.status.summary.images }}{{ .app.status.history }}',
  ])('%s is fine', (template) => {
    expect(problems(template)).toEqual([]);
  });

  it('the message of the health is refused, because it is always empty', () => {
    expect(problems('{{ .app.status.health.message }}')).toEqual([
      'app.status.health.message: is deprecated, and always empty',
    ]);
  });

  it('the revision of the comparison is doubtful', () => {
    const [problem] = templateProblems('{{ .app.status.sync.revision }}', false);
    expect(problem).toMatchObject({
      severity: 'warning',
      rule: 'is empty for an Application of several sources',
    });
    expect(templateProblems('{{ .app.status.operationState.syncResult.revision }}', false)).toEqual([]);
  });
});

describe('texts that are JSON', () => {
  const problems = (template: string) => brief(templateProblems(template, true));

  it.each([
    '{"a": {{ .app.spec.project | toJson }}}',
    '{"a": "{{ .app.metadata.name }} is {{ .app.status.health.status }}"}',
    '{"a": "{{ .context.argocdUrl }}/{{ .app.spec.source.repoURL }}"}',
    '[{"a": {{ printf "%s" .app.status.operationState.message | toJson }}}]',
    '{"a": 1{{ if .app.status }}, "b": {{ .app.status | toJson }}{{ end }}}',
    '{{ $name := .app.metadata.name }}{"a": {{ $name | mustToJson }}}',
  ])('%s is fine', (template) => {
    expect(problems(template)).toEqual([]);
  });

  it.each([
    ['{"a": "{{ .app.status.operationState.message }}"}', 'puts a value into JSON as it is'],
    ['{"a": "{{ .app.metadata.labels.environment }}"}', 'puts a value into JSON as it is'],
    ['{"a": "{{ .context.team }}"}', 'puts a value into JSON as it is'],
    ['{"a": {{ .app.metadata.name }}}', 'puts a value into JSON as it is'],
    ['{"a": {{ .app.metadata.name | quote }}}', 'puts a value into JSON as it is'],
    ['{"a": "{{ .app.metadata.name | toJson }}"}', 'is quoted twice'],
    [
      '{"a": {{ if .app }}"{{ .app.status.operationState.message }}"{{ end }}}',
      'puts a value into JSON as it is',
    ],
    ['{"a": 1,}', 'is no JSON'],
    ['{"a": {{ .app.spec | toJson }}', 'is no JSON'],
  ])('%s is refused', (template, rule) => {
    expect(problems(template)).toEqual([expect.stringContaining(rule)]);
  });
});

describe('fields that may be missing, in expressions', () => {
  const problems = (expression: string) => errors(expressionProblems(expression));

  it.each([
    [
      "app.status.operationState.phase in ['Succeeded']",
      ['app.status?.operationState', 'app.status.operationState?.phase'],
    ],
    ["app.status?.operationState.phase == 'Running'", ['app.status.operationState?.phase']],
    [
      "app.status?.sync != nil or app.status.sync.status == 'Synced'",
      ['app.status?.sync', 'app.status.sync?.status'],
    ],
    [
      "app.status?.sync == nil and app.status.sync.status == 'a'",
      ['app.status?.sync', 'app.status.sync?.status'],
    ],
    [
      'app.status?.sync?.status != "a" ? app.status.sync.status : "b"',
      ['app.status?.sync', 'app.status.sync?.status'],
    ],
    ['app.metadata.labels.environment == "a"', ['app.metadata.labels?.environment']],
  ])('%s fails for a new Application', (expression, fixes) => {
    expect(problems(expression).map(({ fix }) => fix.replace('write ', ''))).toEqual(fixes);
  });

  it.each([
    "app.status?.operationState?.phase in ['Succeeded']",
    "app.status?.operationState != nil and app.status.operationState.phase in ['Succeeded']",
    "app.status?.health?.status == 'Degraded' and app.status.health.status != 'a'",
    "app.status?.sync == nil or app.status.sync.status == 'Unknown'",
    "not (app.status?.sync == nil) and app.status.sync.status == 'Unknown'",
    "app.status?.sync != nil ? app.status.sync.status == 'a' : false",
    "(app.status?.sync?.status == 'a' or app.status?.sync?.status == 'b') and app.status.sync.status != ''",
    "app.spec.destination.namespace == 'a' and app.metadata.name == 'b'",
    "app.status?.sync?.status startsWith 'S' && app.status.sync.status endsWith 'd'",
  ])('%s is fine', (expression) => {
    expect(problems(expression)).toEqual([]);
  });

  it('what the condition has made sure needs no second look in oncePer', () => {
    const known = presentWhen("app.status?.operationState?.phase == 'Succeeded'");
    const oncePer = 'app.status.operationState.startedAt';
    expect(errors(expressionProblems(oncePer, known))).toEqual([]);
    expect(errors(expressionProblems(oncePer))).not.toEqual([]);
  });

  it.each([
    ['app.status?.synk', 'there is no field synk'],
    ['application.metadata.name', 'is no variable'],
    ['lenght(app.spec.sources)', 'is no function'],
    ['app.status?.health?.message == ""', 'is deprecated, and always empty'],
    ['app.status?.conditions.type', '.type is asked of a list'],
  ])('%s: %s', (expression, rule) => {
    expect(problems(expression).map((problem) => problem.rule)).toContain(rule);
  });
});
