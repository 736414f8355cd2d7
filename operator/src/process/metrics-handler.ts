import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { type Log, silentLog } from '../engine/log';
import { answerText } from './answer-text';
import type { Metrics } from './metrics';
import type { MetricsAccess } from './metrics-access';
import { requestTarget } from './request-target';

export interface MetricsHandlerOptions {
  readonly metrics: Pick<Metrics, 'scrape'>;
  /** Who may scrape. @default everybody who reaches the port */
  readonly access?: Pick<MetricsAccess, 'decide'>;
  readonly log?: Log;
}

/** Answers `/metrics`. */
export function metricsHandler(options: MetricsHandlerOptions): RequestListener {
  return (request, response) => {
    answer(options, request, response).catch((error: unknown) => {
      (options.log ?? silentLog).error('a scrape failed', error);
      if (!response.headersSent) answerText(response, 500, 'internal server error\n');
      else response.destroy();
    });
  };
}

async function answer(
  { metrics, access }: MetricsHandlerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { path } = requestTarget(request);
  if (path !== '/metrics') return answerText(response, 404, 'not found\n');
  if (request.method !== 'GET' && request.method !== 'HEAD') return answerText(response, 405, 'use GET\n');
  const verdict = await access?.decide(request.headers.authorization, request.method.toLowerCase(), path);
  if (verdict !== undefined && !verdict.allowed)
    return answerText(response, verdict.code, `${verdict.reason}\n`);
  const { text, contentType } = await metrics.scrape();
  answerText(response, 200, text, contentType);
}
