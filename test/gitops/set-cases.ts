import { App, Chart, Testing } from 'cdk8s';
import {
  type ApplicationSetPreviewInputs,
  ApplicationSource,
  ArgoApplicationSet,
  type ArgoApplicationSetProps,
  ArgoProject,
  Destination,
  ApplicationSetGenerator as Generator,
  LabelOperator,
  type PreviewCluster,
  SyncPolicy,
  TemplateExpression,
  TemplatePatch,
} from '../../lib';
import type { ApiObject } from '../cluster/harness/api-object';
import { argoCdNamespace, openProject } from './harness/base-objects';

/** A set, and the manifest that is applied. */
export interface MadeSet {
  readonly set: ArgoApplicationSet;
  readonly manifest: ApiObject;
}

/** What a case of the judge changes. */
export type SetProps = Partial<ArgoApplicationSetProps> &
  Pick<ArgoApplicationSetProps, 'generators'> & {
    readonly name?: string;
    readonly path?: string;
    readonly labels?: Record<string, string>;
    readonly namespace?: string;
    readonly syncs?: boolean;
  };

/** A set of Applications that sync only when they are asked, so that nothing but their manifests matters. */
export function makeSet(id: string, url: string, props: SetProps): MadeSet {
  const chart = new Chart(new App(), 'sets', { namespace: argoCdNamespace });
  const {
    name = `${id}-{{.name}}`,
    path = 'apps/{{.name}}',
    labels,
    namespace = 'sets',
    syncs,
    ...others
  } = props;
  const set = new ArgoApplicationSet(chart, id, {
    template: {
      metadata: { name, labels },
      project: ArgoProject.fromProjectName(chart, 'project', openProject),
      destination: Destination.inCluster(namespace),
      source: ApplicationSource.directory({ repoUrl: url, path, targetRevision: 'main' }),
      syncPolicy: syncs ? SyncPolicy.automated({ prune: true, selfHeal: true }) : undefined,
    },
    ...others,
  });
  const objects = Testing.synth(chart) as ApiObject[];
  return { set, manifest: objects.find(({ kind }) => kind === 'ApplicationSet') as ApiObject };
}

/** Clusters as Secrets: of addresses where nobody listens. */
export const clusters: readonly PreviewCluster[] = [
  {
    name: 'Production_EU.West',
    server: 'https://127.0.0.1:1',
    labels: { environment: 'production', region: 'eu-west-1' },
    annotations: { owner: 'Team A <a@example.com>' },
  },
  {
    name: 'staging',
    server: 'https://127.0.0.1:2',
    labels: { environment: 'staging' },
    project: openProject,
  },
  { name: 'bare', server: 'https://127.0.0.1:3' },
];

/** The files of the repository that generators read. */
export const files = {
  'tenants/acme/config.json': JSON.stringify({
    tenant: { name: 'Acme Corp', id: 'acme', tier: 'gold', rateLimit: 1000000, quota: 2.5 },
    regions: ['eu', 'us'],
    active: true,
  }),
  'tenants/beta/config.json': JSON.stringify({
    tenant: { name: 'Beta\'s "shop"', id: 'beta', tier: 'free', rateLimit: 10, quota: 1 },
    regions: [],
    active: false,
  }),
  'tenants/nested/deep/config.json': JSON.stringify({
    tenant: { name: 'Deep', id: 'deep', tier: 'gold', rateLimit: 0, quota: 0.5 },
    regions: ['eu'],
    active: true,
  }),
  'tenants/ignored/config.json': '{}',
  'environments/all.yaml': '- name: one\n  size: 017\n  flag: y\n- name: two\n  size: 1e3\n  flag: no\n',
  'apps/shop/app.yaml': 'kind: ConfigMap\n',
  'apps/Fitness_App/app.yaml': 'kind: ConfigMap\n',
  'apps/Fitness_App/sub/app.yaml': 'kind: ConfigMap\n',
  'apps/legacy/app.yaml': 'kind: ConfigMap\n',
  'apps/.hidden/app.yaml': 'kind: ConfigMap\n',
};

export interface SetCase {
  readonly name: string;
  readonly count: number;
  readonly props: (url: string) => SetProps;
}

