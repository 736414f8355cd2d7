import { Duration, Testing } from 'cdk8s';
import {
  ArgoCDAlerts,
  ArgoCDMonitors,
  type ArgoCDMonitorsProps,
  OperatorAlerts,
  PrometheusRule,
  ServiceMonitor,
} from '../../../lib/monitoring';
import { chart, findingsOf } from './monitor-fixture';

const EVERYTHING: Required<ArgoCDMonitorsProps> = {
  argoCDNamespace: 'gitops',
  labels: { release: 'prometheus' },
  interval: Duration.minutes(1),
  honorLabels: true,
  without: ['argocd-notifications-controller-metrics'],
};

/** What one switch makes of monitors, and of the alerts about what they scrape. */
function switched(honorLabels: boolean) {
  const own = chart('monitoring');
  const monitors = new ArgoCDMonitors(own, 'argocd', { honorLabels });
  const existing = { name: 'my-operator', labels: { app: 'my-operator' } };
  const monitor = new ServiceMonitor(own, 'operator', { existing, port: 'http', honorLabels });
  const rules = new PrometheusRule(own, 'rules');
  ArgoCDAlerts.addTo(rules, { monitors });
  OperatorAlerts.addTo(rules, { monitor });
  const manifests = Testing.synth(own);
  const ofMonitors = manifests.filter(({ kind }) => kind === 'ServiceMonitor');
  return {
    findings: findingsOf(rules),
    switches: ofMonitors.map(({ spec }) => spec.endpoints[0].honorLabels),
    expressions: rules.alerts.map(({ expression }) => expression).join('\n'),
  };
}

describe('the monitors of Argo CD', () => {
  it('are found as its manifests name their Services', () => {
    const own = chart('monitoring');
    new ArgoCDMonitors(own, 'argocd');
    expect(Testing.synth(own)).toMatchSnapshot();
  });

  it('have all the props', () => {
    const own = chart('monitoring');
    const { monitors } = new ArgoCDMonitors(own, 'argocd', EVERYTHING);
    expect(monitors.map(findingsOf).join('')).toBe('');
    expect(Testing.synth(own)).toMatchSnapshot();
  });

  it('refuse to leave out what is not there', () => {
    expect(() => new ArgoCDMonitors(chart(), 'argocd', { without: ['argocd-metric'] })).toThrow(
      'without[0] = "argocd-metric"\n  is no Service of Argo CD with metrics.\n  Fix: use argocd-metrics',
    );
  });
});

describe('one switch', () => {
  it('honors labels in all monitors, and asks for them in all alerts', () => {
    const { findings, switches, expressions } = switched(true);
    expect([findings, new Set(switches)]).toEqual(['', new Set([true])]);
    expect(expressions).toContain('max by (namespace, name, project');
    expect(expressions).toContain('max by (namespace) (chatgpt_apps{job="my-operator"');
    expect(expressions).not.toContain('exported_');
  });

  it('honors them in none, and asks for the renamed ones', () => {
    const { findings, switches, expressions } = switched(false);
    expect([findings, new Set(switches)]).toEqual(['', new Set([false])]);
    expect(expressions).toContain('max by (exported_namespace, name, project');
    expect(expressions).toContain('max by (exported_namespace) (chatgpt_apps{job="my-operator"');
    expect(expressions).not.toMatch(/by \(namespace|by \(service/);
  });

  it('tells the alerts where Argo CD is, too', () => {
    const own = chart('monitoring');
    const rules = new PrometheusRule(own, 'rules');
    const monitors = new ArgoCDMonitors(own, 'argocd', { argoCDNamespace: 'gitops' });
    ArgoCDAlerts.addTo(rules, { monitors });
    expect(JSON.stringify(rules.alerts.map(({ expression }) => expression))).toContain(
      'namespace=\\"gitops\\"',
    );
  });

  it.each([{ honorLabels: true }, { namespace: 'argocd' }, { controllerJob: 'x' }])(
    'is not said twice: %j',
    (props) => {
      const own = chart('monitoring');
      const monitors = new ArgoCDMonitors(own, 'argocd');
      expect(() => ArgoCDAlerts.addTo(new PrometheusRule(own, 'rules'), { monitors, ...props })).toThrow(
        'is said by monitors already',
      );
    },
  );
});
