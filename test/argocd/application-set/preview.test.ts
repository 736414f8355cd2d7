import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ApplicationSetGenerator,
  type ApplicationSetPreviewInputs,
  LabelOperator,
  TemplateExpression,
  TemplatePatch,
} from '../../../lib/argocd';
import { gitPathMatcher } from '../../../lib/argocd/application-set/preview/git-pathspec';
import { REPOSITORY } from '../argo-fixture';
import { aSet, namesOf } from './set-fixture';

const clusters = [
  { name: 'b', server: 'https://b', labels: { stage: 'production' } },
  { name: 'a', server: 'https://a', labels: { stage: 'staging' } },
];

function names(
  generator: ApplicationSetGenerator,
  inputs: ApplicationSetPreviewInputs,
  name?: string,
): string[] {
  return namesOf(aSet({ generators: [generator], name, path: 'a' }).set, inputs);
}

describe('clusters', () => {
  it('come by name, and then Argo CD’s own, unless labels are asked for or it has a Secret', () => {
    const own = { name: 'home', server: 'https://kubernetes.default.svc' };
    expect(names(ApplicationSetGenerator.clusters(), { clusters })).toEqual([
      'shop-a',
      'shop-b',
      'shop-in-cluster',
    ]);
    expect(names(ApplicationSetGenerator.clusters(), { clusters: [own] })).toEqual(['shop-home']);
    const selector = {
      matchExpressions: [{ key: 'stage', operator: LabelOperator.NOT_IN, values: ['staging'] }],
    };
    expect(names(ApplicationSetGenerator.clusters({ selector }), { clusters })).toEqual(['shop-b']);
  });

  it('must be given, each once', () => {
    expect(() => names(ApplicationSetGenerator.clusters(), {})).toThrow(
      /looks at clusters, which are not given/,
    );
    const twins = [...clusters, { name: 'a', server: 'https://c' }];
    expect(() => names(ApplicationSetGenerator.clusters(), { clusters: twins })).toThrow(
      /is the name of two clusters/,
    );
  });
});

describe('a repository', () => {
  const files = ApplicationSetGenerator.gitFiles({ repoUrl: REPOSITORY, files: ['*.json'] });

  it('is the one of its address, or one of any', () => {
    const named = { repoUrl: `${REPOSITORY}.git`, files: { 'a.json': '{"name":"named"}' } };
    const any = { files: { 'a.json': '{"name":"any"}' } };
    expect(names(files, { repositories: [any, named] })).toEqual(['shop-named']);
    expect(names(files, { repositories: [any] })).toEqual(['shop-any']);
    expect(() => names(files, { repositories: [{ ...named, repoUrl: 'https://x' }] })).toThrow(
      /is a repository that is not given/,
    );
  });

  it('may be a folder, without what git itself has there', () => {
    const folder = mkdtempSync(join(tmpdir(), 'preview-'));
    for (const path of ['.git', 'x']) mkdirSync(join(folder, path));
    for (const path of ['.git/a.json', 'x/b.json'])
      writeFileSync(join(folder, path), `{"name":"${path.at(-6)}"}`);
    expect(names(files, { repositories: [{ folder }] })).toEqual(['shop-b']);
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['{"a": ', /cannot be read: line 1/],
    ['just text', /holds neither an object nor a list/],
    ['- text', /holds neither an object nor a list/],
  ])('has files that cannot be parameters: %s', (text, rule) => {
    expect(() => names(files, { repositories: [{ files: { 'a.json': text } }] })).toThrow(rule);
  });
});

it.each([
  [
    'tenants/*/config.json',
    ['tenants/a/config.json', 'tenants/a/b/config.json'],
    ['tenants/config.json', 'x/tenants/a/config.json'],
  ],
  ['tenants', ['tenants/a', 'tenants'], ['tenants2/a']],
  ['./tenants/', ['tenants/a'], ['tenants2']],
  ['a?c', ['abc', 'a/c'], ['ac']],
  ['[!a]*.json', ['b.json'], ['a.json']],
  ['a[b', [], ['ab']],
  ['a\\*', ['a*'], ['ab']],
])('git lists by %s what it lists', (pattern, matching, others) => {
  const matches = gitPathMatcher(pattern);
  expect(matching.filter((path) => !matches(path))).toEqual([]);
  expect(others.filter(matches)).toEqual([]);
});

