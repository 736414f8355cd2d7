import { App, Chart, Testing } from 'cdk8s';
import { AppLimit, AppPolicy, AppPolicyAction, type AppPolicyProps } from '../../../lib/operator/policy';

interface Emitted {
  readonly kind: string;
  readonly metadata: object;
  readonly spec: {
    readonly validations: readonly Record<string, string>[];
    readonly [field: string]: unknown;
  };
}

function emitted(props: AppPolicyProps, namespace?: string): readonly [Emitted, Emitted] {
  const chart = new Chart(new App(), 'policies', { namespace });
  new AppPolicy(chart, 'team-a', props);
  return Testing.synth(chart) as unknown as readonly [Emitted, Emitted];
}

const ALL: Required<AppPolicyProps> = {
  name: 'team-a-apps',
  namespaces: ['a', 'b'],
  namespaceLabels: { team: 'a' },
  allowedRegistries: ['ghcr.io/acme', 'registry.example.com:5000'],
  requireDigests: true,
  maxReplicas: 10,
  requiredLimits: [AppLimit.CPU, AppLimit.MEMORY],
  allowedHosts: ['a.example.com'],
  action: AppPolicyAction.WARN,
};

describe('AppPolicy', () => {
  it('minimal', () => {
    expect(emitted({ maxReplicas: 3 })).toMatchSnapshot();
  });

  it('all the props', () => {
    expect(emitted(ALL)).toMatchSnapshot();
  });

  it('gives its objects no namespace, also in a chart that has one', () => {
    for (const { metadata } of emitted(ALL, 'platform')) expect(metadata).not.toHaveProperty('namespace');
  });

  it('says rule and fix in every message', () => {
    const [{ spec }] = emitted(ALL);
    expect(spec.validations).toHaveLength(6);
    for (const { message } of spec.validations) expect(message).toMatch(/\. Fix: /);
  });

  it.each([
    [AppPolicyAction.DENY, ['Deny']],
    [AppPolicyAction.WARN, ['Warn', 'Audit']],
    [AppPolicyAction.AUDIT, ['Audit']],
    [undefined, ['Deny']],
  ])('binds by action %s', (action, validationActions) => {
    const [, { spec }] = emitted({ maxReplicas: 3, action });
    expect(spec).toEqual({ policyName: 'team-a', validationActions });
  });

  it.each<[string, AppPolicyProps, string]>([
    ['no rule', { namespaces: ['a'] }, 'has no rule'],
    ['no limit in the list of limits', { requiredLimits: [] }, 'has no rule'],
    ['no replicas at all', { maxReplicas: 0 }, 'maxReplicas = 0'],
    ['half a replica', { maxReplicas: 1.5 }, 'maxReplicas = 1.5'],
    ['a domain with a star', { allowedHosts: ['*.example.com'] }, 'allowedHosts[0] = "*.example.com"'],
    ['a registry with a slash at its end', { allowedRegistries: ['ghcr.io/acme/'] }, 'allowedRegistries[0]'],
    [
      'a registry that would end the text of a rule',
      { allowedRegistries: ['a"] || true'] },
      'allowedRegistries[0]',
    ],
    ['an empty list, which would forbid everything', { allowedRegistries: [] }, 'is empty'],
    ['no namespace in the list of namespaces', { maxReplicas: 1, namespaces: [] }, 'is empty'],
    ['a name of no namespace', { maxReplicas: 1, namespaces: ['A'] }, 'namespaces[0] = "A"'],
    ['a name of no object', { maxReplicas: 1, name: 'A_B' }, 'name = "A_B"'],
  ])('refuses %s', (_, props, words) => {
    expect(() => emitted(props)).toThrow(words);
  });
});
