import type { IncomingMessage } from 'node:http';

/** Path and query of a request, as they were sent: no target makes it throw, as `//` makes a URL. */
export function requestTarget({ url = '/' }: IncomingMessage): {
  readonly path: string;
  readonly query: URLSearchParams;
} {
  const mark = url.indexOf('?');
  if (mark < 0) return { path: url, query: new URLSearchParams() };
  return { path: url.slice(0, mark), query: new URLSearchParams(url.slice(mark + 1)) };
}
