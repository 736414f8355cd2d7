import type { App } from './app';
import { type CoreObject, SERVER_PORT } from './workload';

/** The HTTPRoute's spec. */
export function httpRouteSpec(app: App, host: string): CoreObject {
  const { gateway } = app.spec.exposure ?? {};
  const timeout = `${app.timeoutSeconds}s`;
  return {
    parentRefs: [
      {
        group: 'gateway.networking.k8s.io',
        kind: 'Gateway',
        name: gateway?.name ?? 'public',
        namespace: gatewayNamespace(app),
        sectionName: gateway?.sectionName,
      },
    ],
    hostnames: [host],
    rules: [
      {
        matches: publicPaths(app).map(({ path, exact }) => ({
          path: { type: exact ? 'Exact' : 'PathPrefix', value: path },
        })),
        // with the server's defaults: the list is one value to it, so what it adds would look like a change of another
        backendRefs: [
          { group: '', kind: 'Service', name: app.objectName, port: app.spec.mcpServer.port, weight: 1 },
        ],
        timeouts: { request: timeout, backendRequest: timeout },
      },
    ],
  };
}

/** The namespace of the Gateway that the app attaches to. */
export function gatewayNamespace(app: App): string {
  return app.spec.exposure?.gateway?.namespace ?? 'gateway-system';
}

/** The Ingress' spec. */
export function ingressSpec(app: App, host: string): CoreObject {
  const { ingress, tls } = app.spec.exposure ?? {};
  const service = { name: app.objectName, port: { name: SERVER_PORT } };
  return {
    ingressClassName: ingress?.className,
    tls: tls ? [{ hosts: [host], secretName: tlsSecretName(app) }] : undefined,
    rules: [
      {
        host,
        http: {
          paths: publicPaths(app).map(({ path, exact }) => ({
            path,
            pathType: exact ? 'Exact' : 'Prefix',
            backend: { service },
          })),
        },
      },
    ],
  };
}

/** Annotations of the Ingress: those of the spec, and for ingress-nginx what streaming needs. */
export function ingressAnnotations(app: App): Record<string, string> {
  const { className, annotations } = app.spec.exposure?.ingress ?? {};
  const nginx = {
    'nginx.ingress.kubernetes.io/proxy-buffering': 'off',
    'nginx.ingress.kubernetes.io/proxy-request-buffering': 'off',
    'nginx.ingress.kubernetes.io/proxy-read-timeout': String(app.timeoutSeconds),
    'nginx.ingress.kubernetes.io/proxy-send-timeout': String(app.timeoutSeconds),
    'nginx.ingress.kubernetes.io/proxy-body-size': String(app.transport.maxBodyBytes),
  };
  return { ...(className === 'nginx' ? nginx : {}), ...annotations };
}

/** The cert-manager Certificate's spec; undefined where no issuer is named. */
export function certificateSpec(app: App, host: string): CoreObject | undefined {
  const { issuerRef } = app.spec.exposure?.tls ?? {};
  if (!issuerRef) return undefined;
  return {
    secretName: tlsSecretName(app),
    dnsNames: [host],
    issuerRef: { group: 'cert-manager.io', kind: issuerRef.kind, name: issuerRef.name },
  };
}

function tlsSecretName(app: App): string {
  return app.spec.exposure?.tls?.secretName ?? `${app.objectName}-tls`;
}

/** What the host serves: MCP, and the documents that clients look up. Health and metrics stay inside. */
function publicPaths(app: App): { path: string; exact: boolean }[] {
  const { mcpServer, oauth, domainVerification } = app.spec;
  const mcpPath = mcpServer.path ?? '';
  const metadata = '/.well-known/oauth-protected-resource';
  return [
    { path: mcpPath, exact: false },
    // clients ask for the form with the MCP path first
    ...(oauth?.issuers ? [`${metadata}${mcpPath}`, metadata] : []).map((path) => ({ path, exact: true })),
    ...(domainVerification ? [{ path: '/.well-known/openai-apps-challenge', exact: true }] : []),
  ];
}
