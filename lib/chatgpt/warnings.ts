import type { Finding } from '../validation/finding';
import type { App } from './app';
import { imageSuffix, isMovingReference } from './image-reference';

/** `kubectl apply` without --server-side copies the object into an annotation of at most 256 KiB. */
const COMFORTABLE_BYTES = 200 * 1024;

/** What is accepted but doubtful in a valid app. */
export function warningsOf(app: App, manifestBytes: number): Finding[] {
  return [
    ...imageWarnings(app),
    ...widgetWarnings(app),
    ...publicWarnings(app),
    ...sizeWarnings(manifestBytes),
  ];
}

function warning(path: Finding['path'], value: unknown, rule: string, fix: string): Finding {
  return { severity: 'warning', path: ['spec', ...path], value, rule, fix };
}

function imageWarnings(app: App): Finding[] {
  const { image } = app.spec.mcpServer;
  if (!isMovingReference(image)) return [];
  const rule =
    imageSuffix(image).tag === undefined
      ? 'names neither tag nor digest, so pods may run different code'
      : 'has the tag latest, so pods may run different code';
  return [warning(['mcpServer', 'image'], image, rule, 'name a version, or better a digest')];
}

function widgetWarnings(app: App): Finding[] {
  return app.widgets.flatMap(({ source, mimeType }, index) => [
    ...(mimeType === 'text/html+skybridge'
      ? [
          warning(
            ['widgets', index, 'mimeType'],
            mimeType,
            'is superseded by text/html;profile=mcp-app',
            'leave mimeType out, unless the widget uses window.openai only',
          ),
        ]
      : []),
    ...(source.maxTokens !== undefined
      ? [
          warning(
            ['widgets', index, 'maxTokens'],
            source.maxTokens,
            'is ignored: OpenAI documents no such limit',
            'remove it',
          ),
        ]
      : []),
  ]);
}

function publicWarnings(app: App): Finding[] {
  const { host, oauth, listing, domainVerification } = app.spec;
  const unreachable = Object.entries({ listing, domainVerification }).filter(
    ([, part]) => part !== undefined && app.exposure === 'None',
  );
  return [
    ...(oauth && app.oauthResource === undefined
      ? [
          warning(
            ['oauth', 'resource'],
            undefined,
            'is unknown for an app without host, so clients cannot ask for a token for it',
            'set spec.host or oauth.resource',
          ),
        ]
      : []),
    ...(host && app.transport.sessionAffinity === 'ClientIP'
      ? [
          warning(
            ['transport', 'sessionAffinity'],
            'ClientIP',
            'sends all of the public to one pod: behind a gateway all clients share an address',
            'make the server stateless, or run one replica',
          ),
        ]
      : []),
    ...unreachable.map(([field]) =>
      warning(
        [field],
        undefined,
        'is given, but exposure.type is None, so nothing routes the host to the app',
        'expose the app, unless you route the host yourself',
      ),
    ),
  ];
}

function sizeWarnings(manifestBytes: number): Finding[] {
  if (manifestBytes <= COMFORTABLE_BYTES) return [];
  const rule = 'is larger than 200 KiB as JSON: client-side kubectl apply fails above 256 KiB';
  return [
    {
      severity: 'warning',
      path: [],
      rule,
      fix: 'apply it with --server-side, or put widgets into the image',
    },
  ];
}
