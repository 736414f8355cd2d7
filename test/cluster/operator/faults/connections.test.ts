import { setTimeout as pause } from 'node:timers/promises';
import { cluster } from '../../harness/cluster';
import { readClusterAccess } from '../../harness/cluster-access';
import type { RestrictedNamespace } from '../../harness/restricted-namespace';
import { adminKubeconfig } from '../harness/admin-kubeconfig';
import { AppFleet } from '../harness/app-fleet';
import { kubeconfigWith } from '../harness/kubeconfig-with';
import { OperatorProcess } from '../harness/operator-process';
import { RecoveryTimes } from '../harness/recovery-times';
import { TcpProxy } from '../harness/tcp-proxy';

const APPS = 20;

describe('an operator whose connections suffer', () => {
  const times = new RecoveryTimes();
  let namespace: RestrictedNamespace;
  let proxy: TcpProxy;
  let operator: OperatorProcess;
  let fleet: AppFleet;

  beforeAll(async () => {
    namespace = await cluster().namespace('connections');
    fleet = new AppFleet(cluster(), namespace.name);
    proxy = await TcpProxy.start(readClusterAccess(cluster().kubectl).server);
    operator = await OperatorProcess.start({
      kubeconfig: kubeconfigWith(await adminKubeconfig(), { server: proxy.url }),
      flags: [`--watch-namespaces=${namespace.name}`],
    });
  });
  afterAll(async () => {
    times.print();
    await operator?.stop();
    await proxy?.close();
    await namespace?.delete();
  });

  it('rolls out 20 apps though all connections are reset in the middle', async () => {
    await fleet.applyMany(APPS, '1.0.0');
    await fleet.untilReady(3);
    proxy.reset();
    await times.measure('a reset of all connections', () => fleet.untilConverged());
  });

  it('finds out that its connections carry nothing any more, though they never end', async () => {
    proxy.swallow();
    await fleet.applyMany(APPS, '1.1.0');
    await times.measure('connections that swallow everything', () => fleet.untilConverged());
  });

  it('rolls out over a line that takes two seconds each way', async () => {
    proxy.latency = 2000;
    await fleet.applyMany(APPS, '1.2.0');
    await pause(10_000);
    proxy.latency = 0;
    await times.measure('10 s of a slow line', () => fleet.untilConverged());
  });
});
