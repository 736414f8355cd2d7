import { App, Chart } from 'cdk8s';
import { ArgoCDAlerts, PrometheusRule } from '../../lib';
import { ARGO_CD_METRICS } from '../../lib/monitoring/catalogue/argo-cd-metrics';
import { cluster } from '../cluster/harness/cluster';
import type { RestrictedNamespace } from '../cluster/harness/restricted-namespace';
import { waitFor } from '../cluster/harness/wait-for';
import { argoCd } from './harness/argo-cd';
import { type ExposedMetric, exposedMetrics } from './harness/exposed-metrics';
import { WebhookReceiver } from './harness/webhook-receiver';
import { applicationManifest, applicationSpec, configMap } from './manifests';

/** Metrics of the catalogue that need something that does not happen here, and what. */
const NOT_SHOWN: Readonly<Record<string, string>> = {
  argocd_app_condition: 'the controller must be started with --metrics-application-conditions',
  argocd_git_fetch_fail_total: 'a fetch must fail after its branch was found',
  argocd_kubectl_request_retries_total: 'a request to the API server must be sent again',
  argocd_oci_request_total: 'a chart must come from an OCI registry',
  argocd_oci_request_duration_seconds: 'a chart must come from an OCI registry',
  argocd_login_request_total: 'it is of the API server of Argo CD, which does not run here',
  argocd_info: 'it is of the API server of Argo CD, which does not run here',
};
/** Clusters are looked at each half minute. */
const DEADLINE_SECONDS = 90;

const argo = argoCd();
let shown: ReadonlyMap<string, ExposedMetric>;
let namespace: RestrictedNamespace;
let receiver: WebhookReceiver;
let restore: () => Promise<void>;
beforeAll(async () => {
  namespace = await cluster().namespace('measured');
  receiver = await WebhookReceiver.start();
  restore = await argo.configure({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'argocd-notifications-cm' },
    data: {
      'service.webhook.operations': `url: ${receiver.url}\n`,
      'template.deployed': 'webhook:\n  operations:\n    method: POST\n    body: deployed\n',
      'trigger.on-deployed': "- when: app.status.health.status == 'Healthy'\n  send: [deployed]\n",
    },
  });
  const repository = argo.repository();
  repository.write('app/settings.yaml', configMap('settings', 'any'));
  repository.commit('an app');
  const spec = applicationSpec({ repository, path: 'app', namespace: namespace.name, automated: {} });
  const annotations = { 'notifications.argoproj.io/subscribe.on-deployed.operations': '' };
  await argo.apply({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name: 'measured' },
    spec: {
      goTemplate: true,
      generators: [{ list: { elements: [{ app: 'measured' }] } }],
      template: { metadata: { name: '{{.app}}', annotations }, spec },
    },
  });
  const nowhere = { url: `${repository.url}-that-is-not-there` };
  await argo.apply(
    applicationManifest({ name: 'lost', repository: nowhere, path: 'app', namespace: namespace.name }),
  );
  await argo.application('measured').untilSyncedAndHealthy();
  await receiver.waitFor('it is deployed', () => true);
  await waitFor(
    'every metric is shown',
    async () => {
      shown = exposedMetrics(await argo.metrics());
      return unseen().length === 0 ? true : undefined;
    },
    { deadline: DEADLINE_SECONDS, every: 1000 },
    () => `Not shown: ${unseen().join(', ')}`,
  );
});

function unseen(): string[] {
  return ARGO_CD_METRICS.map(({ name }) => name).filter((name) => !(name in NOT_SHOWN) && !shown.has(name));
}

afterAll(async () => {
  await receiver.stop();
  await restore();
  await argo.clear();
  await namespace.delete();
});

describe('the catalogue of metrics, against a real Argo CD', () => {
  it.each(ARGO_CD_METRICS.map((metric) => [metric.name, metric] as const))(
    '%s has its type, its labels and its largest bucket, where it is shown',
    (name, { type, labels = [], largestBucket }) => {
      const largest = largestBucket !== undefined && { largestBucket };
      const expected = { type, labels: [...labels].sort(), ...largest };
      // other test files may have made the event that shows it
      expect(shown.get(name)).toEqual(name in NOT_SHOWN && !shown.has(name) ? undefined : expected);
    },
  );

  it('knows all that is not compared', () => {
    const left = Object.entries(NOT_SHOWN).filter(([name]) => !shown.has(name));
    console.log(left.map(([name, reason]) => `not compared: ${name}: ${reason}`).join('\n'));
    const names = ARGO_CD_METRICS.map(({ name }) => name);
    expect(Object.keys(NOT_SHOWN).filter((name) => !names.includes(name))).toEqual([]);
  });

  it('holds what the alerts ask for, of which all but two are shown', () => {
    const rules = new PrometheusRule(new Chart(new App(), 'monitoring'), 'rules');
    const names = ArgoCDAlerts.addTo(rules).alerts.flatMap(({ expression }) =>
      [...expression.matchAll(/\b(?:argocd|grpc_server)_\w+/g)].map(([name]) =>
        name.replace(/_(bucket|count)$/, ''),
      ),
    );
    expect(new Set(names).size).toBeGreaterThan(10);
    const missing = [...new Set(names)].filter((name) => !shown.has(name));
    const rare = ['argocd_git_fetch_fail_total', 'argocd_kubectl_request_retries_total'];
    expect(missing.filter((name) => !rare.includes(name))).toEqual([]);
  });
});
