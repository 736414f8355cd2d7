import { ApplicationSetGenerator, type PreviewedApplication } from '../../lib';
import { type ApiObject, accepted } from '../cluster/harness/api-object';
import { cluster } from '../cluster/harness/cluster';
import { waitFor } from '../cluster/harness/wait-for';
import { FakeGitea } from './fake-gitea';
import { argoCd } from './harness/argo-cd';
import { argoCdNamespace } from './harness/base-objects';
import type { GitRepository } from './harness/git-repository';
import { cases, clusters, files, inputsFor, makeSet } from './set-cases';
import { setOfEverything } from './set-of-everything';

const { api } = cluster();
const argo = argoCd();
let repository: GitRepository;

const secrets = clusters.map(({ name, server, labels, annotations, project }, index) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: {
    name: `cluster-${index}`,
    namespace: argoCdNamespace,
    labels: { ...labels, 'argocd.argoproj.io/secret-type': 'cluster' },
    annotations,
  },
  stringData: { name, server, config: '{}', ...(project !== undefined && { project }) },
}));

beforeAll(async () => {
  repository = argo.repository();
  for (const [path, text] of Object.entries(files)) repository.write(path, text);
  repository.commit('what generators read');
  await argo.apply(...secrets);
});

afterAll(async () => {
  for (const name of await setNames()) await deleteSet(name);
  await untilNone();
  await Promise.all(secrets.map((secret) => api.delete(secret)));
  await argo.clear();
});

describe('the preview is what Argo CD generates', () => {
  it.each(cases.map((each) => [each.name, each] as const))('%s', async (name, { props, count }) => {
    const { set, manifest } = makeSet(name, repository.url, props(repository.url));
    const preview = set.preview(inputsFor(repository.url));
    expect(preview).toHaveLength(count);
    await expectGenerated(name, manifest, preview);
  });

  it('pull requests, of a host that is played', async () => {
    const pullRequests = [
      {
        number: 7,
        title: 'Seven',
        branch: 'feature/New_thing',
        targetBranch: 'main',
        headSha: '0123456789abcdef',
        author: 'ann',
        labels: ['preview'],
      },
      {
        number: 8,
        title: 'Eight',
        branch: `fix/${'long-'.repeat(15)}`,
        targetBranch: 'main',
        headSha: 'fedcba9876543210',
        author: 'bob',
        labels: ['preview', 'x'],
      },
      {
        number: 9,
        title: 'Nine',
        branch: 'feature/no-label',
        targetBranch: 'main',
        headSha: 'aaaa',
        author: 'cat',
      },
    ];
    const host = await FakeGitea.listen(pullRequests);
    const generators = [
      ApplicationSetGenerator.giteaPullRequests({
        api: host.url,
        owner: 'acme',
        repo: 'shop',
        labels: ['preview'],
        filters: [{ branchMatch: '^(feature|fix)/' }],
        values: { who: '{{.author | upper}}' },
      }),
    ];
    const { set, manifest } = makeSet('pulls', repository.url, {
      generators,
      name: 'pulls-{{.number}}-{{.head_short_sha_7}}',
      path: '{{.branch_slug}}/{{.target_branch_slug}}/{{.head_short_sha}}/{{.values.who}}/{{ join "-" .labels }}',
    });
    const preview = set.preview({ pullRequests });
    expect(preview).toHaveLength(2);
    await expectGenerated('pulls', manifest, preview);
    await host.close();
  });

  it('what the constructs can write, the API server knows', async () => {
    // where no controller looks at it
    const manifest = setOfEverything('default');
    await argo.apply(manifest);
    accepted(await api.delete(manifest));
  });
});

async function expectGenerated(
  name: string,
  manifest: ApiObject,
  previewed: readonly PreviewedApplication[],
): Promise<void> {
  const preview = previewed.map((each) => comparable(each.manifest as never));
  await argo.apply(manifest);
  const wanted = preview.map((each) => String(each.metadata.name)).sort();
  await waitFor(
    `${name} generates ${wanted.join(', ')}`,
    async () => ((await ownedBy(name)).length >= preview.length ? true : undefined),
    {},
    () => `The set says: ${lastConditions}`,
  );
  const real = (await ownedBy(name)).map(comparable);
  expect(byName(real)).toEqual(byName(preview));
  await deleteSet(name);
}

interface Comparable {
  readonly metadata: Record<string, unknown>;
  readonly spec: unknown;
}

/** What a set decides: names, labels, annotations, finalizers, and the whole spec. */
function comparable({ metadata, spec }: ApiObject): Comparable {
  const { name, labels, finalizers } = metadata as ApiObject['metadata'] & { readonly finalizers?: string[] };
  const annotations = Object.entries(metadata.annotations ?? {}).filter(
    ([key]) => !/\/(refresh|hydrate)$/.test(key),
  );
  return { metadata: { name, labels, finalizers, annotations: Object.fromEntries(annotations) }, spec };
}

function byName(all: readonly Comparable[]): Comparable[] {
  return [...all].sort((a, b) => (`${a.metadata.name}` < `${b.metadata.name}` ? -1 : 1));
}

const kinds = { apiVersion: 'argoproj.io/v1alpha1', namespace: argoCdNamespace };
let lastConditions = '';

async function ownedBy(set: string): Promise<ApiObject[]> {
  const [live] = (await api.list({ ...kinds, kind: 'ApplicationSet' })).filter(
    ({ metadata }) => metadata.name === set,
  );
  lastConditions = JSON.stringify((live?.status as { readonly conditions?: unknown })?.conditions);
  const applications = await api.list({ ...kinds, kind: 'Application' });
  return applications.filter(({ metadata }) =>
    (metadata as { readonly ownerReferences?: { readonly name: string }[] }).ownerReferences?.some(
      ({ name }) => name === set,
    ),
  );
}

async function setNames(): Promise<string[]> {
  return (await api.list({ ...kinds, kind: 'ApplicationSet' })).map(({ metadata }) => metadata.name ?? '');
}

async function deleteSet(name: string): Promise<void> {
  const ref = {
    apiVersion: kinds.apiVersion,
    kind: 'ApplicationSet',
    metadata: { name, namespace: argoCdNamespace },
  };
  accepted(await api.delete(ref));
  await api.waitForGone(ref);
}

/** The garbage collector deletes what belonged to the sets. */
function untilNone(): Promise<true> {
  return waitFor('no Application is left', async () =>
    (await argo.applicationNames()).length === 0 ? true : undefined,
  );
}
