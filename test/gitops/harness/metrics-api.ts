import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { ApiClient } from '../../cluster/harness/api-client';
import { type ApiObject, accepted, hasCondition } from '../../cluster/harness/api-object';
import type { Certificate } from '../../cluster/harness/certificates';
import { waitFor } from '../../cluster/harness/wait-for';

const RESOURCE = 'metrics.k8s.io/v1beta1';
const CUSTOM = 'custom.metrics.k8s.io/v1beta2';
const SERVICE = { namespace: 'kube-system', name: 'metrics-api' };

/** Little, so that an autoscaler stays at its least number of pods. */
const usage = { cpu: '1m', memory: '16Mi' };

/**
 * What metrics-server and a metrics adapter would say: each pod has a small value of every metric. Without it an
 * autoscaler is Degraded, and so is each Application that has one. Returns how to stop it.
 */
export async function startMetricsApi(
  api: ApiClient,
  certificate: Certificate,
): Promise<() => Promise<void>> {
  const server = createServer(
    { cert: readFileSync(certificate.certificateFile), key: readFileSync(certificate.keyFile) },
    async (request, response) => {
      const answer = await answerTo(api, new URL(request.url ?? '/', 'https://metrics')).catch(
        () => undefined,
      );
      response.writeHead(answer ? 200 : 404, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(answer ?? {}));
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref(); // a failed start shall end
  await register(api, (server.address() as AddressInfo).port);
  return async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
}

/** Endpoints may not be 127.0.0.1, but the API server follows the name of an ExternalName service. */
async function register(api: ApiClient, port: number): Promise<void> {
  const spec = { type: 'ExternalName', externalName: 'localhost' };
  accepted(await api.apply({ apiVersion: 'v1', kind: 'Service', metadata: SERVICE, spec }));
  for (const groupVersion of [RESOURCE, CUSTOM]) {
    const [group, version] = groupVersion.split('/');
    const service: ApiObject = {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: `${version}.${group}` },
      spec: {
        ...{ group, version, groupPriorityMinimum: 100, versionPriority: 100 },
        ...{ service: { ...SERVICE, port }, insecureSkipTLSVerify: true },
      },
    };
    accepted(await api.apply(service));
    await waitFor(`${groupVersion} is served`, async () =>
      hasCondition(accepted(await api.get(service)), 'Available') ? true : undefined,
    );
  }
}

async function answerTo(api: ApiClient, { pathname, searchParams }: URL): Promise<unknown> {
  const [, group, version, namespace, metric] =
    /^\/apis\/([^/]+)\/([^/]+)(?:\/namespaces\/([^/]+)\/pods(?:\/\*\/([^/]+))?)?$/.exec(
      decodeURIComponent(pathname),
    ) ?? [];
  const groupVersion = `${group}/${version}`;
  if (groupVersion !== RESOURCE && groupVersion !== CUSTOM) return undefined;
  if (!namespace) return resourceList(groupVersion);
  const labelSelector = searchParams.get('labelSelector') ?? undefined;
  const pods = await api.list({ apiVersion: 'v1', kind: 'Pod', namespace, labelSelector });
  return metric ? metricValues(pods, metric) : podMetrics(pods);
}

function resourceList(groupVersion: string) {
  const name = groupVersion === RESOURCE ? 'pods' : 'pods/any';
  const kind = groupVersion === RESOURCE ? 'PodMetrics' : 'MetricValueList';
  const resources = [{ name, singularName: '', namespaced: true, kind, verbs: ['get', 'list'] }];
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources };
}

function podMetrics(pods: readonly ApiObject[]) {
  const items = pods.map(({ metadata, spec }) => ({
    metadata: { name: metadata.name, namespace: metadata.namespace, labels: metadata.labels },
    timestamp: new Date().toISOString(),
    window: '1s', // measurements that began before a pod was ready do not count
    containers: (spec as { containers: { name: string }[] }).containers.map(({ name }) => ({ name, usage })),
  }));
  return { kind: 'PodMetricsList', apiVersion: RESOURCE, metadata: {}, items };
}

function metricValues(pods: readonly ApiObject[], metric: string) {
  const items = pods.map(({ metadata: { name, namespace } }) => ({
    describedObject: { kind: 'Pod', namespace, name, apiVersion: '/v1' },
    metric: { name: metric, selector: null },
    timestamp: new Date().toISOString(),
    value: '1m',
  }));
  return { kind: 'MetricValueList', apiVersion: CUSTOM, metadata: {}, items };
}
