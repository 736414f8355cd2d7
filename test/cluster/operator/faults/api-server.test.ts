import { setTimeout as pause } from 'node:timers/promises';
import { accepted } from '../../harness/api-object';
import { waitFor } from '../../harness/wait-for';
import { AppFleet } from '../harness/app-fleet';
import { kubeconfigWith } from '../harness/kubeconfig-with';
import { OperatorProcess } from '../harness/operator-process';
import { type OwnCluster, startOwnCluster } from '../harness/own-cluster';
import { RecoveryTimes } from '../harness/recovery-times';
import { TcpProxy } from '../harness/tcp-proxy';

const APPS = 20;
const USER = 'slowed-down';

describe('an operator whose API server suffers', () => {
  const times = new RecoveryTimes();
  let own: OwnCluster;
  let proxy: TcpProxy;
  let operator: OperatorProcess;
  let fleet: AppFleet;

  beforeAll(async () => {
    own = await startOwnCluster();
    await allowEverything(own);
    const namespace = await own.cluster.namespace('api-server');
    fleet = new AppFleet(own.cluster, namespace.name);
    proxy = await TcpProxy.start(own.controlPlane.url);
    operator = await OperatorProcess.start({
      kubeconfig: kubeconfigWith(own.controlPlane.kubeconfig, { server: proxy.url, user: USER }),
    });
  });
  afterAll(async () => {
    times.print();
    await operator?.stop();
    await proxy?.close();
    own?.cluster.api.close();
    await own?.controlPlane.stop();
  });

  it('rolls out though the server is killed in the middle', async () => {
    await fleet.applyMany(APPS, '1.0.0');
    await fleet.untilReady(3);
    await own.controlPlane.kill('kube-apiserver');
    await restart();
    await times.measure('API server killed and restarted', () => fleet.untilConverged());
  });

  it('rolls out though the database stands still for ten seconds', async () => {
    const { controlPlane } = own;
    await fleet.applyMany(APPS, '1.1.0');
    controlPlane.signal('etcd', 'SIGSTOP');
    await pause(10_000);
    controlPlane.signal('etcd', 'SIGCONT');
    await times.measure('etcd paused for 10 s', () => fleet.untilConverged());
  });

  it('lists again where the past is compacted while nobody watches', async () => {
    const lists = await listsOf(operator);
    proxy.isOpen = false;
    proxy.reset();
    await fleet.applyMany(APPS, '1.2.0');
    // only a list tells of what is gone
    const metadata = { name: 'app-0-mcp', namespace: fleet.namespace };
    accepted(await own.cluster.api.delete({ apiVersion: 'v1', kind: 'Service', metadata }));
    // a server that keeps running has the last changes in memory
    await own.controlPlane.kill('kube-apiserver');
    await compact(own);
    await restart();
    proxy.isOpen = true;
    await times.measure('410: the past is compacted', () => fleet.untilConverged());
    expect(await listsOf(operator)).toBeGreaterThan(lists);
  });

  it('waits as long as the server refuses everything with 429', async () => {
    const refusals = async () => (await codesOf(operator)).get('429') ?? 0;
    const before = await refusals();
    await slowDown(own);
    await fleet.applyMany(APPS, '1.3.0');
    await waitFor('requests are refused', async () => ((await refusals()) > before ? true : undefined));
    await pause(5_000);
    const tries = (await refusals()) - before;
    // 15 watches and 16 connections, each no more often than each second
    expect(tries).toBeLessThan(300);
    await own.cluster.api.delete(flowSchema);
    await times.measure('429 for 5 s', () => fleet.untilConverged());
  });

  async function restart(): Promise<void> {
    own.controlPlane.restart('kube-apiserver');
    await waitFor('the API server is ready', isServed, { deadline: 60 });
  }

  async function isServed(): Promise<true | undefined> {
    const answer = await own.cluster.api.request('GET', '/readyz').catch(() => undefined);
    return answer?.status === 200 ? true : undefined;
  }
});

async function allowEverything({ cluster }: OwnCluster): Promise<void> {
  accepted(
    await cluster.api.create({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: USER },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: USER }],
    }),
  );
}

/** Makes etcd forget all that was before now; what comes next is then the first that can be watched from. */
async function compact({ controlPlane: { etcdUrl } }: OwnCluster): Promise<void> {
  const ask = async (path: string, body: object) =>
    (await fetch(`${etcdUrl}${path}`, { method: 'POST', body: JSON.stringify(body) })).json();
  const { header } = (await ask('/v3/maintenance/status', {})) as {
    readonly header: { readonly revision: string };
  };
  await ask('/v3/kv/compaction', { revision: header.revision, physical: true });
}

const flowSchema = {
  apiVersion: 'flowcontrol.apiserver.k8s.io/v1',
  kind: 'FlowSchema',
  metadata: { name: USER },
  spec: {
    priorityLevelConfiguration: { name: USER },
    matchingPrecedence: 10,
    distinguisherMethod: { type: 'ByUser' },
    rules: [
      {
        subjects: [{ kind: 'User', user: { name: USER } }],
        resourceRules: [
          { verbs: ['*'], apiGroups: ['*'], resources: ['*'], clusterScope: true, namespaces: ['*'] },
        ],
      },
    ],
  },
};

/** The server has no room for requests of the operator's user from now on. */
async function slowDown({ cluster: { api } }: OwnCluster): Promise<void> {
  accepted(
    await api.create({
      apiVersion: 'flowcontrol.apiserver.k8s.io/v1',
      kind: 'PriorityLevelConfiguration',
      metadata: { name: USER },
      spec: {
        type: 'Limited',
        limited: {
          nominalConcurrencyShares: 0,
          lendablePercent: 0,
          borrowingLimitPercent: 0,
          limitResponse: { type: 'Reject' },
        },
      },
    }),
  );
  accepted(await api.create(flowSchema));
}

/** How many requests were answered with each code. */
async function codesOf(operator: OperatorProcess): Promise<ReadonlyMap<string, number>> {
  const codes = new Map<string, number>();
  for (const [labels, count] of await operator.metric('rest_client_requests_total')) {
    const code = /code="([^"]*)"/.exec(labels)?.[1] ?? '';
    codes.set(code, (codes.get(code) ?? 0) + count);
  }
  return codes;
}

async function listsOf(operator: OperatorProcess): Promise<number> {
  const lists = await operator.metric('chatgpt_operator_reflector_lists_total');
  return [...lists.values()].reduce((sum, count) => sum + count, 0);
}
