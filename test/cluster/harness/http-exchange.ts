import { type RequestOptions, request as send } from 'node:https';

/** An HTTP answer as it came. */
export interface HttpAnswer {
  readonly status: number;
  /** Parsed where it is JSON, else the text. */
  readonly body: unknown;
  readonly retryAfterSeconds?: number;
  /** The texts of the Warning headers. */
  readonly warnings: readonly string[];
}

/** Sends one request and reads the whole answer. */
export function exchange(options: RequestOptions, text: string | undefined): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = send(options, (incoming) => {
      let answer = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (chunk: string) => {
        answer += chunk;
      });
      incoming.once('error', reject);
      incoming.once('end', () => {
        const json = incoming.headers['content-type']?.includes('json');
        const retryAfter = Number(incoming.headers['retry-after']);
        resolve({
          status: incoming.statusCode ?? 0,
          body: json ? JSON.parse(answer) : answer,
          retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : undefined,
          warnings: warningTexts(incoming.headers.warning),
        });
      });
    });
    outgoing.once('error', (error: NodeJS.ErrnoException) => {
      // a kept connection that the server closed just now: nothing was read, so ask again on a new one
      if (outgoing.reusedSocket && error.code === 'ECONNRESET') exchange(options, text).then(resolve, reject);
      else reject(error);
    });
    outgoing.end(text);
  });
}

/** Header lines look like `299 - "text", 299 - "text"`. */
function warningTexts(header: string | undefined): string[] {
  return [...(header ?? '').matchAll(/299 \S+ ("(?:[^"\\]|\\.)*")/g)].map(
    (match) => JSON.parse(match[1] ?? '""') as string,
  );
}
