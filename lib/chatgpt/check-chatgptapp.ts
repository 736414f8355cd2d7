import type { CheckResult } from '../validation/check-result';
import type { Finding } from '../validation/finding';
import { isObject } from '../validation/structural-schema';
import { type App, resolveApp } from './app';
import { appFiles } from './app-files';
import { chatGPTAppCheck } from './chatgptapp-api';
import type { AppSpec } from './plain-spec';
import { warningsOf } from './warnings';

const KIB = 1024;
/** What etcd stores of one object. */
const LARGEST_APP = 1024 * KIB;
/** What fits into a ConfigMap beside the OAuth metadata. */
const LARGEST_APP_JSON = 900 * KIB;

/**
 * Checks a whole ChatGPTApp manifest: everything that the API server checks, what it cannot check (sizes,
 * collisions of derived names), and what is accepted but doubtful.
 */
export function checkChatGPTApp(manifest: unknown): CheckResult {
  const result = chatGPTAppCheck().check(manifest);
  return result.errors.length > 0 ? result : checkDerived(result, manifest);
}

/**
 * The part of the check that the API server cannot do.
 *
 * @param result of a manifest that the API server accepts.
 */
export function checkDerived(result: CheckResult, manifest: unknown): CheckResult {
  const app = appOf(result.defaulted);
  const bytes = jsonBytes(manifest);
  return { ...result, errors: renderErrors(app, bytes), warnings: warningsOf(app, bytes) };
}

// an app is resolved for its check and for its objects
const resolved = new WeakMap<Defaulted, App>();

interface Defaulted {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: AppSpec;
}

/** The app of a manifest that is valid and has its defaults, as it came out of the check. */
export function appOf(defaulted: unknown): App {
  const manifest = defaulted as Defaulted;
  const { name, namespace } = manifest.metadata;
  const app = resolved.get(manifest) ?? resolveApp(name, namespace, manifest.spec);
  resolved.set(manifest, app);
  return app;
}

function renderErrors(app: App, manifestBytes: number): Finding[] {
  return [...collidingUris(app), ...tooLarge(app, manifestBytes)];
}

/** Two explicit URIs that are equal break a rule of the CRD; one that equals a derived one is only seen here. */
function collidingUris(app: App): Finding[] {
  return app.widgets.flatMap((widget, index): Finding[] => {
    const same = app.widgets.findIndex(({ uri }) => uri === widget.uri);
    if (same === index) return [];
    const named = app.widgets[same]?.source.uri === undefined ? index : same;
    return [
      {
        severity: 'error',
        path: ['spec', 'widgets', named, 'uri'],
        value: widget.uri,
        rule: 'is also the uri that another widget gets from its name',
        fix: 'choose another uri, or leave it out',
      },
    ];
  });
}

function tooLarge(app: App, manifestBytes: number): Finding[] {
  const largeTools = Buffer.byteLength(appFiles(app)['app.json'] ?? '') > LARGEST_APP_JSON;
  const largeApp = manifestBytes > LARGEST_APP;
  return [
    ...(largeApp
      ? [sizeFinding([], 'is larger than 1 MiB as JSON, more than a cluster stores of one object')]
      : []),
    ...(largeTools
      ? [
          sizeFinding(
            ['spec', 'mcpServer', 'tools'],
            'make app.json larger than 900 KiB, more than a ConfigMap holds',
          ),
        ]
      : []),
  ];
}

function sizeFinding(path: Finding['path'], rule: string): Finding {
  const fix =
    'put widgets into the image (widgets[].path), shorten schemas, or let the server declare its tools';
  return { severity: 'error', path, rule, fix };
}

function jsonBytes(value: unknown): number {
  return isObject(value) ? Buffer.byteLength(JSON.stringify(value)) : 0;
}
