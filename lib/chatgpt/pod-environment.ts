import { posix } from 'node:path';
import type { App } from './app';
import { CONFIG_FOLDER } from './app-files';
import { WIDGETS_FOLDER } from './widget';

/** An environment variable of a container, as in core/v1 EnvVar. */
export interface EnvVar {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: object;
}

// they are hashed and written into the container
const known = new WeakMap<App, readonly EnvVar[]>();

/** The server's environment: the variables of the pod contract that the spec gives, then the spec's own `env`. */
export function environment(app: App): readonly EnvVar[] {
  const variables = known.get(app) ?? variablesOf(app);
  known.set(app, variables);
  return variables;
}

function variablesOf(app: App): EnvVar[] {
  return [
    ...serverEnvironment(app),
    ...resourceServerEnvironment(app),
    ...upstreamClientEnvironment(app),
    ...(app.spec.mcpServer.env ?? []),
  ];
}

function serverEnvironment(app: App): EnvVar[] {
  const { displayName, description, mcpServer, domainVerification } = app.spec;
  const { transport, shutdown } = app;
  return [
    ...literal('PORT', mcpServer.port),
    ...literal('MCP_PORT', mcpServer.port),
    ...literal('MCP_PATH', mcpServer.path),
    ...literal('PUBLIC_URL', app.url),
    ...literal('ALLOWED_HOSTS', allowedHosts(app).join(',')),
    ...literal('ALLOWED_ORIGINS', transport.allowedOrigins?.join(',')),
    ...literal('MAX_BODY_BYTES', transport.maxBodyBytes),
    ...literal('APP_CONFIG', posix.join(CONFIG_FOLDER, 'app.json')),
    ...literal('WIDGETS_DIR', WIDGETS_FOLDER),
    ...literal('STATELESS', transport.stateless),
    ...literal('DRAIN_SECONDS', shutdown.drainSeconds),
    ...literal('CHATGPT_APP_NAME', displayName),
    ...literal('CHATGPT_APP_DESCRIPTION', description),
    ...literal('OPENAI_APPS_CHALLENGE', domainVerification?.token),
    ...secret('OPENAI_APPS_CHALLENGE', domainVerification?.tokenSecretRef),
  ];
}

/** The app as OAuth resource server: whose tokens it takes. */
function resourceServerEnvironment(app: App): EnvVar[] {
  const { oauth } = app.spec;
  return [
    ...literal('OAUTH_RESOURCE', app.oauthResource),
    ...literal('OAUTH_ISSUERS', oauth?.issuers?.join(',')),
    ...literal('OAUTH_AUDIENCE', oauth?.audience),
    ...literal('OAUTH_JWKS_URI', oauth?.jwksUri),
    ...literal('OAUTH_SCOPES', oauth?.scopes?.join(' ')),
    ...literal('OAUTH_INTROSPECTION_URL', oauth?.introspection?.url),
    ...literal('OAUTH_INTROSPECTION_CLIENT_ID', oauth?.introspection?.clientId),
    ...secret('OAUTH_INTROSPECTION_CLIENT_SECRET', oauth?.introspection?.clientSecretRef),
  ];
}

/** The app as OAuth client of an upstream service. OAUTH_AUTH_URL is an older name of the same. */
function upstreamClientEnvironment(app: App): EnvVar[] {
  const { oauth } = app.spec;
  return [
    ...literal('OAUTH_CLIENT_ID', oauth?.clientId),
    ...secret('OAUTH_CLIENT_SECRET', oauth?.clientSecretRef),
    ...literal('OAUTH_AUTHORIZATION_URL', oauth?.authorizationUrl),
    ...literal('OAUTH_AUTH_URL', oauth?.authorizationUrl),
    ...literal('OAUTH_TOKEN_URL', oauth?.tokenUrl),
  ];
}

/** Hosts under which the server is called: the public one, its Service, and what the probes send. */
function allowedHosts(app: App): string[] {
  const { host, mcpServer } = app.spec;
  const inCluster = app.namespace
    ? [app.objectName, `${app.objectName}.${app.namespace}`, `${app.objectName}.${app.namespace}.svc`]
    : [app.objectName];
  const hosts = [host, ...inCluster, app.serviceHost, mcpServer.health?.hostHeader];
  return [...new Set(hosts.filter((name) => name !== undefined))];
}

function literal(name: string, value: string | number | boolean | undefined): EnvVar[] {
  return value === undefined ? [] : [{ name, value: withoutExpansion(String(value)) }];
}

// the kubelet expands $(NAME) in values; people write such text in a description without meaning it
function withoutExpansion(value: string): string {
  return /\$[$(]/.test(value) ? value.replaceAll('$', '$$$$') : value;
}

function secret(name: string, reference: { name: string; key: string } | undefined): EnvVar[] {
  return reference
    ? [{ name, valueFrom: { secretKeyRef: { name: reference.name, key: reference.key } } }]
    : [];
}
