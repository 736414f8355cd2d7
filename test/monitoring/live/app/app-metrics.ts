/** docs/reference/pod-contract.md, "Metrics". */
const BUCKETS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, Number.POSITIVE_INFINITY];

/** What the requests of one method, and of one tool, have been. */
interface Calls {
  readonly labels: string;
  readonly answered: { success: number; error: number };
  readonly upTo: number[];
  seconds: number;
}

/** The metrics of the pod contract, counted. */
export class AppMetrics {
  private inFlight = 0;
  private readonly calls = new Map<string, Calls>();

  /** @param tools each of them has its series from the start, with 0. */
  constructor(tools: readonly string[]) {
    for (const tool of tools) this.callsOf('tools/call', tool);
  }

  /** Counts a request; call what is returned when it is answered. */
  begin(method: string, tool: string): (status: 'success' | 'error') => void {
    const began = performance.now();
    this.inFlight++;
    return (status) => {
      const calls = this.callsOf(method, tool);
      const seconds = (performance.now() - began) / 1000;
      this.inFlight--;
      calls.answered[status]++;
      calls.seconds += seconds;
      BUCKETS.forEach((bound, index) => {
        if (seconds <= bound) calls.upTo[index] = (calls.upTo[index] ?? 0) + 1;
      });
    };
  }

  /** In the text format of Prometheus. */
  text(): string {
    const all = [...this.calls.values()];
    const requests = all.flatMap(({ labels, answered }) =>
      Object.entries(answered).map(([status, n]) => `mcp_requests_total{${labels},status="${status}"} ${n}`),
    );
    return [
      '# TYPE mcp_requests_total counter',
      ...requests,
      '# TYPE mcp_request_duration_seconds histogram',
      ...all.flatMap(histogram),
      '# TYPE mcp_requests_in_flight gauge',
      `mcp_requests_in_flight ${this.inFlight}`,
      '',
    ].join('\n');
  }

  private callsOf(method: string, tool: string): Calls {
    const labels = `method="${method}",tool="${tool}"`;
    const known = this.calls.get(labels);
    if (known !== undefined) return known;
    const calls = { labels, answered: { success: 0, error: 0 }, upTo: BUCKETS.map(() => 0), seconds: 0 };
    this.calls.set(labels, calls);
    return calls;
  }
}

function histogram({ labels, upTo, seconds }: Calls): string[] {
  const name = 'mcp_request_duration_seconds';
  const le = (bound: number) => (bound === Number.POSITIVE_INFINITY ? '+Inf' : `${bound}`);
  return [
    ...BUCKETS.map((bound, index) => `${name}_bucket{${labels},le="${le(bound)}"} ${upTo[index]}`),
    `${name}_sum{${labels}} ${seconds}`,
    `${name}_count{${labels}} ${upTo.at(-1)}`,
  ];
}
