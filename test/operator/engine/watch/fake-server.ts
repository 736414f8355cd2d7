import type { ServerResponse } from 'node:http';
import { type Answer, json, LocalServer } from '../kubernetes/local-server';
import { type FakeApi, Refusal } from './fake-api';

/** A fake API server on a real socket. */
export class FakeServer {
  /** Answers to the next lists and watches, instead of the right ones. */
  readonly listFaults: Answer[] = [];
  readonly watchFaults: Answer[] = [];
  readonly lists: URLSearchParams[] = [];
  readonly watches: URLSearchParams[] = [];
  private readonly open = new Set<ServerResponse>();
  private server: LocalServer | undefined;

  constructor(private readonly api: FakeApi) {}

  get url(): string {
    return this.server?.url ?? '';
  }

  async start(): Promise<void> {
    this.server = await LocalServer.start((response, request) => {
      const query = new URL(request.path, 'http://server').searchParams;
      const isWatch = query.has('watch');
      (isWatch ? this.watches : this.lists).push(query);
      const fault = (isWatch ? this.watchFaults : this.listFaults).shift();
      if (fault) fault(response, request);
      else
        refuseOr(response, () =>
          isWatch ? this.watch(response, query) : json(response, this.api.list(query)),
        );
    });
  }

  async stop(): Promise<void> {
    await this.server?.stop();
  }

  /** Does something to the connections of all open watches. */
  breakWatches(how: (response: ServerResponse) => unknown): void {
    for (const response of this.open) how(response);
  }

  private async watch(response: ServerResponse, query: URLSearchParams): Promise<void> {
    const gone = new AbortController();
    const events = this.api.watch(query, gone.signal);
    response.on('close', () => {
      this.open.delete(response);
      gone.abort();
    });
    this.open.add(response);
    response.flushHeaders();
    for await (const event of events) response.write(`${JSON.stringify(event)}\n`);
    response.end();
  }
}

function refuseOr(response: ServerResponse, act: () => unknown): void {
  const refuse = (error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
    json(response, { kind: 'Status', ...error.status }, error.code);
  };
  try {
    const doing = act();
    if (doing instanceof Promise) doing.catch(refuse);
  } catch (error) {
    refuse(error);
  }
}
