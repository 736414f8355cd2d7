import { Testing } from 'cdk8s';
import {
  ApplicationSetGenerator,
  ArgoProject,
  Destination,
  StepMatch,
  TemplateExpression,
  TemplatePatch,
} from '../../../lib/argocd';
import { REPOSITORY, specOf } from '../argo-fixture';
import { aSet, namesOf } from './set-fixture';

const list = (...elements: { [key: string]: unknown }[]) => [ApplicationSetGenerator.list(elements)];

it('D1: conditions of another template language are refused, and made by a patch', () => {
  const handlebars = '{{#if (eq resources "high")}}a{{/if}}';
  expect(() => TemplatePatch.text(handlebars)).toThrow(/has "#" in an action/);
  const { chart } = aSet({ path: handlebars });
  expect(() => Testing.synth(chart)).toThrow(/spec.template.spec.source.path = .*\n.*has "#" in an action/);

  const { set } = aSet({
    generators: list(
      { name: 'a', resources: 'high', replicas: 5 },
      { name: 'b', resources: 'low', replicas: 1 },
    ),
    templatePatch: TemplatePatch.when('eq .resources "high"', {
      spec: { revisionHistoryLimit: TemplateExpression.of('.replicas') },
    }).otherwise({ metadata: { labels: { small: 'yes' } } }),
  });
  const [a, b] = set
    .preview()
    .map(({ manifest }) => manifest as never as Record<'spec' | 'metadata', object>);
  expect(a?.spec).toMatchObject({ revisionHistoryLimit: 5 });
  expect(b?.spec).not.toHaveProperty('revisionHistoryLimit');
  expect(b?.metadata).toMatchObject({ labels: { small: 'yes' } });
});

it('D1: a patch that would empty the spec is told', () => {
  const { set } = aSet({ templatePatch: TemplatePatch.text('{{ if eq .name "a" }}spec:\n{{ end }}') });
  expect(() => set.preview()).toThrow(/spec.templatePatch.spec = null\n.*would remove everything/);
});

it('D2: the policy of the set has its own two fields, and that of the Applications is elsewhere', () => {
  const { chart } = aSet();
  expect(specOf(chart, 'ApplicationSet')).toMatchObject({
    syncPolicy: { preserveResourcesOnDeletion: true },
    template: { spec: { syncPolicy: { syncOptions: ['ServerSideApply=true'] } } },
  });
});

it('D3: progressive sync is a strategy of steps, each of which is checked', () => {
  const steps = [
    { matches: [StepMatch.labelIn('stage', ['staging'])] },
    { matches: [StepMatch.labelIn('stage', ['production'])] },
  ];
  const generators = list({ name: 'a', stage: 'staging' }, { name: 'b', stage: 'production' });
  const labels = { stage: '{{.stage}}' };
  const { chart, set } = aSet({ generators, labels, rollingSync: { steps } });
  expect(specOf(chart, 'ApplicationSet').strategy).toMatchObject({
    type: 'RollingSync',
    rollingSync: {
      steps: [{ matchExpressions: [{ key: 'stage', operator: 'In', values: ['staging'] }] }, {}],
    },
  });
  expect(set.preview().map(({ step }) => step)).toEqual([1, 2]);

  const unlabelled = aSet({ generators, rollingSync: { steps } });
  expect(() => Testing.synth(unlabelled.chart)).toThrow(/is no label of the template \(labels: none\)/);
  const forgotten = aSet({
    generators: list({ name: 'c', stage: 'canary' }),
    labels,
    rollingSync: { steps },
  });
  expect(() => Testing.synth(forgotten.chart)).toThrow(
    /choose shop-c in no step, so it would never be synced/,
  );
  const twice = aSet({
    generators,
    labels,
    rollingSync: { steps: [...steps, { matches: [StepMatch.labelNotIn('stage', ['production'])] }] },
  });
  expect(() => Testing.synth(twice.chart)).toThrow(/choose shop-a in steps 1 and 3/);
});

it('D4: parameters are fields, and a name without a dot is an error', () => {
  const { chart } = aSet({ name: 'tenant-{{tenant.name}}' });
  expect(() => Testing.synth(chart)).toThrow(
    /has "\." after|takes a field|calls tenant, which Argo CD does not know/,
  );
  const repositories = [{ files: { 'tenants/a/config.json': '{"tenant": {"name": "acme"}}' } }];
  const generators = [
    ApplicationSetGenerator.gitFiles({ repoUrl: REPOSITORY, files: ['tenants/*/config.json'] }),
  ];
  const { set } = aSet({ generators, name: 'tenant-{{.tenant.name}}', path: '{{.path.path}}' });
  expect(namesOf(set, { repositories })).toEqual(['tenant-acme']);
});

