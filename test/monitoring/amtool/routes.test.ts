import { AlertMatcher, AlertReceiver, AlertScope } from '../../../lib';
import { alertmanagerConfig, LEAST, manifestOf, PLATFORM, slack } from '../alertmanager/routing-fixture';
import { everyPack } from '../packs/pack-fixture';
import { checkConfig, type Labels, receiversOf, silencedOf } from './harness/amtool';
import { type AlertmanagerManifest, plainConfig } from './harness/plain-config';

const platform = plainConfig(asManifest(PLATFORM), 'None');
const least = plainConfig(asManifest(LEAST), 'OnNamespace');

function asManifest(props: Parameters<typeof alertmanagerConfig>[0]): AlertmanagerManifest {
  return manifestOf(alertmanagerConfig(props));
}

/** Who hears of an alert, without the name that the Prometheus Operator puts before. */
async function heard(config: object, labels: Labels): Promise<string[]> {
  return (await receiversOf(config, labels)).map((receiver) => receiver.split('/').at(-1) ?? '');
}

describe('amtool', () => {
  it.each([
    ['a platform', platform],
    ['the least', least],
  ])('takes the configuration of %s', async (_, config) => {
    const { code, stdout, stderr } = await checkConfig(config);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('SUCCESS');
  });

  it('refuses a receiver that there is not, so that its verdict means something', async () => {
    const { code } = await checkConfig({ ...platform, receivers: [{ name: 'null' }] });
    expect(code).not.toBe(0);
  });

  it.each<[Labels, string[]]>([
    // by severity
    [{ alertname: 'ChatGPTOperatorDown', severity: 'critical' }, ['on-call']],
    [{ alertname: 'ArgoCDAppOutOfSync', severity: 'warning' }, ['platform']],
    [{ alertname: 'ArgoCDAutoSyncDisabled', severity: 'info' }, ['nobody']],
    [{ alertname: 'NoSeverity' }, ['platform']],
    // by tenant
    [{ alertname: 'ChatGPTAppSlow', severity: 'warning', namespace: 'fitness-prod' }, ['fitness']],
    [{ alertname: 'ChatGPTAppDown', severity: 'critical', namespace: 'fitness-prod' }, ['fitness-on-call']],
    [{ alertname: 'ChatGPTAppDown', severity: 'critical', namespace: 'gym' }, ['fitness-on-call']],
    [{ alertname: 'ChatGPTAppDown', severity: 'critical', namespace: 'kitchen' }, ['kitchen']],
    [{ alertname: 'Anything', severity: 'info', tenant: 'kitchen' }, ['kitchen']],
    // a namespace is matched as a whole
    [{ alertname: 'ChatGPTAppDown', severity: 'critical', namespace: 'my-gym' }, ['on-call']],
    [{ alertname: 'ChatGPTAppDown', severity: 'critical', namespace: 'kitchen-2' }, ['on-call']],
    // what the operator and Argo CD say of an app of a tenant
    [{ alertname: 'ChatGPTAppDegraded', severity: 'warning', exported_namespace: 'gym' }, ['fitness']],
    [
      {
        alertname: 'ArgoCDAppUnhealthy',
        severity: 'critical',
        namespace: 'kitchen',
        exported_namespace: 'gym',
      },
      ['fitness-on-call'],
    ],
    [{ alertname: 'X', severity: 'warning', namespace: 'gym', tenant: 'kitchen' }, ['kitchen']],
    // routes of one's own come first, and go on where they say so
    [{ alertname: 'Watchdog', severity: 'critical', tenant: 'fitness' }, ['heartbeat']],
    [{ alertname: 'X', severity: 'critical', audit: 'true', namespace: 'prod-a' }, ['audit', 'on-call']],
    [
      { alertname: 'X', severity: 'critical', audit: 'true', namespace: 'gym' },
      ['nobody', 'fitness-on-call'],
    ],
    [{ alertname: 'X', severity: 'info', audit: 'true', namespace: 'prod-a' }, ['nobody']],
  ])('sends %j to %j', async (labels, receivers) => {
    expect(await heard(platform, labels)).toEqual(receivers);
  });

  it('sends every alert of the packs somewhere', async () => {
    const alerts = everyPack().alerts.map(({ name, severity }) => ({ alertname: name, severity }));
    const all = await Promise.all(alerts.map((labels) => heard(platform, labels)));
    expect(all.flat().filter((receiver) => !['on-call', 'platform', 'nobody'].includes(receiver))).toEqual(
      [],
    );
  });

  it('lets in by default what is about the own namespace, and nothing else', async () => {
    expect(await heard(least, { alertname: 'X', namespace: 'monitoring' })).toEqual(['platform']);
    expect(await heard(least, { alertname: 'X', namespace: 'shop' })).toEqual(['null']);
    expect(await heard(least, { alertname: 'ChatGPTOperatorDown', severity: 'critical' })).toEqual(['null']);
  });

  it.each(['a.b', 'a+b', '(a)', 'a|b', '$a', '[a]', '\\', 'a"b', '{a}'])(
    'takes %s for text in a list of values, and not for an expression',
    async (value) => {
      const route = { matchers: [AlertMatcher.isOneOf('x', [value, 'other'])], receiver: 'found' };
      const receivers = [...LEAST.receivers, AlertReceiver.of('found', slack('#found'))];
      const scope = AlertScope.EVERYTHING;
      const config = plainConfig(asManifest({ ...LEAST, scope, receivers, routes: [route] }), 'None');
      expect(await heard(config, { alertname: 'X', x: value })).toEqual(['found']);
      expect(await heard(config, { alertname: 'X', x: 'axb' })).toEqual(['platform']);
    },
  );
});

