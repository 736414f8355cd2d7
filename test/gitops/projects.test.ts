import { ApiObject, Chart, Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  ArgoApplication,
  ArgoProject,
  type ArgoProjectProps,
  Destination,
  FleetApp,
  FleetLayout,
  SyncPolicy,
  SyncWindow,
} from '../../lib';
import { cluster } from '../cluster/harness/cluster';
import type { RestrictedNamespace } from '../cluster/harness/restricted-namespace';
import { argoCd } from './harness/argo-cd';
import type { GitRepository } from './harness/git-repository';
import { configMap } from './manifests';

const { api } = cluster();
const argo = argoCd();
let namespace: RestrictedNamespace;
let repository: GitRepository;

beforeEach(async () => {
  namespace = await cluster().namespace('project');
  repository = argo.repository();
  repository.write('dist/shop/settings.yaml', configMap('settings', 'first'));
  repository.commit('settings');
});
afterEach(async () => {
  await argo.clear();
  await api.delete({ ...manifestOf(delivery().project) });
  await namespace.delete();
});

/** An Application of one ConfigMap, in a project that allows this and nothing else. */
function delivery(props: ArgoProjectProps = {}, permitted: readonly string[] = ['ConfigMap']) {
  const app = new FleetApp({ layout: FleetLayout.FLEET, outdir: 'dist' });
  const chart = new Chart(app, 'shop', { namespace: namespace.name });
  new ApiObject(chart, 'settings', { ...configMap('settings', 'first') });
  const platform = new Chart(app, 'platform', { namespace: 'argocd' });
  const destination = Destination.inCluster(namespace.name);
  const project = new ArgoProject(platform, 'narrow', {
    sourceRepos: [repository.url],
    destinations: [destination],
    ...props,
  });
  for (const kind of permitted) project.allowNamespaceKind('', kind);
  const application = ArgoApplication.deliver(platform, 'shop', {
    project,
    destination,
    chart,
    repoUrl: repository.url,
    syncPolicy: SyncPolicy.automated(),
  });
  return { app, project, application };
}

/** As it would be written, whether the app is valid or not. */
function manifestOf(construct: Construct) {
  return ApiObject.of(construct).toJson();
}

const apply = (...constructs: Construct[]) => argo.apply(...constructs.map(manifestOf));

/** What the synthesis says that Argo CD will say. */
function predictionOf(app: FleetApp): string {
  try {
    app.synthYaml();
  } catch (error) {
    const [, message] = /will be refused by Argo CD: "(.*)"/.exec((error as Error).message) ?? [];
    if (message !== undefined) return message;
  }
  throw new Error('The synthesis predicts nothing.');
}

describe('an application outside of the rules of its project is refused as it was predicted', () => {
  it.each([
    ['its repository', { sourceRepos: ['https://git.example.com/other.git'] }],
    ['its destination', { destinations: [Destination.inCluster('elsewhere')] }],
  ])('%s', async (_, props) => {
    const { app, project, application } = delivery(props);
    const predicted = predictionOf(app);
    await apply(project, application);
    expect(await argo.application('shop').condition('InvalidSpecError')).toContain(predicted);
  });

  it('a kind that it delivers', async () => {
    const { app, project, application } = delivery({}, ['Service']);
    const predicted = predictionOf(app);
    await apply(project, application);
    const failed = await argo
      .application('shop')
      .until('fails to sync', ({ status }) => status?.operationState?.syncResult !== undefined);
    expect(JSON.stringify(failed.status?.operationState)).toContain(predicted);
  });

  it('and within them it is not', async () => {
    const { app, project, application } = delivery();
    expect(() => predictionOf(app)).toThrow('The synthesis predicts nothing.');
    await apply(project, application);
    await argo.application('shop').untilSyncedAndHealthy();
  });
});

it('a sync window blocks the sync until it is taken away', async () => {
  const window = SyncWindow.deny({ schedule: '* * * * *', duration: Duration.hours(1) });
  const { project, application } = delivery({ syncWindows: [window] });
  await apply(project, application);
  const shop = argo.application('shop');
  await shop.until('was compared', ({ status }) => status?.sync?.status === 'OutOfSync');
  await shop.startSync();
  const blocked = await shop.until(
    'says that it is blocked',
    ({ status }) => status?.operationState?.message?.includes('sync window') ?? false,
  );
  expect(blocked.status?.sync?.status).toBe('OutOfSync');

  await apply(delivery().project);
  await shop.untilSyncedAndHealthy();
}, 90_000);
