import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { monotonicClock } from '../engine/clock';
import { EventRecorder } from '../engine/control/event-recorder';
import { KindRunner } from '../engine/control/kind-runner';
import { watchCrds } from '../engine/control/watch-crds';
import { Discovery } from '../engine/kubernetes/discovery';
import { kubeConfigAccess } from '../engine/kubernetes/kubeconfig-access';
import { Pulse } from '../engine/kubernetes/pulse';
import { UndiciTransport } from '../engine/kubernetes/undici-transport';
import { LeaseElector } from '../engine/lease/lease-elector';
import type { Log } from '../engine/log';
import type { ManagedKind } from '../engine/managed-kind';
import { FIGHT_RULES } from '../engine/reconcile/field-fight';
import type { Flags } from './flag-table';
import type { HttpServer } from './http-server';
import { Metrics } from './metrics';
import { observersOf } from './observers';
import { serveAdmission } from './serve-admission';
import { serveMetrics } from './serve-metrics';
import { type ProcessState, serveProbes } from './serve-probes';
import { Shutdown } from './shutdown';

/** Who writes events. */
const CONTROLLER = 'apps.makeaihq.com/chatgpt-operator';

/**
 * Runs the operator until the process is told to end.
 *
 * @param kinds what it keeps true.
 */
export async function runOperator(flags: Flags, kinds: readonly ManagedKind[], log: Log): Promise<void> {
  const metrics = new Metrics();
  const access = await kubeConfigAccess({ file: flags.kubeconfig || undefined });
  const transport = new UndiciTransport(access, { observer: metrics.transport });
  const identity = `${hostname()}_${randomUUID()}`;
  const namespace = flags.leaderElectNamespace || access.namespace || 'default';
  const place: Place = { flags, log, metrics, transport, identity, namespace };
  const elector = electorOf(place, (reason) => shutdown.leaseLost(reason));
  const runners = kinds.map((kind) => runnerOf(kind, place, elector));
  metrics.countApps(() => runners.flatMap((runner) => runner.cluster.parents()));
  metrics.countFieldFights(() => runners.reduce((sum, runner) => sum + runner.contested(), 0));
  const pulse = new Pulse({ transport, clock: monotonicClock, log: log.named('pulse') });
  // RBAC in some namespaces only does not reach CRDs, which have none
  const crds = flags.watchNamespaces.length > 0 ? undefined : watchCrds(transport, runners);

  const state = { isEnding: false, isSynced: false, isAdmitting: false };
  const servers: Pick<HttpServer, 'close'>[] = [];
  const shutdown = new Shutdown({
    ...{ process, log, clock: monotonicClock, gracefulTimeout: flags.gracefulShutdownTimeout },
    steps: {
      failReadiness: () => {
        state.isEnding = true;
      },
      stopIntake: () => crds?.stop(),
      drain: () => all(runners, (runner) => runner.drain()),
      releaseLease: async () => elector?.release(),
      closeServers: async () => {
        await all(servers, (server) => server.close());
        pulse.stop();
        await transport.close();
      },
    },
  });
  servers.push(...(await serve(place, runners, elector, state)));

  // a standby watches, too, so that it can take over at once
  pulse.start();
  crds?.start();
  for (const runner of runners) runner.watch();
  await all(runners, (runner) => runner.synced());
  state.isSynced = true;
  log.info('has seen the whole cluster', { seconds: Number(process.uptime().toFixed(3)) });
  if (elector && !(await elector.acquire())) return;
  if (state.isEnding) return;
  log.info('works', { workers: flags.maxConcurrentReconciles, identity });
  for (const runner of runners) runner.work(flags.maxConcurrentReconciles);
}

/** What all parts of the process share. */
interface Place {
  readonly flags: Flags;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly transport: UndiciTransport;
  /** This process, and none that was before it. */
  readonly identity: string;
  /** Of the operator. */
  readonly namespace: string;
}

function runnerOf(kind: ManagedKind, place: Place, elector: LeaseElector | undefined): KindRunner {
  const { flags, log, metrics, transport, identity } = place;
  return new KindRunner({
    ...{ kind, transport, clock: monotonicClock, syncPeriod: flags.syncPeriod, manager: flags.fieldManager },
    namespaces: flags.watchNamespaces.length > 0 ? flags.watchNamespaces : undefined,
    discovery: new Discovery(transport),
    recorder: new EventRecorder(transport, CONTROLLER, identity, log.named('events')),
    log: log.named(kind.resource.plural),
    fightRules: { ...FIGHT_RULES, firstTruce: flags.fieldFightTruce },
    assertLeading: () => assertLeading(elector),
    observers: observersOf(kind, metrics, flags.maxConcurrentReconciles, log),
  });
}

function electorOf(place: Place, onLost: (reason: string) => void): LeaseElector | undefined {
  const { flags, log, metrics, transport, identity, namespace } = place;
  if (!flags.leaderElect) return undefined;
  const name = flags.leaderElectId;
  return new LeaseElector({
    ...{ transport, identity, name, namespace, onLost, clock: monotonicClock },
    observer: metrics.lease(name),
    log: log.named('lease'),
  });
}

async function serve(
  place: Place,
  runners: readonly KindRunner[],
  elector: LeaseElector | undefined,
  state: ProcessState & { isAdmitting: boolean },
): Promise<Pick<HttpServer, 'close'>[]> {
  const { flags, log, metrics, transport, namespace } = place;
  return [
    ...(await serveProbes(flags, runners, elector, state)),
    ...(await serveMetrics(flags, metrics, transport, log)),
    ...(await serveAdmission({
      ...{ flags, runners, transport, namespace, state, metrics },
      leads: () => elector?.isLeading() ?? true,
      log: log.named('admission'),
    })),
  ];
}

function assertLeading(elector: LeaseElector | undefined): void {
  if (elector && !elector.isLeading()) throw new Error('this process does not lead: it may not write');
}

async function all<T>(each: readonly T[], act: (one: T) => Promise<void>): Promise<void> {
  await Promise.all(each.map(act));
}
