import { type ApiObject, accepted } from '../../harness/api-object';
import { cluster } from '../../harness/cluster';
import type { RestrictedNamespace } from '../../harness/restricted-namespace';
import { waitFor } from '../../harness/wait-for';
import { adminKubeconfig } from '../harness/admin-kubeconfig';
import { AppFleet } from '../harness/app-fleet';
import { conditionOf } from '../harness/condition-of';
import { OperatorProcess } from '../harness/operator-process';
import { RecoveryTimes } from '../harness/recovery-times';

describe('an app whose objects the server refuses', () => {
  const { api } = cluster();
  const times = new RecoveryTimes();
  let namespace: RestrictedNamespace;
  let operator: OperatorProcess;
  let fleet: AppFleet;

  beforeAll(async () => {
    namespace = await cluster().namespace('refused');
    fleet = new AppFleet(cluster(), namespace.name);
    for (const object of policy()) accepted(await api.create(object));
    await waitFor(
      'the policy is enforced',
      async () =>
        (await api.apply(badDeployment(), { dryRun: true })).refusal?.message.includes('curfew') || undefined,
    );
    operator = await OperatorProcess.start({
      kubeconfig: await adminKubeconfig(),
      flags: [`--watch-namespaces=${namespace.name}`],
    });
  });
  afterAll(async () => {
    times.print();
    await operator?.stop();
    for (const object of policy()) await api.delete(object);
    await namespace?.delete();
  });

  it('does not stop the others', async () => {
    await fleet.apply('bad');
    await fleet.applyMany(19, '1.0.0');
    await times.measure('19 apps beside one that is refused', () => fleet.untilReady(19, 35));
  });

  it('says what the server said, and tries ever more rarely', async () => {
    const app = await api.waitFor(
      fleet.manifest('bad'),
      'is refused',
      (live) => conditionOf(live, 'Applied')?.reason === 'ApplyFailed',
    );
    const applied = conditionOf(app, 'Applied');
    expect(applied).toMatchObject({ status: 'False', reason: 'ApplyFailed' });
    expect(applied?.message).toContain('Deployment bad-mcp');
    expect(applied?.message).toContain('there is a curfew');
    // 5 ms, 10 ms, 20 ms ... 2.5 s
    await waitFor('ten tries', async () => ((await triesOf()) >= 10 ? true : undefined));
    const [early, begin] = [await triesOf(), performance.now()];
    await waitFor('another try', async () => ((await triesOf()) > early ? true : undefined));
    expect(performance.now() - begin).toBeGreaterThan(500);
    const { resourceVersion } = (await fleet.app('bad')).metadata;
    expect(resourceVersion).toBe(app.metadata.resourceVersion);
  });

  it('is well as soon as it is no longer refused', async () => {
    for (const object of policy()) accepted(await api.delete(object));
    await times.measure('a refusal that ends', () => fleet.untilConverged());
  });

  /** How often the Deployment was refused. */
  async function triesOf(): Promise<number> {
    const applies = await operator.metric('chatgpt_operator_applies_total');
    return (
      [...applies].find(([labels]) => labels.includes('Deployment') && labels.includes('failed'))?.[1] ?? 0
    );
  }

  function badDeployment(): ApiObject {
    const labels = { app: 'bad' };
    return {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'bad-mcp', namespace: namespace.name },
      spec: {
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [{ name: 'a', image: 'a' }] } },
      },
    };
  }

  function policy(): readonly ApiObject[] {
    const { name } = namespace;
    const apiVersion = 'admissionregistration.k8s.io/v1';
    return [
      {
        ...{ apiVersion, kind: 'ValidatingAdmissionPolicy', metadata: { name } },
        spec: {
          matchConstraints: {
            resourceRules: [
              {
                apiGroups: ['apps'],
                apiVersions: ['v1'],
                operations: ['CREATE'],
                resources: ['deployments'],
              },
            ],
          },
          validations: [{ expression: "object.metadata.name != 'bad-mcp'", message: 'there is a curfew' }],
        },
      },
      {
        ...{ apiVersion, kind: 'ValidatingAdmissionPolicyBinding', metadata: { name } },
        spec: {
          policyName: name,
          validationActions: ['Deny'],
          matchResources: { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } },
        },
      },
    ];
  }
});
