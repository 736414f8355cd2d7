import type { IncomingMessage, RequestListener } from 'node:http';
import { monotonicClock } from '../engine/clock';
import { isMapping, mappingAt } from '../engine/kubernetes/json';
import type { Log } from '../engine/log';
import type { ManagedKind } from '../engine/managed-kind';
import { type SyncRequest, sync } from '../hook/sync';
import { answerText } from './answer-text';
import { bindAddressOf } from './bind-address';
import type { Flags } from './flag-table';
import { FlagError } from './flags';
import { serveHttp } from './http-server';
import { readBody } from './read-body';
import { requestTarget } from './request-target';
import { Shutdown } from './shutdown';

/** Bytes of a parent with all its children: more than a cluster stores of one is no request. */
const LARGEST_REQUEST = 64 * 2 ** 20;

/** Serves the hook until the process is told to end. */
export async function serveHook(flags: Flags, kinds: readonly ManagedKind[], log: Log): Promise<void> {
  const address = bindAddressOf(flags.hookBindAddress);
  if (address === 'off') throw new FlagError(['--hook-bind-address = "0" leaves serve-hook nothing to do.']);
  const handler = hookHandler(kinds, () => new Date().toISOString(), log);
  const server = await serveHttp({ address, handler });
  // without a listener, the first process of a container is not reached by SIGTERM
  new Shutdown({
    ...{ process, log, clock: monotonicClock, gracefulTimeout: flags.gracefulShutdownTimeout },
    steps: {
      failReadiness: () => undefined,
      stopIntake: () => undefined,
      drain: async () => undefined,
      releaseLease: async () => undefined,
      closeServers: () => server.close(),
    },
  });
  log.info('answers', { url: `${server.url}/sync` });
}

/**
 * Answers `POST /sync` as Metacontroller asks, for parents of these kinds.
 *
 * @see https://metacontroller.github.io/metacontroller/api/compositecontroller.html#sync-hook
 */
export function hookHandler(kinds: readonly ManagedKind[], now: () => string, log: Log): RequestListener {
  return (request, response) => {
    const { path } = requestTarget(request);
    if (path === '/healthz') return answerText(response, 200, 'ok');
    if (path !== '/sync') return answerText(response, 404, 'not found: the hook is /sync\n');
    if (request.method !== 'POST') return answerText(response, 405, 'use POST\n');
    answerTo(request, kinds, now).then(
      ({ code, body }) => answerText(response, code, body, code === 200 ? 'application/json' : undefined),
      (error: unknown) => {
        log.error('a request to the hook failed', error);
        answerText(response, 500, 'internal server error\n');
      },
    );
  };
}

interface Answer {
  readonly code: number;
  readonly body: string;
}

async function answerTo(
  request: IncomingMessage,
  kinds: readonly ManagedKind[],
  now: () => string,
): Promise<Answer> {
  const text = await readBody(request, LARGEST_REQUEST);
  if (text === undefined) return { code: 413, body: 'the request is larger than 64 MiB\n' };
  const body = parsed(text);
  if (!isSyncRequest(body)) return { code: 400, body: 'the body must be JSON with parent and children\n' };
  const { apiVersion, kind: name } = body.parent;
  const kind = kinds.find(({ resource: { group, version, kind: each } }) => {
    return each === name && `${group}/${version}` === apiVersion;
  });
  if (!kind) return { code: 400, body: `no ${name} of ${apiVersion} is known to this hook\n` };
  return { code: 200, body: JSON.stringify(sync(kind, body, now())) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isSyncRequest(body: unknown): body is SyncRequest {
  const hasParent = typeof mappingAt(body, 'parent', 'metadata').name === 'string';
  return hasParent && isMapping(body) && isMapping(body.children);
}
