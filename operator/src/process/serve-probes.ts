import type { KindRunner } from '../engine/control/kind-runner';
import type { LeaseElector } from '../engine/lease/lease-elector';
import { bindAddressOf } from './bind-address';
import type { Flags } from './flag-table';
import { type HttpServer, serveHttp } from './http-server';
import { probeHandler } from './probe-handler';

/** Seconds of silence after which the watches are taken for dead: each of them hears something every minute. */
const LONGEST_SILENCE = 15 * 60;

/** Seconds without a renewal after which a leader should have ended itself. */
const OLDEST_LEASE = 30;

/** How far the process is. */
export interface ProcessState {
  readonly isSynced: boolean;
  readonly isEnding: boolean;
  /** Whether the webhook, if there shall be one, listens. */
  readonly isAdmitting: boolean;
}

/** Serves /healthz and /readyz. A standby is ready, too: it could take over. */
export async function serveProbes(
  { healthProbeBindAddress: text }: Flags,
  runners: readonly KindRunner[],
  elector: LeaseElector | undefined,
  state: ProcessState,
): Promise<HttpServer[]> {
  const address = bindAddressOf(text);
  if (address === 'off') return [];
  const watches = () => {
    const silence = Math.max(...runners.map(({ cluster }) => cluster.secondsSinceContact));
    return silence > LONGEST_SILENCE ? `a watch has been silent for ${Math.round(silence)} s` : undefined;
  };
  const lease = () => {
    const age = elector?.secondsSinceRenewal() ?? 0;
    return age > OLDEST_LEASE ? `the lease was renewed ${Math.round(age)} s ago` : undefined;
  };
  const synced = () => (state.isSynced ? undefined : 'the cluster has not been listed yet');
  const admitting = () => (state.isAdmitting ? undefined : 'the webhook has no certificate yet');
  const ending = () => (state.isEnding ? 'the process is ending' : undefined);
  const handler = probeHandler({
    healthz: [
      { name: 'watches', check: watches },
      { name: 'lease', check: lease },
    ],
    readyz: [
      { name: 'caches', check: synced },
      { name: 'webhook', check: admitting },
      { name: 'running', check: ending },
    ],
  });
  return [await serveHttp({ address, handler })];
}
