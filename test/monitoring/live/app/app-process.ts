/**
 * A small MCP server for load: its tools do what a call asks for (`{"seconds": 6, "fails": true}`), and it counts as the pod
 * contract says. `node -r ./test/cluster/harness/run-typescript.js app-process.ts PORT TOOL...`
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { AppMetrics } from './app-metrics';

interface Call {
  readonly id: number;
  readonly method: string;
  readonly params?: {
    readonly name: string;
    readonly arguments?: { readonly seconds?: number; readonly fails?: boolean };
  };
}

const METRICS_TEXT = 'text/plain; version=0.0.4; charset=utf-8';
const [port, ...tools] = process.argv.slice(2);
const metrics = new AppMetrics(tools);

createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://app');
  // Prometheus 3 takes no metrics whose content type does not say what they are
  if (pathname === '/metrics') response.setHeader('content-type', METRICS_TEXT).end(metrics.text());
  else if (pathname === '/mcp') void serveMcp(request, response);
  else response.writeHead(pathname === '/health' ? 200 : 404).end();
}).listen(Number(port), '127.0.0.1');

async function serveMcp(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  for await (const chunk of request) body += chunk;
  const { id, method, params } = JSON.parse(body) as Call;
  const tool = method === 'tools/call' ? (tools.find((name) => name === params?.name) ?? 'unknown') : '';
  const { seconds = 0, fails = false } = params?.arguments ?? {};
  const answered = metrics.begin(method, tool);
  await pause(seconds * 1000);
  answered(fails ? 'error' : 'success');
  const result = { content: [], isError: fails };
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ jsonrpc: '2.0', id, result }));
}
