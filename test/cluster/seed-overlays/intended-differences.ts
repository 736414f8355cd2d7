/** A difference between the seed's overlays and our environments that is meant to be. */
export interface IntendedDifference {
  /** Start of the path of every leaf that differs for this reason. */
  readonly path: string;
  readonly reason: string;
}

export const INTENDED_DIFFERENCES: readonly IntendedDifference[] = [
  // the Deployment
  {
    path: 'Deployment.strategy',
    reason: 'maxUnavailable 0 and maxSurge 25% in every environment: no call is lost anywhere',
  },
  { path: 'pod.automountServiceAccountToken', reason: 'no API token in a pod that does not call the API' },
  { path: 'pod.enableServiceLinks', reason: 'Services of the namespace add no variables' },
  { path: 'pod.terminationGracePeriodSeconds', reason: 'time to drain: preStop, drainSeconds and a margin' },
  {
    path: 'pod.securityContext.runAsUser',
    reason: 'the image names its user; the kubelet checks that it is not root',
  },
  { path: 'pod.securityContext.fsGroup', reason: 'there is no volume whose group would matter' },
  {
    path: 'pod.topologySpreadConstraints',
    reason: 'over zones and nodes, ScheduleAnyway: a zone that is down must not stop a rollout',
  },
  { path: 'pod.affinity.podAntiAffinity', reason: 'selects by the app label, the only selector of the app' },
  { path: 'pod.volumes.app-config', reason: 'app.json of the pod contract' },
  { path: 'container.volumeMounts./etc/chatgpt-app', reason: 'app.json of the pod contract' },
  {
    path: 'container.startupProbe',
    reason: 'a slow start is the business of a startup probe, not of initial delays',
  },
  { path: 'container.livenessProbe.initialDelaySeconds', reason: 'the startup probe takes its place' },
  {
    path: 'container.livenessProbe.failureThreshold',
    reason: 'a busy server leaves the Service long before it is restarted',
  },
  { path: 'container.readinessProbe.initialDelaySeconds', reason: 'the startup probe takes its place' },
  { path: 'container.livenessProbe.httpGet.scheme', reason: 'said, not defaulted' },
  { path: 'container.readinessProbe.httpGet.scheme', reason: 'said, not defaulted' },
  { path: 'container.lifecycle', reason: 'gateways go on sending for some seconds after a pod left' },
  // the environment
  { path: 'env.HEALTH_CHECK_PATH', reason: 'the probes know the path; the server has it built in' },
  { path: 'env.METRICS_PORT', reason: 'the port is monitoring.port; the server has it built in' },
  { path: 'env.MCP_PORT', reason: 'pod contract' },
  { path: 'env.MCP_PATH', reason: 'pod contract' },
  { path: 'env.PUBLIC_URL', reason: 'pod contract' },
  { path: 'env.ALLOWED_HOSTS', reason: 'pod contract' },
  { path: 'env.MAX_BODY_BYTES', reason: 'pod contract' },
  { path: 'env.APP_CONFIG', reason: 'pod contract' },
  { path: 'env.WIDGETS_DIR', reason: 'pod contract' },
  { path: 'env.STATELESS', reason: 'pod contract' },
  { path: 'env.DRAIN_SECONDS', reason: 'pod contract' },
  { path: 'env.CHATGPT_APP_NAME', reason: 'pod contract' },
  { path: 'env.CHATGPT_APP_DESCRIPTION', reason: 'pod contract' },
  // the way in
  { path: 'Service.selector', reason: 'the app label only, for ever' },
  { path: 'Service.ports.http.port', reason: "the server's own port, as status.endpoint tells" },
  { path: 'Service.ports.http.appProtocol', reason: 'meshes and gateways need not guess' },
  { path: 'Service.ports.metrics.appProtocol', reason: 'meshes and gateways need not guess' },
  { path: 'Service.sessionAffinity', reason: 'said, not defaulted' },
  { path: 'Ingress.rules.0.http.paths', reason: 'the MCP path only: health and metrics are not public' },
];
