import { type ArgoConfigProps, HealthCheck } from '../../../lib/argocd';
import { ARGO_CD } from '../../../lib/argocd/argo-cd-facts';
import { data, refused } from './config-fixture';

describe('health checks', () => {
  const health = (props?: ArgoConfigProps) =>
    Object.keys(data('argocd-cm', props))
      .filter((key) => key.startsWith('resource.customizations.health.'))
      .map((key) => key.replace('resource.customizations.health.', ''));

  it('of ChatGPTApps, Applications and what operators bring are always there', () => {
    expect(health().sort()).toEqual([
      'apps.makeaihq.com_ChatGPTApp',
      'argoproj.io_Application',
      'core.k8sgpt.ai_K8sGPT',
      'olm.operatorframework.io_ClusterExtension',
      'operators.coreos.com_ClusterServiceVersion',
    ]);
  });

  it('of the defaults have none that Argo CD has', () => {
    const known = HealthCheck.defaults().map(({ group, kind }) => `${group}/${kind}`);
    expect(known.filter((each) => ARGO_CD.healthChecks.includes(each))).toEqual([]);
  });

  it('that are given take the place of a default', () => {
    const key = 'resource.customizations.health.argoproj.io_Application';
    const script = data('argocd-cm', {
      healthChecks: [HealthCheck.application({ acceptOutOfSync: ['a"b'] })],
    })[key];
    expect(script).toContain('local acceptedOutOfSync = { "a\\"b" }');
    expect(health({ healthChecks: [HealthCheck.application()] })).toHaveLength(5);
  });

  const script = 'return { status = "Healthy" }';

  it.each([
    ['apps', 'Deployment'],
    ['', 'Pod'],
    ['networking.k8s.io', 'Ingress'],
    ['cert-manager.io', 'Certificate'],
    ['argoproj.io', 'Rollout'],
    ['promoter.argoproj.io', 'PullRequest'],
    ['s3.aws.crossplane.io', 'Bucket'],
    ['storage.cnrm.cloud.google.com', 'StorageBucket'],
  ])('of %s/%s are refused, because Argo CD has one', (group, kind) => {
    const check = HealthCheck.lua(group, kind, script);
    expect(refused({ healthChecks: [check] })).toContain('has a check in Argo CD');
    expect(refused({ healthChecks: [check.forced('it is wrong')] })).toBe('');
  });

  it.each([
    ['example.com', 'Deployment'],
    ['apps', 'Deploy'],
    ['crossplane.io', 'Bucket'],
  ])('of %s/%s are welcome', (group, kind) => {
    expect(refused({ healthChecks: [HealthCheck.lua(group, kind, script)] })).toBe('');
  });

  it('that are forced say why, and only where there is something to force', () => {
    const forced = HealthCheck.lua('', 'Service', script).forced('they sleep at night');
    expect(data('argocd-cm', { healthChecks: [forced] })['resource.customizations.health.Service']).toBe(
      `-- in place of Argo CD's own check: they sleep at night\n${script}\n`,
    );
    const needless = HealthCheck.lua('example.com', 'A', script).forced('why not');
    expect(refused({ healthChecks: [needless] })).toContain('has no check of its own');
    expect(() => forced.forced('  ')).toThrow('is not one line');
    expect(() => forced.forced('a\nb')).toThrow('is not one line');
  });

  it.each([
    [HealthCheck.lua('core', 'Foo', script), 'is no API group, so Argo CD would find no object of it'],
    [HealthCheck.lua('a_b', 'Foo', script), 'is no API group'],
    [HealthCheck.lua('example.com/v1', 'Foo', script), 'is no API group'],
    [HealthCheck.lua('example.com', 'foo bar', script), 'is no kind'],
    [HealthCheck.lua('example.com', 'Foo', ' '), 'is empty'],
    [HealthCheck.lua('example.com', 'Foo', 'local a = 1'), 'returns nothing'],
  ])('are refused: %#', (check, rule) => {
    expect(refused({ healthChecks: [check] })).toContain(rule);
  });

  it('are one for each kind', () => {
    const check = HealthCheck.lua('example.com', 'Foo', script);
    expect(refused({ healthChecks: [check, check] })).toContain('has a check already');
  });

  it('by conditions name one', () => {
    expect(() => HealthCheck.byConditions('example.com', 'Foo', { healthy: [] })).toThrow('is empty');
  });
});

describe('ignored differences', () => {
  const keys = (kind: string, group?: string) =>
    Object.keys(data('argocd-cm', { ignoreDifferences: [{ kind, group, jsonPointers: ['/a'] }] })).filter(
      (key) => key.includes('ignoreDifferences'),
    );

  it('of a core kind have a key without group, others with it', () => {
    expect(keys('Secret')).toEqual(['resource.customizations.ignoreDifferences.Secret']);
    expect(keys('Deployment', 'apps')).toEqual(['resource.customizations.ignoreDifferences.apps_Deployment']);
    expect(keys('all')).toEqual(['resource.customizations.ignoreDifferences.all']);
  });

  it.each([
    [{ kind: 'Secret', group: 'core', jsonPointers: ['/a'] }, 'leave the group empty for a core kind'],
    [{ kind: 'Secret', jsonPointers: ['/data'] }, 'hides every change of Secrets'],
    [{ kind: 'Secret', jsonPointers: ['/stringData'] }, 'never exists in a cluster'],
    [{ kind: 'Service' }, 'names no field'],
    [{ kind: 'Service', jsonPointers: ['spec.ports'] }, 'write /spec/ports'],
  ])('%j: %s', (entry, text) => {
    expect(refused({ ignoreDifferences: [entry] })).toContain(text);
  });

  it('of a kind are given once', () => {
    const entry = { kind: 'Service', jsonPointers: ['/a'] };
    expect(refused({ ignoreDifferences: [entry, entry] })).toContain('has an entry already');
  });
});
