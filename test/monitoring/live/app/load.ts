import { Agent, request } from 'node:http';

/** Calls of one tool, again and again. */
export interface LoadProfile {
  readonly tool: string;
  readonly callsPerSecond: number;
  /** How long each takes. @default 0 */
  readonly seconds?: number;
  /** The share of the calls that fail. @default 0 */
  readonly failing?: number;
}

/** Synthetic load on an app: calls come in time, whether earlier ones are answered or not. */
export class Load {
  private readonly agent = new Agent({ keepAlive: true });
  private readonly timer: NodeJS.Timeout;
  private sent = 0;
  private failed = 0;

  constructor(
    private readonly port: number,
    private readonly profile: LoadProfile,
  ) {
    this.timer = setInterval(() => this.call(), 1000 / profile.callsPerSecond);
  }

  /** No further calls, and the open ones are given up. */
  stop(): void {
    clearInterval(this.timer);
    this.agent.destroy();
  }

  private call(): void {
    const { tool, seconds = 0, failing = 0 } = this.profile;
    this.sent++;
    const fails = this.failed < this.sent * failing;
    if (fails) this.failed++;
    const params = { name: tool, arguments: { seconds, fails } };
    const sending = request({
      ...{ host: '127.0.0.1', port: this.port, path: '/mcp', method: 'POST', agent: this.agent },
    });
    sending.once('response', (answer) => answer.resume());
    sending.once('error', () => undefined); // an app that is down is a fault that we made
    sending.end(JSON.stringify({ jsonrpc: '2.0', id: this.sent, method: 'tools/call', params }));
  }
}