describe('the inhibitor of the Alertmanager', () => {
  const app = { namespace: 'gym', job: 'fitness-mcp' };
  const down = { alertname: 'ChatGPTAppDown', severity: 'critical', ...app };
  const slow = { alertname: 'ChatGPTAppSlow', severity: 'warning', ...app };
  const info = { alertname: 'ChatGPTAppIdle', severity: 'info', ...app };
  const outOfSync = { alertname: 'ArgoCDAppOutOfSync', severity: 'warning', name: 'fitness' };
  const operatorDown = {
    alertname: 'ChatGPTOperatorDown',
    severity: 'critical',
    job: 'chatgpt-operator-metrics',
  };
  const noLeader = { alertname: 'ChatGPTOperatorHasNoLeader', severity: 'critical' };
  const apiErrors = { alertname: 'ChatGPTOperatorApiErrors', severity: 'warning', host: 'api' };
  const backlog = { alertname: 'ChatGPTOperatorBacklog', severity: 'warning', name: 'chatgptapp' };
  const degraded = { alertname: 'ChatGPTAppDegraded', severity: 'warning', exported_namespace: 'gym' };
  const apiDown = { alertname: 'KubeAPIDown', severity: 'critical' };
  const unreachable = { alertname: 'ArgoCDClusterUnreachable', severity: 'critical', server: 'https://x' };

  it.each<[string, Labels[], Labels[]]>([
    ['a critical alert silences the milder ones of its app', [down, slow, info], [slow, info]],
    ['but not those of another app', [down, { ...slow, job: 'kitchen-mcp' }], []],
    ['nor those of an app of the same name elsewhere', [down, { ...slow, namespace: 'other' }], []],
    ['nor other critical ones of the app', [down, { ...down, alertname: 'ChatGPTAppErrors' }], []],
    ['a warning silences nothing', [slow, info], []],
    ['alerts without a namespace are no app', [noLeader, outOfSync], []],
    ['nor are those with nothing but a job', [operatorDown, { ...slow, namespace: '' }], []],
    ['an API server that fails requests silences what follows', [apiErrors, backlog, degraded], [backlog]],
    ['an operator that is down, too', [operatorDown, noLeader, degraded], [noLeader, degraded]],
    ['it never silences itself', [operatorDown], []],
    [
      'an API server that is gone silences all of it, and who depends on it',
      [apiDown, apiErrors, operatorDown, degraded, unreachable, outOfSync],
      [apiErrors, operatorDown, degraded, unreachable],
    ],
    [
      'an inhibition of one`s own is about one node',
      [
        { alertname: 'NodeDown', node: 'a' },
        { alertname: 'X', node: 'a' },
        { alertname: 'X', node: 'b' },
      ],
      [{ alertname: 'X', node: 'a' }],
    ],
  ])('%s', async (_, firing, silenced) => {
    expect(await silencedOf(platform, firing)).toEqual(silenced);
  });

  it('silences nothing of another namespace where alerts are let in by namespace', async () => {
    const own = { ...slow, namespace: 'monitoring' };
    expect(await silencedOf(least, [down, slow, { ...down, namespace: 'monitoring' }, own])).toEqual([own]);
  });
});
