import { Duration } from 'cdk8s';
import {
  type AlertOverride,
  AlertSeverity,
  ArgoCDAlerts,
  ChatGPTAppAlerts,
  OperatorAlerts,
  WorkloadAlerts,
} from '../../../lib/monitoring';
import { findingsOf, manifestOf, prometheusRule } from '../rules/rule-fixture';
import { everyPack, PACKS } from './pack-fixture';

/** The group of alerts of one pack, and what a synthesis says. */
function group(add: (rules: ReturnType<typeof prometheusRule>) => unknown) {
  const rules = prometheusRule();
  add(rules);
  return { alerts: rules.alerts, findings: findingsOf(rules), manifest: () => manifestOf(rules) };
}

const OVERRIDE: Required<AlertOverride> = {
  threshold: 1234,
  for: Duration.minutes(7),
  severity: AlertSeverity.INFO,
  labels: { team: 'x' },
  runbookUrl: 'https://runbooks.example.com/x',
};

describe('the packs of alerts', () => {
  it('pass every check, all together', () => {
    expect(findingsOf(everyPack())).toBe('');
  });

  it.each(Object.entries(PACKS))('%s has the alerts that it has', (_, pack) => {
    expect(group((rules) => pack.addTo(rules)).manifest()).toMatchSnapshot();
  });

  it.each([
    ['OperatorAlerts', (rules) => OperatorAlerts.addTo(rules, { job: 'x', honorLabels: true })],
    [
      'ArgoCDAlerts',
      (rules) => ArgoCDAlerts.addTo(rules, { namespace: 'a', controllerJob: 'b', honorLabels: true }),
    ],
    ['ChatGPTAppAlerts', (rules) => ChatGPTAppAlerts.addTo(rules, { app: 'fitness', namespace: 'a' })],
    ['ChatGPTAppAlerts', (rules) => ChatGPTAppAlerts.addTo(rules, { exceptOwn: true })],
    ['WorkloadAlerts', (rules) => WorkloadAlerts.addTo(rules, { namespaces: ['a', 'b'] })],
  ] as [string, Parameters<typeof group>[0]][])('%s pass with every property', (_, add) => {
    expect(group(add).findings).toBe('');
  });

  it('speak of the labels that the scrape leaves or renames', () => {
    const text = (honorLabels: boolean) =>
      JSON.stringify(group((rules) => ArgoCDAlerts.addTo(rules, { honorLabels })).manifest());
    expect(text(false)).toContain('by (exported_namespace, name, project)');
    expect(text(false)).toContain('$labels.exported_service');
    expect(text(true)).not.toContain('exported_');
  });

  it('can be about one app', () => {
    const { alerts } = group((rules) => ChatGPTAppAlerts.addTo(rules, { app: 'fitness', namespace: 'prod' }));
    for (const { expression } of alerts) expect(expression).toContain('job="fitness-mcp", namespace="prod"');
  });

  it('leave out what is off', () => {
    const all = group((rules) => OperatorAlerts.addTo(rules)).alerts.map(({ name }) => name);
    const off = ['ChatGPTOperatorDown', 'ChatGPTOperatorBacklog'];
    const left = group((rules) => OperatorAlerts.addTo(rules, { off })).alerts.map(({ name }) => name);
    expect(left).toEqual(all.filter((name) => !off.includes(name)));
  });

  it('take other thresholds, times, severities, labels and runbooks', () => {
    const { manifest, findings } = group((rules) =>
      OperatorAlerts.addTo(rules, { overrides: { ChatGPTOperatorBacklog: OVERRIDE } }),
    );
    expect(findings).toBe('');
    const rules: { alert: string }[] = manifest().spec.groups[0].rules;
    expect(rules.find(({ alert }) => alert === 'ChatGPTOperatorBacklog')).toMatchObject({
      expr: expect.stringMatching(/ > 1234$/),
      for: '7m',
      labels: { severity: 'info', team: 'x' },
      annotations: { runbook_url: OVERRIDE.runbookUrl },
    });
  });

  it('refuse a threshold that can never be exceeded', () => {
    const overrides = { ArgoCDReconcilesSlow: { threshold: 60 } };
    expect(group((rules) => ArgoCDAlerts.addTo(rules, { overrides })).findings).toContain('makes 16 here');
  });

  it.each([
    [
      { off: ['ChatGPTOperatorDwon'] },
      'off[0] = "ChatGPTOperatorDwon"\n  is no alert of this pack.\n  Fix: use ChatGPTOperatorDown',
    ],
    [{ overrides: { Backlog: {} } }, 'overrides.Backlog = "Backlog"\n  is no alert of this pack'],
    [{ overrides: { ChatGPTOperatorDown: { threshold: 1 } } }, 'ChatGPTOperatorDown.threshold = 1'],
  ])('refuse %j', (props, message) => {
    expect(() => OperatorAlerts.addTo(prometheusRule(), props)).toThrow(message);
  });
});
