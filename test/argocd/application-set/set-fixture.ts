import type { Chart } from 'cdk8s';
import {
  ApplicationSetGenerator,
  ApplicationSource,
  ArgoApplicationSet,
  type ArgoApplicationSetProps,
  ArgoProject,
  Destination,
  type IArgoProject,
} from '../../../lib/argocd';
import { platformChart, REPOSITORY } from '../argo-fixture';

export interface SetOptions extends Partial<Omit<ArgoApplicationSetProps, 'template'>> {
  readonly name?: string;
  readonly path?: string;
  readonly labels?: Record<string, string>;
  readonly project?: (chart: Chart) => IArgoProject;
  readonly destination?: Destination;
}

/** A set over a list of two, unless something else is wanted. */
export function aSet(options: SetOptions = {}): { readonly chart: Chart; readonly set: ArgoApplicationSet } {
  const {
    name = 'shop-{{.name}}',
    path = 'apps/{{.name}}',
    labels,
    project,
    destination,
    ...others
  } = options;
  const chart = platformChart();
  const set = new ArgoApplicationSet(chart, 'shop', {
    generators: [ApplicationSetGenerator.list([{ name: 'a' }, { name: 'b' }])],
    ...others,
    template: {
      metadata: { name, labels },
      project: project?.(chart) ?? ArgoProject.fromProjectName(chart, 'project', 'apps'),
      destination: destination ?? Destination.inCluster('chatgpt-shop'),
      source: ApplicationSource.directory({ repoUrl: REPOSITORY, path }),
    },
  });
  return { chart, set };
}

/** The names that a set generates. */
export function namesOf(
  set: ArgoApplicationSet,
  inputs?: Parameters<ArgoApplicationSet['preview']>[0],
): string[] {
  return set.preview(inputs).map(({ name }) => name);
}
