import type { App } from './app';
import { withSortedKeys } from './sorted-keys';
import type { ResolvedWidget } from './widget';

/** Where a pod finds the files of its app. */
export const CONFIG_FOLDER = '/etc/chatgpt-app';

// they are measured, written into a ConfigMap and hashed
const known = new WeakMap<App, Readonly<Record<string, string>>>();

/** The files of the pod contract that every app of ours gets in its ConfigMap, by name. */
export function appFiles(app: App): Readonly<Record<string, string>> {
  const files = known.get(app) ?? renderFiles(app);
  known.set(app, files);
  return files;
}

function renderFiles(app: App): Record<string, string> {
  const metadata = protectedResourceMetadata(app);
  return {
    'app.json': json(appConfig(app)),
    ...(metadata && { 'oauth-protected-resource.json': json(metadata) }),
  };
}

/** app.json; its schema is published as schemas/app.schema.json. */
function appConfig(app: App): object {
  const { displayName, description, mcpServer, oauth } = app.spec;
  return {
    name: app.name,
    displayName,
    description,
    version: app.version,
    url: app.url,
    tools: withSortedKeys(mcpServer.tools ?? []),
    widgets: app.widgets.map(widgetConfig),
    oauth: oauth && {
      resource: app.oauthResource,
      issuers: oauth.issuers,
      audience: oauth.audience,
      jwksUri: oauth.jwksUri,
      scopes: oauth.scopes,
    },
  };
}

function widgetConfig({ source, name, uri, mimeType, domain, file }: ResolvedWidget): object {
  const { description, prefersBorder, csp } = source;
  return { name, uri, mimeType, file, description, prefersBorder, domain, csp: withSortedKeys(csp) };
}

/**
 * The document that tells a client which authorization servers the app trusts.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9728
 */
function protectedResourceMetadata(app: App): object | undefined {
  const { oauth, displayName } = app.spec;
  if (!oauth?.issuers || !app.oauthResource) return undefined;
  return {
    resource: app.oauthResource,
    authorization_servers: oauth.issuers,
    // RFC 9728 wants an empty list left out
    scopes_supported: oauth.scopes?.length ? oauth.scopes : undefined,
    bearer_methods_supported: ['header'],
    resource_name: displayName,
  };
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