it('D4: a parameter that is missing is an error, as in Argo CD', () => {
  const { chart } = aSet({ path: '{{.nmae}}' });
  expect(() => Testing.synth(chart)).toThrow(/asks for ".nmae", which is not there \(there are: name\)/);
});

it('D5: the project is one for all, and cannot be templated', () => {
  const project = (chart: never) => ArgoProject.fromProjectName(chart, 'project', '{{.tenant}}');
  expect(() => aSet({ project: project as never })).toThrow(/is no name of a Kubernetes object/);
});

it('D5: an Application that its project would refuse is told, in the words of Argo CD', () => {
  const { chart } = aSet({
    project: (scope) =>
      new ArgoProject(scope, 'tenants', {
        sourceRepos: [REPOSITORY],
        destinations: [Destination.inCluster('chatgpt-tenant-a')],
      }),
    destination: Destination.inCluster('chatgpt-tenant-{{.name}}'),
  });
  expect(() => Testing.synth(chart)).toThrow(
    /of shop-b will be refused by Argo CD: "application destination server/,
  );
});

it('D6: numbers keep their type in a patch, and texts may be made of them', () => {
  const { set } = aSet({
    generators: list({ name: 'a', replicas: 5 }),
    templatePatch: TemplatePatch.fields({
      spec: {
        source: { kustomize: { replicas: [{ name: 'a', count: TemplateExpression.of('.replicas') }] } },
      },
    }),
    path: 'apps/{{.replicas}}',
  });
  expect(set.preview()[0]?.manifest.spec).toMatchObject({
    source: { path: 'apps/5', kustomize: { replicas: [{ name: 'a', count: 5 }] } },
  });
});

it('D7: a name that is none of Kubernetes is told, and normalize makes one', () => {
  const generators = list({ name: 'Production_EU' });
  expect(() => Testing.synth(aSet({ generators }).chart)).toThrow(
    /"shop-Production_EU"\n.*is no name of a Kubernetes/,
  );
  expect(namesOf(aSet({ generators, name: 'shop-{{ .name | normalize }}' }).set)).toEqual([
    'shop-production-eu',
  ]);
});

it('D7: two Applications of one name are told', () => {
  const generators = [...list({ name: 'a' }), ...list({ name: 'A' })];
  const { chart } = aSet({ generators, name: 'shop-{{ .name | lower }}' });
  expect(() => Testing.synth(chart)).toThrow(/"shop-a"\n.*is the name of 2 applications/);
  expect(() => Testing.synth(aSet({ name: 'shop' }).chart)).toThrow(/names all applications alike/);
});

it('D8: what was delivered is preserved, unless it is said otherwise', () => {
  const finalizers = (preserveResourcesOnDeletion?: boolean) =>
    aSet({ preserveResourcesOnDeletion }).set.preview()[0]?.manifest.metadata;
  expect(finalizers()).not.toHaveProperty('finalizers');
  expect(finalizers(false)).toMatchObject({
    finalizers: ['resources-finalizer.argocd.argoproj.io/foreground'],
  });
});

it('D9: two git generators in a matrix need prefixes that differ', () => {
  const directories = (pathParamPrefix?: string) =>
    ApplicationSetGenerator.gitDirectories({ repoUrl: REPOSITORY, directories: ['*'], pathParamPrefix });
  const matrix = (a?: string, b?: string) => ({
    generators: [ApplicationSetGenerator.matrix(directories(a), directories(b))],
  });
  const rule = /pathParamPrefix.*\n.*is the same in both git generators/;
  expect(() => Testing.synth(aSet(matrix()).chart)).toThrow(rule);
  expect(() => Testing.synth(aSet(matrix('x', 'x')).chart)).toThrow(rule);
  const { set } = aSet({ ...matrix('x', 'y'), name: '{{.x.path.path}}-{{.y.path.path}}', path: 'a' });
  const repositories = [{ files: { 'a/f': '', 'b/f': '' } }];
  expect(namesOf(set, { repositories })).toEqual(['a-a', 'a-b', 'b-a', 'b-b']);
});
