import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { monotonicClock } from '../engine/clock';
import { EventRecorder } from '../engine/control/event-recorder';
import { KindRunner } from '../engine/control/kind-runner';
import { watchCrds } from '../engine/control/watch-crds';
import { Discovery } from '../engine/kubernetes/discovery';
import { kubeConfigAccess } from '../engine/kubernetes/kubeconfig-access';
import { Pulse } from '../engine/kubernetes/pulse';
import type { Transport } from '../engine/kubernetes/transport';
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
import { serveProbes } from './serve-probes';
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
  const pulse = new Pulse({ transport, clock: monotonicClock, log: log.named('pulse') });
  const identity = `${hostname()}_${randomUUID()}`;
  const namespace = flags.leaderElectNamespace || access.namespace || 'default';
  const elector = flags.leaderElect
    ? electorOf(flags, transport, namespace, identity, metrics, log, (reason) => shutdown.leaseLost(reason))
    : undefined;
  const namespaces = flags.watchNamespaces.length > 0 ? flags.watchNamespaces : undefined;
  const runners = kinds.map((kind) => {
    const recorder = new EventRecorder(transport, CONTROLLER, identity, log.named('events'));
    const runner: KindRunner = new KindRunner({
      ...{ kind, transport, recorder, namespaces },
      discovery: new Discovery(transport),
      log: log.named(kind.resource.plural),
      clock: monotonicClock,
      manager: flags.fieldManager,
      fightRules: { ...FIGHT_RULES, firstTruce: flags.fieldFightTruce },
      assertLeading: () => assertLeading(elector),
      syncPeriod: flags.syncPeriod,
      observers: observersOf(kind, metrics, flags.maxConcurrentReconciles, log),
    });
    return runner;
  });
  metrics.countApps(() => runners.flatMap((runner) => runner.cluster.parents()));
  metrics.countFieldFights(() => runners.reduce((sum, runner) => sum + runner.contested(), 0));
  const crds = namespaces === undefined ? watchCrds(transport, runners) : undefined;

  const state = { isEnding: false, isSynced: false, isAdmitting: false };
  const servers: Pick<HttpServer, 'close'>[] = [];
  const shutdown = new Shutdown({
    process,
    gracefulTimeout: flags.gracefulShutdownTimeout,
    clock: monotonicClock,
    log,
    steps: {
      failReadiness: () => {
        state.isEnding = true;
      },
      stopIntake: () => crds?.stop(),
      drain: async () => {
        await Promise.all(runners.map((runner) => runner.drain()));
      },
      releaseLease: async () => elector?.release(),
      closeServers: async () => {
        await Promise.all(servers.map((server) => server.close()));
        pulse.stop();
        await transport.close();
      },
    },
  });
  servers.push(...(await serveProbes(flags, runners, elector, state)));
  servers.push(...(await serveMetrics(flags, metrics, transport, log)));
  servers.push(
    ...(await serveAdmission({
      ...{ flags, runners, transport, namespace, state, metrics },
      leads: () => elector?.isLeading() ?? true,
      log: log.named('admission'),
    })),
  );

  // a standby watches, too, so that it can take over at once
  pulse.start();
  for (const runner of runners) runner.watch();
  crds?.start();
  await Promise.all(runners.map((runner) => runner.synced()));
  state.isSynced = true;
  log.info('has seen the whole cluster', { seconds: Number(process.uptime().toFixed(3)) });
  if (elector && !(await elector.acquire())) return;
  if (state.isEnding) return;
  log.info('works', { workers: flags.maxConcurrentReconciles, identity });
  for (const runner of runners) runner.work(flags.maxConcurrentReconciles);
}

function electorOf(
  flags: Flags,
  transport: Transport,
  namespace: string,
  identity: string,
  metrics: Metrics,
  log: Log,
  onLost: (reason: string) => void,
): LeaseElector {
  const name = flags.leaderElectId;
  return new LeaseElector({
    ...{ transport, identity, name, namespace, onLost },
    clock: monotonicClock,
    observer: metrics.lease(name),
    log: log.named('lease'),
  });
}

function assertLeading(elector: LeaseElector | undefined): void {
  if (elector && !elector.isLeading()) throw new Error('this process does not lead: it may not write');
}