/** One case and more for each generator. */
export const cases: readonly SetCase[] = [
  {
    name: 'list',
    count: 3,
    props: () => ({
      generators: [
        Generator.list([
          {
            name: 'a',
            environment: 'production',
            limits: { cpu: '1', weights: [1, 2.5, 1000000] },
            replicas: 5,
          },
          { name: 'b', environment: 'staging', limits: { cpu: '500m', weights: [] }, replicas: 2 },
          { name: 'c', environment: 'development', limits: { cpu: '100m', weights: [0.00001] }, replicas: 1 },
        ]),
      ],
      templatePatch: TemplatePatch.when('eq .environment "production"', {
        metadata: {
          labels: { tier: 'high' },
          annotations: { cpu: '{{ .limits.cpu }}', who: '"{{ .name }}" & <co>' },
        },
        spec: {
          revisionHistoryLimit: TemplateExpression.of('.replicas'),
          source: { directory: { recurse: true, exclude: 'x{{ .name }}' } },
          syncPolicy: { syncOptions: ['PruneLast=true'] },
        },
      }).elseWhen('gt (len .limits.weights) 0', {
        spec: { info: [{ name: 'weights', value: '{{ .limits.weights }}' }] },
      }),
    }),
  },
  {
    name: 'clusters',
    count: 4,
    props: () => ({
      generators: [
        Generator.clusters({
          values: { where: '{{ .server }}', region: '{{ dig "metadata" "x" "none" . }}' },
        }),
      ],
      name: 'clusters-{{.nameNormalized}}',
      path: 'apps/{{ .values.where | replace "https://" "" | normalize }}/{{ .project | default "none" }}',
      templatePatch: TemplatePatch.text(
        '{{ if hasKey . "metadata" }}metadata:\n  labels:\n{{- range $k, $v := .metadata.labels }}\n    copied.{{ $k | replace "/" "-" }}: {{ $v | quote }}\n{{- end }}\n{{ end }}',
      ),
    }),
  },
  {
    name: 'chosen',
    count: 2,
    props: () => ({
      generators: [
        Generator.clusters({
          selector: { matchExpressions: [{ key: 'environment', operator: LabelOperator.EXISTS }] },
        }),
      ],
      name: 'chosen-{{ .name | slugify 12 }}',
      path: '{{ .metadata.labels.environment }}/{{ index .metadata.labels "region" | default "any" }}',
    }),
  },
  {
    name: 'flat',
    count: 1,
    props: () => ({
      generators: [
        Generator.clusters({ flatList: true, selector: { matchLabels: { environment: 'staging' } } }),
      ],
      name: 'flat-{{ range .clusters }}{{ .name }}{{ end }}',
      path: 'apps/{{ len .clusters }}',
    }),
  },
  {
    name: 'files',
    count: 3,
    props: (url) => ({
      generators: [
        Generator.gitFiles({
          repoUrl: url,
          revision: 'main',
          files: ['tenants/*/config.json'],
          exclude: ['tenants/ignored'],
          values: { slug: '{{ .tenant.name | slugify }}', first: '{{ first .regions | default "none" }}' },
        }),
      ],
      name: 'files-{{.values.slug}}',
      path: '{{.path.path}}/{{ index .path.segments 1 }}/{{ .path.filenameNormalized }}',
      templatePatch: TemplatePatch.fields({
        metadata: {
          labels: { basename: '{{.path.basename}}' },
          annotations: {
            limits: '{{ .tenant.rateLimit }} {{ .tenant.quota }} {{ .regions }} {{ toJson .tenant }}',
          },
        },
        spec: { syncPolicy: { automated: { enabled: false, prune: TemplateExpression.of('.active') } } },
      }),
    }),
  },
  {
    name: 'lists-in-files',
    count: 2,
    props: (url) => ({
      generators: [Generator.gitFiles({ repoUrl: url, revision: 'main', files: ['environments/all.yaml'] })],
      path: 'apps/{{.size}}/{{.flag}}',
    }),
  },
  {
    name: 'directories',
    count: 2,
    props: (url) => ({
      generators: [
        Generator.gitDirectories({
          repoUrl: url,
          revision: 'main',
          directories: ['apps/*'],
          exclude: ['apps/legacy'],
          pathParamPrefix: 'app',
        }),
      ],
      name: 'directories-{{.app.path.basenameNormalized}}',
      path: '{{.app.path.path}}',
    }),
  },
  {
    name: 'matrix',
    count: 4,
    props: (url) => ({
      generators: [
        Generator.matrix(
          Generator.gitDirectories({
            repoUrl: url,
            revision: 'main',
            directories: ['apps/*'],
            exclude: ['apps/legacy'],
          }),
          Generator.clusters({
            selector: { matchLabels: { environment: 'staging' } },
            values: { both: '{{ .path.basename }}', own: '{{ .name }}' },
          }),
        ),
        Generator.matrix(
          Generator.list([
            { name: 'x', pattern: 'tenants/acme/config.json', tenant: { id: 'first', more: [] } },
          ]),
          Generator.gitFiles({ repoUrl: url, revision: 'main', files: ['{{ .pattern }}', 'tenants/beta/*'] }),
        ),
      ],
      name: 'matrix-{{ .path.basenameNormalized }}-{{ .name }}',
      path: 'apps/{{ if hasKey . "values" }}{{ .values.both }}/{{ .values.own }}{{ else }}{{ .tenant.id }}/{{ .tenant.tier }}/{{ toJson .tenant.more | b64enc }}{{ end }}',
    }),
  },
  {
    name: 'merge',
    count: 4,
    props: () => ({
      generators: [
        Generator.merge(
          ['name'],
          [
            Generator.clusters(),
            Generator.list([
              { name: 'staging', project: '', extra: { a: 1, b: 'x', empty: {} }, server: 'https://x' },
              { name: 'nowhere', extra: { a: 2 } },
            ]),
            Generator.list([{ name: 'staging', extra: { b: [1], empty: { c: 0 } } }]),
          ],
        ),
      ],
      name: 'merge-{{.nameNormalized}}',
      path: 'apps/{{ .project | default "none" }}/{{ .server | normalize }}/{{ if hasKey . "extra" }}{{ toJson .extra | b64enc }}{{ end }}',
    }),
  },
  {
    name: 'filtered',
    count: 1,
    props: () => ({
      generators: [
        Generator.clusters().only({ matchLabels: { 'metadata.labels.environment': 'production' } }),
      ],
      name: 'filtered-{{.nameNormalized}}',
    }),
  },
];

/** What the real generators look at. */
export function inputsFor(repoUrl: string): ApplicationSetPreviewInputs {
  return { clusters: [...clusters], repositories: [{ repoUrl, files }] };
}
