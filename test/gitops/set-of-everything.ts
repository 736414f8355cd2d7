import { App, Chart, Duration, Testing } from 'cdk8s';
import {
  ApplicationSetGenerator,
  ApplicationSource,
  ApplicationsSync,
  ArgoApplicationSet,
  ArgoProject,
  DeletionOrder,
  Destination,
  LabelOperator,
  MaxUpdate,
  StepMatch,
  TemplatePatch,
} from '../../lib';
import type { ApiObject } from '../cluster/harness/api-object';

/** A set that between all its generators and fields has what the construct can write. */
export function setOfEverything(namespace: string): ApiObject {
  const chart = new Chart(new App(), 'everything', { namespace });
  new ArgoApplicationSet(chart, 'everything', {
    generators: allGenerators(),
    template: {
      metadata: { name: '{{.name}}', labels: { name: '{{.name}}' } },
      project: ArgoProject.fromProjectName(chart, 'project', 'apps'),
      destination: Destination.cluster('{{.name}}', 'shop'),
      sources: [
        ApplicationSource.helmGit({
          repoUrl: 'https://x',
          path: 'a',
          values: { name: '{{.name}}', deep: { n: 1 } },
        }),
        ApplicationSource.reference({ repoUrl: 'https://y', ref: 'values' }),
      ],
    },
    templatePatch: TemplatePatch.fields({ metadata: { labels: { a: '{{.name}}' } } }),
    applicationsSync: ApplicationsSync.CREATE_DELETE,
    ignoreApplicationDifferences: [
      { name: 'x', jsonPointers: ['/spec/info'], jqPathExpressions: ['.spec.info'] },
    ],
    preservedFields: { annotations: ['a'], labels: ['b'] },
    rollingSync: {
      steps: [
        { matches: [StepMatch.labelIn('name', ['a'])], maxUpdate: MaxUpdate.count(0) },
        { matches: [StepMatch.labelNotIn('name', ['a'])], maxUpdate: MaxUpdate.percent(50) },
      ],
      deletionOrder: DeletionOrder.REVERSE,
    },
  });
  return (Testing.synth(chart) as ApiObject[]).find(({ kind }) => kind === 'ApplicationSet') as ApiObject;
}

function allGenerators(): ApplicationSetGenerator[] {
  const git = {
    repoUrl: 'https://x',
    revision: 'main',
    exclude: ['b'],
    values: { x: 'y' },
    pathParamPrefix: 'p',
    requeueAfter: Duration.minutes(5),
  };
  const requests = {
    labels: ['preview'],
    filters: [{ branchMatch: 'a', targetBranchMatch: 'b', titleMatch: 'c' }],
    values: { x: 'y' },
    token: { secretName: 'a', key: 'b' },
    requeueAfter: Duration.minutes(1),
  };
  const condition = { key: 'a', operator: LabelOperator.NOT_IN, values: ['b'] };
  const selector = { matchLabels: { a: 'b' }, matchExpressions: [condition] };
  const list = ApplicationSetGenerator.list([{ name: 'a', deep: { n: [1, 'x', true] } }]);
  const clusters = ApplicationSetGenerator.clusters({ selector, values: { a: 'b' }, flatList: true }).only(
    selector,
  );
  const files = ApplicationSetGenerator.gitFiles({ ...git, files: ['a'] });
  const matrix = ApplicationSetGenerator.matrix(
    list,
    ApplicationSetGenerator.merge(['name'], [list, clusters]).only(selector),
  );
  return [
    matrix,
    ApplicationSetGenerator.merge(['name'], [ApplicationSetGenerator.matrix(list, files), clusters]),
    ApplicationSetGenerator.gitDirectories({ ...git, directories: ['a'] }),
    ApplicationSetGenerator.githubPullRequests({ owner: 'a', repo: 'b', api: 'https://x', ...requests }),
    ApplicationSetGenerator.githubPullRequests({ owner: 'a', repo: 'b', appSecretName: 'c' }),
    ApplicationSetGenerator.gitlabPullRequests({ project: '7', api: 'https://x', ...requests }),
    ApplicationSetGenerator.giteaPullRequests({ owner: 'a', repo: 'b', api: 'https://x', ...requests }),
  ];
}
