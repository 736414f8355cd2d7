import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../../harness/folders';
import { freePorts } from '../../harness/free-ports';
import { waitFor } from '../../harness/wait-for';

const PROGRAM = join(repositoryRoot, 'operator/build/chatgpt-operator.js');

export interface OperatorOptions {
  /** Who it is to the API server. */
  readonly kubeconfig: string;
  readonly flags?: readonly string[];
  /** @default true: it waits until it works */
  readonly wait?: boolean;
}

/** The operator, as a process of its own. Stop it in `afterAll`. */
export class OperatorProcess {
  private readonly folder = mkdtempSync(join(tmpdir(), 'chatgpt-operator-'));
  private readonly child: ChildProcess;
  private readonly exited: Promise<number | null>;
  private exitCode: number | null | undefined;

  static async start(options: OperatorOptions): Promise<OperatorProcess> {
    if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is missing.\nFix: npm run build:operator`);
    const [metrics = 0, probes = 0] = await freePorts(2);
    const operator = new OperatorProcess(options, metrics, probes);
    if (options.wait !== false) await operator.untilReady();
    return operator;
  }

  private constructor(
    { kubeconfig, flags = [] }: OperatorOptions,
    private readonly metricsPort: number,
    private readonly probePort: number,
  ) {
    const log = openSync(this.logFile, 'a');
    const addresses = [
      `--metrics-bind-address=127.0.0.1:${metricsPort}`,
      `--health-probe-bind-address=127.0.0.1:${probePort}`,
    ];
    this.child = spawn(process.execPath, [PROGRAM, 'run', ...addresses, ...flags], {
      cwd: this.folder,
      env: { PATH: process.env.PATH, HOME: this.folder, KUBECONFIG: kubeconfig },
      stdio: ['ignore', log, log],
    });
    this.exited = new Promise((resolve) => {
      this.child.once('exit', (code) => {
        this.exitCode = code;
        resolve(code);
      });
    });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** What it logged. */
  get log(): string {
    return readFileSync(this.logFile, 'utf8');
  }

  /** Waits until /readyz says so. */
  async untilReady(): Promise<void> {
    await waitFor(
      'the operator is ready',
      async () => {
        if (this.exitCode !== undefined) throw new Error(`the operator ended: ${this.log.slice(-2000)}`);
        return (await this.probe('readyz')) === 200 ? true : undefined;
      },
      { deadline: 60 },
      () => this.log.slice(-2000),
    );
  }

  /** Status code of a probe; 0 where it does not answer. */
  async probe(name: 'healthz' | 'readyz'): Promise<number> {
    const answer = await fetch(`http://127.0.0.1:${this.probePort}/${name}`).catch(() => undefined);
    return answer?.status ?? 0;
  }

  /** The samples of a metric, by their labels as Prometheus writes them. */
  async metric(name: string): Promise<ReadonlyMap<string, number>> {
    const text = await (await fetch(`http://127.0.0.1:${this.metricsPort}/metrics`)).text();
    const samples = new Map<string, number>();
    for (const line of text.split('\n')) {
      const [, labels = '', value] = /^(?:\w+)(\{.*\})? (\S+)$/.exec(line) ?? [];
      if (value !== undefined && line.replace(/[{ ].*/, '') === name) samples.set(labels, Number(value));
    }
    return samples;
  }

  /** Requests so far that change something, leases apart. */
  async writes(): Promise<number> {
    const requests = await this.metric('rest_client_requests_total');
    const isWrite = (labels: string) => /method="(POST|PATCH|DELETE)"/.test(labels);
    return [...requests].reduce((sum, [labels, count]) => sum + (isWrite(labels) ? count : 0), 0);
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Ends it in order. @returns the exit code */
  async stop(): Promise<number | null> {
    this.child.kill('SIGTERM');
    const code = await this.exited;
    rmSync(this.folder, { recursive: true, force: true });
    return code;
  }

  /** Waits until it has ended. @returns the exit code; null after a signal */
  ended(): Promise<number | null> {
    return this.exited;
  }

  private get logFile(): string {
    return join(this.folder, 'operator.log');
  }
}