describe('a merge', () => {
  const merge = (...elements: { [key: string]: unknown }[][]) =>
    ApplicationSetGenerator.merge(
      ['name'],
      elements.map((each) => ApplicationSetGenerator.list(each)),
    );

  it('overrides fields, and keeps those of objects that the override does not have', () => {
    const generator = merge(
      [{ name: 'a', o: { x: 1, y: 2 }, l: [1, 2] }],
      [{ name: 'a', o: { y: 3 }, l: [] }, { name: 'b' }],
    );
    expect(names(generator, {}, '{{.name}}-{{.o.x}}{{.o.y}}{{len .l}}')).toEqual(['a-130']);
  });

  it('needs keys that tell sets apart, and that are parameters', () => {
    expect(() => names(merge([{ name: 'a' }, { name: 'a' }], []), {})).toThrow(
      /two sets of parameters with the same keys/,
    );
    const generator = ApplicationSetGenerator.merge(
      ['values.x'],
      [ApplicationSetGenerator.list([]), ApplicationSetGenerator.list([])],
    );
    expect(() => names(generator, {})).toThrow(/is a field in a parameter/);
  });
});

it('a matrix may hold a matrix, but no deeper', () => {
  const list = (key: string) => ApplicationSetGenerator.list([{ [key]: '1' }, { [key]: '2' }]);
  const two = ApplicationSetGenerator.matrix(list('a'), ApplicationSetGenerator.matrix(list('b'), list('c')));
  expect(names(two, {}, 'n{{.a}}{{.b}}{{.c}}')).toHaveLength(8);
  const three = ApplicationSetGenerator.matrix(list('d'), two);
  expect(() => names(three, {}, 'n{{.a}}{{.b}}{{.c}}{{.d}}')).toThrow(/Argo CD reads no deeper/);
});

it('pull requests are those with the labels that match a filter', () => {
  const request = { title: 'A', targetBranch: 'main', headSha: '0123456789abcdef', author: 'me' };
  const pullRequests = [
    { ...request, number: 1, branch: 'feature/Some_thing', labels: ['preview', 'x'] },
    { ...request, number: 2, branch: 'fix/other', labels: ['preview'] },
    { ...request, number: 3, branch: 'feature/third' },
  ];
  const generator = ApplicationSetGenerator.githubPullRequests({
    owner: 'acme',
    repo: 'shop',
    labels: ['preview'],
    filters: [{ branchMatch: '^feature/' }],
    values: { short: '{{.head_short_sha_7}}' },
  });
  expect(names(generator, { pullRequests }, 'pr-{{.number}}-{{.branch_slug}}-{{.values.short}}')).toEqual([
    'pr-1-feature-some-thing-0123456',
  ]);
  expect(() => names(generator, {})).toThrow(/looks at pull requests, which are not given/);
});

describe('a patch', () => {
  const patched = (templatePatch: TemplatePatch) => aSet({ templatePatch }).set.preview()[0]?.manifest;

  it('merges objects, replaces lists, removes by null, and leaves the project', () => {
    const text =
      'spec: {project: other, info: [{name: a, value: b}], syncPolicy: {syncOptions: [X=y]}, source: {path: null}}';
    expect(patched(TemplatePatch.text(text))?.spec).toEqual({
      project: 'apps',
      destination: { server: 'https://kubernetes.default.svc', namespace: 'chatgpt-shop' },
      info: [{ name: 'a', value: 'b' }],
      source: { repoURL: REPOSITORY },
      syncPolicy: { syncOptions: ['X=y'] },
    });
  });

  it.each([
    ['status: {}', /is no field that a patch/],
    ['spec: {replicas: 3}', /is no field that a patch/],
    ['metadata: {labels: {a: 5}}', /is no text/],
    ['spec: {$patch: replace}', /is no field|is a directive/],
    ['spec: {source: {$patch: replace}}', /is a directive/],
    ['- a', /is no object/],
    ['a: b: c', /is rendered to what is no YAML/],
  ])('is refused: %s', (text, rule) => {
    expect(() => patched(TemplatePatch.text(text))).toThrow(rule);
  });

  it('is built of conditions in order', () => {
    expect(() => TemplatePatch.fields({}).elseWhen('true', {})).toThrow(/follows no condition/);
    expect(() => TemplatePatch.when('eq .a', {}).otherwise({}).otherwise({})).toThrow(/follows no condition/);
    expect(() => TemplatePatch.when('nope .a', {})).toThrow(/calls nope, which Argo CD does not know/);
    expect(() => TemplateExpression.of('.a }}{{ .b')).not.toThrow();
    expect(() => TemplatePatch.fields({ a: '{{ if .b }}c{{ end }}' }).toString()).toThrow(
      /holds more than values/,
    );
  });
});
