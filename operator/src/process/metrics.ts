import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { AdmissionObserver } from '../admission/admission-observer';
import type { LeaseObserver } from '../engine/lease/lease-observer';
import type { Priority } from '../engine/queue/lanes';
import type { WorkQueueObserver } from '../engine/queue/work-queue-observer';
import { COUNTERS, GAUGES, HISTOGRAMS, type MetricDefinition } from './metric-table';

/** One request to the API server, for the metrics. */
export interface RequestSample {
  readonly method: string;
  /** The status code, or `<error>` where no answer came. */
  readonly code: number | string;
  readonly host: string;
  readonly seconds: number;
  readonly requestBytes?: number;
  readonly responseBytes?: number;
}

/** How a reconciliation ended. */
export interface ReconcileSample {
  readonly result: 'success' | 'error' | 'requeue' | 'requeue_after';
  readonly seconds: number;
  /** The error is not tried again. */
  readonly terminal?: boolean;
  /** The error is an exception that nobody expected. */
  readonly panic?: boolean;
}

/** The state of a reflector at the time of a scrape. */
export interface ReflectorState {
  readonly objects: number;
  /** Undefined where it never heard from the API server. */
  readonly secondsSinceContact: number | undefined;
}

const METRIC_TYPES = ['counter', 'gauge', 'histogram', 'summary'] as const;

type Counters = { readonly [name in keyof typeof COUNTERS]: Counter };
type Gauges = { readonly [name in keyof typeof GAUGES]: Gauge };
type Histograms = { readonly [name in keyof typeof HISTOGRAMS]: Histogram };
type Outcome = 'success' | 'error';

/** As controller-runtime numbers its lanes. */
const LANES: Readonly<Record<Priority, string>> = { high: '100', normal: '0', low: '-100' };

/** All metrics of the operator in one registry, and the observers that fill them. */
export class Metrics {
  readonly registry = new Registry();
  private readonly counters: Counters;
  private readonly gauges: Gauges;
  private readonly histograms: Histograms;
  private readonly scrapes: (() => void)[] = [];

  constructor() {
    const registers = [this.registry];
    this.counters = each(
      COUNTERS,
      ({ labels, ...of }) => new Counter({ ...of, labelNames: labels, registers }),
    );
    this.gauges = each(GAUGES, ({ labels, ...of }) => new Gauge({ ...of, labelNames: labels, registers }));
    this.histograms = each(
      HISTOGRAMS,
      ({ labels, buckets, ...of }) =>
        new Histogram({ ...of, labelNames: labels, buckets: [...buckets], registers }),
    );
    // CPU, memory, file descriptors, garbage collection, and the lag of the event loop
    collectDefaultMetrics({ register: this.registry });
  }

  /** The text of a scrape and its content type. */
  async scrape(): Promise<{ readonly text: string; readonly contentType: string }> {
    for (const update of this.scrapes) update();
    return { text: await this.registry.metrics(), contentType: this.registry.contentType };
  }

  queue(controller: string): WorkQueueObserver {
    const { queueAdds, queueRetries } = this.counters;
    const { queueDepth, unfinishedWork, longestRunning } = this.gauges;
    const labels = { name: controller, controller };
    // set at a scrape only: these change several times for each key
    const depth: Record<Priority, number> = { high: 0, normal: 0, low: 0 };
    const lanes = Object.keys(depth) as Priority[];
    return {
      opened: (running) => {
        this.scrapes.push(() => {
          const seconds = running();
          for (const lane of lanes) queueDepth.set({ ...labels, priority: LANES[lane] }, depth[lane]);
          unfinishedWork.set(
            labels,
            seconds.reduce((sum, each) => sum + each, 0),
          );
          longestRunning.set(labels, Math.max(0, ...seconds));
        });
      },
      added: (priority) => {
        queueAdds.inc(labels);
        depth[priority]++;
      },
      promoted: (from, to) => {
        depth[from]--;
        depth[to]++;
      },
      taken: (priority, waited) => {
        depth[priority]--;
        this.histograms.queueSeconds.observe(labels, waited);
      },
      finished: (worked) => this.histograms.workSeconds.observe(labels, worked),
      retried: () => queueRetries.inc(labels),
      closed: () => {
        for (const lane of lanes) depth[lane] = 0;
      },
    };
  }

  lease(name: string): LeaseObserver {
    return {
      leading: (leads) => this.gauges.leader.set({ name }, leads ? 1 : 0),
      slowPath: () => this.counters.leaseSlowPaths.inc({ name }),
    };
  }

  /** What the transport tells. */
  readonly transport = {
    requested: ({ method, code, host, seconds, requestBytes, responseBytes }: RequestSample): void => {
      const labels = { verb: method, host };
      this.counters.requests.inc({ code: String(code), method, host });
      this.histograms.requestSeconds.observe(labels, seconds);
      if (requestBytes !== undefined) this.histograms.requestBytes.observe(labels, requestBytes);
      if (responseBytes !== undefined) this.histograms.responseBytes.observe(labels, responseBytes);
    },
    retried: ({ method, host }: Pick<RequestSample, 'method' | 'host'>): void =>
      this.counters.requestRetries.inc({ verb: method, host }),
  };

