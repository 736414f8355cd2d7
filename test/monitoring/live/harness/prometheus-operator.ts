import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import type { ApiClient } from '../../../cluster/harness/api-client';
import { type ApiObject, accepted } from '../../../cluster/harness/api-object';
import type { Certificate } from '../../../cluster/harness/certificates';
import { Component } from '../../../cluster/harness/component';
import { freePorts } from '../../../cluster/harness/free-ports';
import { waitFor } from '../../../cluster/harness/wait-for';
import type { Watchdog } from '../../../cluster/harness/watchdog';
import { KUBELET } from './kubelet';
import type { PrometheusFiles } from './prometheus';

/** Where the Prometheus object lives. */
export const MONITORING = 'monitoring';
const NAME = 'live';

/** How it reaches the API server. */
export interface ApiServer {
  readonly url: string;
  readonly authorityFile: string;
  readonly client: Certificate;
}

/** A configuration as Prometheus reads it, as far as we look at it. */
export interface PrometheusConfig {
  readonly rule_files?: readonly string[];
  readonly scrape_configs: readonly { readonly job_name: string; readonly [field: string]: unknown }[];
  readonly [field: string]: unknown;
}

/** Starts the prometheus-operator; its readiness is that of what it writes. */
export async function startPrometheusOperator(
  binary: string,
  { url, authorityFile, client }: ApiServer,
  folder: string,
  watchdog: Watchdog,
): Promise<Component> {
  const [port = 0] = await freePorts(1);
  const args = [
    `--apiserver=${url}`,
    `--ca-file=${authorityFile}`,
    `--cert-file=${client.certificateFile}`,
    `--key-file=${client.keyFile}`,
    `--web.listen-address=127.0.0.1:${port}`,
    `--kubelet-service=${KUBELET.namespace}/${KUBELET.name}`,
  ];
  return new Component({ name: 'prometheus-operator', binary, args }, folder, watchdog);
}

/** A Prometheus that takes all monitors and all rules of all namespaces. */
export function prometheusObjects(version: string, { url, authorityFile, client }: ApiServer): ApiObject[] {
  const metadata = { name: NAME, namespace: MONITORING };
  const all = (kind: string) => ({ [`${kind}Selector`]: {}, [`${kind}NamespaceSelector`]: {} });
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: MONITORING } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'Prometheus',
      metadata,
      spec: {
        ...{
          version,
          serviceAccountName: NAME,
          ...all('serviceMonitor'),
          ...all('podMonitor'),
          ...all('rule'),
        },
        ...all('scrapeConfig'),
        ...all('probe'),
        apiserverConfig: {
          host: url,
          tlsConfig: { caFile: authorityFile, certFile: client.certificateFile, keyFile: client.keyFile },
        },
      },
    },
  ];
}

/** What the operator has made of all monitors and rules, once it knows all of them. */
export function writtenFiles(
  api: ApiClient,
  monitors: number,
  rules: number,
  assertAlive: () => void,
): Promise<PrometheusFiles & { readonly config: PrometheusConfig }> {
  let seen = '';
  return waitFor(
    `the prometheus-operator has written the configuration of ${monitors} monitors and ${rules} rules`,
    async () => {
      assertAlive();
      const config = await configOf(api);
      const found = await rulesOf(api);
      seen = `jobs: ${config?.scrape_configs.map(({ job_name }) => job_name)}, rules: ${[...found.keys()]}`;
      if (config === undefined || config.scrape_configs.length < monitors || found.size < rules)
        return undefined;
      return { config, rules: found };
    },
    { deadline: 60, every: 250 },
    () => seen,
  );
}

async function configOf(api: ApiClient): Promise<PrometheusConfig | undefined> {
  const text = await writtenText(api, `prometheus-${NAME}`, 'prometheus.yaml.gz');
  if (text === undefined) return undefined;
  const config = parse(forFirstPod(text)) as Partial<PrometheusConfig>;
  return { ...config, scrape_configs: config.scrape_configs ?? [] };
}

/** What the operator put, zipped, into a Secret of the namespace `MONITORING`; undefined where it has not yet. */
export async function writtenText(api: ApiClient, name: string, key: string): Promise<string | undefined> {
  const answer = await api.get({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace: MONITORING },
  });
  if (answer.status === 404) return undefined;
  const { [key]: zipped = '' } = accepted(answer).data as Record<string, string>;
  return gunzipSync(Buffer.from(zipped, 'base64')).toString();
}

/** What the config-reloader, the container beside Prometheus, does with the file. */
function forFirstPod(text: string): string {
  return text.replaceAll('$(SHARD)', '0').replaceAll('$(POD_NAME)', `prometheus-${NAME}-0`);
}

async function rulesOf(api: ApiClient): Promise<ReadonlyMap<string, object>> {
  const maps = await api.list({ apiVersion: 'v1', kind: 'ConfigMap', namespace: MONITORING });
  const ours = maps.filter(({ metadata }) => metadata.name?.startsWith(`prometheus-${NAME}-rulefiles-`));
  const files = ours.flatMap(({ data }) => Object.entries((data ?? {}) as Record<string, string>));
  return new Map(files.map(([name, text]) => [name, parse(text) as object]));
}
