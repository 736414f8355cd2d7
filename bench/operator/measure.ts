import type { RequestCount } from './audit-log';
import type { Times } from './object-watch';
import { cpuSeconds, machineCpuSeconds, peakMemory } from './process-cost';
import type { Workplace } from './workplace';

/** What is done to all apps. */
export type PhaseName =
  | 'create'
  | 'change the image, same version'
  | 'change the image, new version'
  | 'heal a deleted Service'
  | 'heal a foreign label'
  | 'heal a foreign image'
  | 'restart'
  | 'idle'
  | 'idle beside a foreign writer'
  | 'delete';

/** What a phase cost. */
export interface PhaseCost extends RequestCount {
  readonly phase: PhaseName;
  /** From the first request of the harness until the last app is as wanted. */
  readonly seconds: number;
  /** Seconds from the first request of the harness until the operator has no more to ask. */
  readonly untilRest: number;
  /** Seconds from the change of an app until it is as wanted, where apps are changed one by one. */
  readonly p50?: number;
  readonly p99?: number;
  /** Seconds of processor time, until the operator is at rest. */
  readonly operatorCpu: number;
  readonly apiServerCpu: number;
  /** Of etcd, the simulator and the harness. */
  readonly otherPartsCpu: number;
  /** Of processes that are no part of this: where it is much, `seconds` say little. */
  readonly strangersCpu: number;
  /** Most memory of the operator since its start, MiB. */
  readonly memory: number;
  /** Milliseconds: 99 of 100 turns of the event loop were no later. Node only. */
  readonly eventLoopLag?: number;
}

/** When apps were changed, and when each was as wanted. */
export interface Changes {
  readonly begun: Times;
  readonly done: Times;
}

/** Does something to all apps, and tells what it cost until the operator is at rest. */
export async function measure(
  place: Workplace,
  phase: PhaseName,
  work: () => Promise<Changes | undefined>,
): Promise<PhaseCost> {
  place.audit.count();
  await place.operator.eventLoopLag();
  const meter = new CpuMeter(place);
  const start = performance.now();
  const changes = await work();
  const seconds = changes ? spread(changes) : (performance.now() - start) / 1000;
  const rest = await place.untilAtRest();
  return {
    phase,
    seconds,
    untilRest: (rest - start) / 1000,
    ...(changes && percentiles(changes)),
    ...place.audit.count(),
    ...meter.read(),
    memory: peakMemory(place.operator.pid),
    eventLoopLag: await place.operator.eventLoopLag(),
  };
}

type CpuCost = Pick<PhaseCost, 'operatorCpu' | 'apiServerCpu' | 'otherPartsCpu' | 'strangersCpu'>;

/** Processor time since it was made. */
class CpuMeter {
  private readonly operatorPid: number;
  private readonly begin: Readonly<Record<'operator' | 'apiServer' | 'otherParts' | 'machine', number>>;

  constructor(private readonly place: Workplace) {
    this.operatorPid = place.operator.pid;
    this.begin = this.now();
  }

  read(): CpuCost {
    const now = this.now();
    const isSame = this.place.operator.pid === this.operatorPid; // else it began with zero
    const operatorCpu = now.operator - (isSame ? this.begin.operator : 0);
    const apiServerCpu = now.apiServer - this.begin.apiServer;
    const otherPartsCpu = now.otherParts - this.begin.otherParts;
    const all = now.machine - this.begin.machine;
    const strangersCpu = Math.max(0, all - operatorCpu - apiServerCpu - otherPartsCpu);
    return { operatorCpu, apiServerCpu, otherPartsCpu, strangersCpu };
  }

  private now(): CpuMeter['begin'] {
    const { operator, pids } = this.place;
    const otherParts = [pids.etcd, pids.simulator, process.pid].map(cpuSeconds);
    return {
      operator: cpuSeconds(operator.pid),
      apiServer: cpuSeconds(pids.apiServer),
      otherParts: otherParts.reduce((sum, each) => sum + each, 0),
      machine: machineCpuSeconds(),
    };
  }
}

function spread({ begun, done }: Changes): number {
  return (Math.max(...done.values()) - Math.min(...begun.values())) / 1000;
}

function percentiles({ begun, done }: Changes): Pick<PhaseCost, 'p50' | 'p99'> {
  const waits = [...done].map(([name, time]) => (time - (begun.get(name) ?? time)) / 1000);
  waits.sort((a, b) => a - b);
  const at = (share: number) => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))];
  return { p50: at(0.5), p99: at(0.99) };
}