  /** What a controller tells of its reconciliations. */
  reconciles(controller: string, workers: number) {
    const { reconciles, reconcileErrors, terminalReconcileErrors, reconcilePanics } = this.counters;
    this.gauges.maxConcurrentReconciles.set({ controller }, workers);
    for (const result of ['success', 'error', 'requeue', 'requeue_after'])
      reconciles.inc({ controller, result }, 0);
    for (const counter of [reconcileErrors, terminalReconcileErrors, reconcilePanics])
      counter.inc({ controller }, 0);
    this.gauges.activeWorkers.set({ controller }, 0);
    return {
      started: (): void => this.gauges.activeWorkers.inc({ controller }),
      finished: ({ result, seconds, terminal, panic }: ReconcileSample): void => {
        this.gauges.activeWorkers.dec({ controller });
        reconciles.inc({ controller, result });
        this.histograms.reconcileSeconds.observe({ controller }, seconds);
        if (result === 'error') reconcileErrors.inc({ controller });
        if (terminal === true) terminalReconcileErrors.inc({ controller });
        if (panic === true) reconcilePanics.inc({ controller });
      },
    };
  }

  /** One reconciliation of a ChatGPTApp, under the names of its own. */
  appReconciled(status: Outcome, seconds: number): void {
    this.counters.appReconciles.inc({ status });
    this.histograms.appReconcileSeconds.observe({ status }, seconds);
  }

  /** Counts the apps at each scrape: one entry of `list` for each app. */
  countApps(list: () => Iterable<{ readonly phase: string; readonly namespace: string }>): void {
    this.scrapes.push(() => {
      this.gauges.apps.reset();
      for (const { phase, namespace } of list()) this.gauges.apps.inc({ phase, namespace });
    });
  }

  /** What came of applying one object, such as `created`, `changed`, `skipped`, `conflict`, `error`. */
  applied(kind: string, result: string): void {
    this.counters.applies.inc({ kind, result });
  }

  /** Asks at each scrape for the number of objects with a fight over a field. */
  countFieldFights(count: () => number): void {
    this.scrapes.push(() => this.gauges.fieldFights.set(count()));
  }

  /** What a reflector of a resource, such as `deployments.apps`, tells; `state` is asked at each scrape. */
  reflector(resource: string, state: () => ReflectorState) {
    const { reflectorLists, reflectorWatches, reflectorEvents } = this.counters;
    this.scrapes.push(() => {
      const { objects, secondsSinceContact } = state();
      this.gauges.reflectorObjects.set({ resource }, objects);
      if (secondsSinceContact !== undefined)
        this.gauges.reflectorLastContact.set({ resource }, secondsSinceContact);
    });
    return {
      listed: (result: Outcome): void => reflectorLists.inc({ resource, result }),
      watched: (result: Outcome): void => reflectorWatches.inc({ resource, result }),
      received: (): void => reflectorEvents.inc({ resource }),
    };
  }

  /** What the webhook tells. */
  readonly admission: AdmissionObserver = {
    started: (webhook) => {
      this.gauges.webhookRequestsInFlight.inc({ webhook });
      const end = this.histograms.webhookSeconds.startTimer({ webhook });
      return (code) => {
        this.gauges.webhookRequestsInFlight.dec({ webhook });
        this.counters.webhookRequests.inc({ webhook, code: String(code) });
        end();
      };
    },
  };

  /** What a watcher of certificate files tells. */
  readonly certificates = {
    read: (): void => this.counters.certificateReads.inc(),
    failed: (): void => this.counters.certificateReadErrors.inc(),
  };
}

/** All metrics that the operator can have, those of the process and of Node.js included, by name. */
export function metricCatalogue(): MetricDefinition[] {
  const { registry } = new Metrics();
  return registry
    .getMetricsAsArray()
    .map((metric) => ({
      name: metric.name,
      type: typeOf(metric),
      help: metric.help,
      labels: labelsOf(metric),
    }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The library's types say a number, its objects hold the word. */
function typeOf(metric: { readonly type: unknown }): MetricDefinition['type'] {
  const type = METRIC_TYPES.find((known) => known === metric.type);
  if (type === undefined) throw new Error(`prom-client gave a metric of type ${String(metric.type)}`);
  return type;
}

/** The library keeps the labels of a metric, but its types do not tell. */
function labelsOf(metric: object): readonly string[] {
  return 'labelNames' in metric && Array.isArray(metric.labelNames) ? metric.labelNames.map(String) : [];
}

function each<K extends string, D, M>(
  table: Readonly<Record<K, D>>,
  make: (definition: D) => M,
): Record<K, M> {
  const entries = Object.entries(table) as [K, D][];
  return Object.fromEntries(entries.map(([key, definition]) => [key, make(definition)])) as Record<K, M>;
}
