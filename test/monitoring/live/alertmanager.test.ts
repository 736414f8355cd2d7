import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { AlertmanagerConfigProps } from '../../../lib';
import { type ApiObject, accepted } from '../../cluster/harness/api-object';
import { builtTools } from '../../cluster/harness/built-tools';
import { type Cluster, clusterOf } from '../../cluster/harness/cluster';
import { type ControlPlane, startControlPlane } from '../../cluster/harness/control-plane';
import { Kubectl } from '../../cluster/harness/kubectl';
import { waitFor } from '../../cluster/harness/wait-for';
import { Watchdog } from '../../cluster/harness/watchdog';
import { alertmanagerConfig, LEAST, manifestOf, PLATFORM } from '../alertmanager/routing-fixture';
import { type AlertmanagerManifest, plainConfig, type Strategy } from '../amtool/harness/plain-config';
import { pinnedAlertmanagerVersion } from '../harness/tools';
import { MONITORING, startPrometheusOperator, writtenText } from './harness/prometheus-operator';
import { prometheusOperatorCrds } from './harness/prometheus-operator-crds';
import { prometheusOperatorTools } from './harness/tools';

/** What the routes are tested with (../amtool), by the label that an Alertmanager selects each by. */
const CONFIGS: readonly (readonly [name: string, strategy: Strategy, props: AlertmanagerConfigProps])[] = [
  ['platform', 'None', PLATFORM],
  ['least', 'OnNamespace', LEAST],
];

/** What stands in the Secrets, as `plainConfig` has it in their place. */
const SECRETS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  slack: { url: 'https://hooks.example.com/secret' },
  kitchen: { url: 'https://hooks.example.com/secret' },
  heartbeat: { url: 'https://hooks.example.com/secret' },
  pagerduty: { 'routing-key': 'secret' },
  smtp: { password: 'secret' },
};

describe('the Prometheus Operator', () => {
  const stops: (() => Promise<unknown>)[] = [];
  let cluster: Cluster;

  beforeAll(async () => {
    const programs = await builtTools(prometheusOperatorTools);
    const plane = await startControlPlane({ storageOnly: true });
    stops.push(() => plane.stop());
    cluster = clusterOf(new Kubectl(plane.binaries.kubectl, plane.kubeconfig));
    for (const file of await prometheusOperatorCrds()) await cluster.installCrds([file]);
    for (const object of CONFIGS.flatMap(([name, strategy, props]) => objectsOf(name, strategy, props)))
      accepted(await cluster.api.apply(object, { force: true }));
    stops.push(await operatorOf(plane, programs['prometheus-operator']));
  }, 120_000);
  afterAll(async () => {
    for (const stop of stops.reverse()) await stop();
  }, 60_000);

  it.each(CONFIGS)('makes of the AlertmanagerConfig "%s" what the tests of routes go by', async (...of) => {
    const [name, strategy, props] = of;
    const metadata = { name: `${name}-operated` };
    const text = await waitFor(
      `the configuration of ${metadata.name} is written`,
      () => writtenText(cluster.api, `alertmanager-${metadata.name}-generated`, 'alertmanager.yaml.gz'),
      { deadline: 60 },
    );
    expect(said(parse(text))).toEqual(said(plainConfig(manifestFor(name, props), strategy)));
  });
});

function manifestFor(name: string, props: AlertmanagerConfigProps): AlertmanagerManifest & ApiObject {
  return manifestOf(alertmanagerConfig({ ...props, labels: { of: name } }));
}

/** An AlertmanagerConfig, the Secrets it names, and an Alertmanager that takes it and no other. */
function objectsOf(name: string, type: Strategy, props: AlertmanagerConfigProps): ApiObject[] {
  const config = manifestFor(name, props);
  const { namespace } = config.metadata;
  const inNamespaces = [...new Set([MONITORING, namespace])];
  return [
    ...inNamespaces.map((each) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: each } })),
    ...Object.entries(SECRETS).map(([secret, stringData]) => ({
      ...{ apiVersion: 'v1', kind: 'Secret', metadata: { name: secret, namespace }, stringData },
    })),
    config,
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'Alertmanager',
      metadata: { name: `${name}-operated`, namespace: MONITORING },
      spec: {
        version: pinnedAlertmanagerVersion(),
        alertmanagerConfigNamespaceSelector: {},
        alertmanagerConfigSelector: { matchLabels: { of: name } },
        alertmanagerConfigMatcherStrategy: { type },
      },
    },
  ];
}

async function operatorOf({ url, authority }: ControlPlane, binary: string): Promise<() => Promise<unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-chatgpt-apps-live-'));
  const watchdog = new Watchdog(folder);
  const client = await authority.issueForClient('operator', 'operator', ['system:masters']);
  const server = { url, authorityFile: authority.certificateFile, client };
  const operator = await startPrometheusOperator(binary, server, folder, watchdog);
  return async () => {
    await operator.stop();
    await watchdog.dismiss();
  };
}

/** A configuration without what says nothing: empty lists, and fields that are not there. */
function said(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(said);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, each]) => [name, said(each)] as const);
  return Object.fromEntries(
    fields.filter(([, each]) => each !== undefined && !(Array.isArray(each) && each.length === 0)),
  );
}
