import { type ApiObject, accepted } from '../../harness/api-object';
import { findCrdFile } from '../../harness/crd-files';
import { ownCrd } from '../../harness/prepare-cluster';
import { thirdPartyCrds } from '../../harness/third-party-crds';
import { AppFleet, isReady } from '../harness/app-fleet';
import { conditionOf } from '../harness/condition-of';
import { OperatorProcess } from '../harness/operator-process';
import { type OwnCluster, startOwnCluster } from '../harness/own-cluster';
import { RecoveryTimes } from '../harness/recovery-times';

const ROUTES = 'httproutes.gateway.networking.k8s.io';
const MONITORS = 'servicemonitors.monitoring.coreos.com';
const APPS = 'chatgptapps.apps.makeaihq.com';

describe('an operator whose kinds come and go', () => {
  const times = new RecoveryTimes();
  let own: OwnCluster;
  let operator: OperatorProcess;
  let fleet: AppFleet;

  beforeAll(async () => {
    own = await startOwnCluster();
    await remove(ROUTES);
    await remove(MONITORS);
    const namespace = await own.cluster.namespace('crds');
    fleet = new AppFleet(own.cluster, namespace.name);
    operator = await OperatorProcess.start({ kubeconfig: own.controlPlane.kubeconfig });
  });
  afterAll(async () => {
    times.print();
    await operator?.stop();
    own?.cluster.api.close();
    await own?.controlPlane.stop();
  });

  it('says which kind an app needs that the cluster does not have, and can do without others', async () => {
    await fleet.apply('shop', { host: 'shop.example.com' });
    const { api } = own.cluster;
    const app = await api.waitFor(
      fleet.manifest('shop'),
      'misses a kind',
      (live) => conditionOf(live, 'Ready')?.reason === 'KindNotServed',
    );
    expect(conditionOf(app, 'Ready')?.message).toContain('the cluster has no HTTPRoute');
    await fleet.apply('quiet', { exposure: { type: 'None' } });
    await api.waitFor(fleet.manifest('quiet'), 'is ready', isReady);
  });

  it('uses a kind as soon as it is there', async () => {
    await install(ROUTES);
    await install(MONITORS);
    expect(await times.measure('CRDs of children installed', () => fleet.untilConverged())).toBeLessThan(15);
  });

  it('makes the objects of a kind again that was removed and came back', async () => {
    await remove(ROUTES);
    await install(ROUTES);
    await times.measure('CRD of a child removed and installed', () => fleet.untilConverged());
    expect([...(await fleet.children()).keys()]).toContain('HTTPRoute/shop-mcp');
  });

  it('survives the removal of its own kind, and works again when it is back', async () => {
    await remove(APPS);
    await own.cluster.installCrds([ownCrd]);
    await fleet.apply('shop', { host: 'shop.example.com' });
    const seconds = await times.measure('CRD of apps removed and installed', () => fleet.untilReady(1));
    // what the old app has left is taken over: nobody waits for the garbage collector
    expect(seconds).toBeLessThan(15);
    // the garbage collector looks for new kinds each 30 s only
    await fleet.untilConverged(90);
    expect([...(await fleet.children()).keys()]).not.toContain('Deployment/quiet-mcp');
  });

  async function remove(name: string): Promise<void> {
    const { api } = own.cluster;
    const crd = crdOf(name);
    accepted(await api.delete(crd));
    await api.waitForGone(crd);
  }

  async function install(name: string): Promise<void> {
    const [plural = '', ...group] = name.split('.');
    const file = thirdPartyCrds.find(({ path }) => path.endsWith(`/${group.join('.')}_${plural}.yaml`));
    if (!file) throw new Error(`no file of ${name} is pinned`);
    await own.cluster.installCrds([await findCrdFile(file)]);
  }
});

function crdOf(name: string): ApiObject {
  return { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name } };
}
