import type { KindRunnerOptions } from '../engine/control/kind-runner';
import type { Log } from '../engine/log';
import type { ManagedKind } from '../engine/managed-kind';
import type { Metrics } from './metrics';

/** What the parts that run for a kind tell: metrics, and what people should read in the log. */
export function observersOf(
  { resource }: ManagedKind,
  metrics: Metrics,
  workers: number,
  log: Log,
): KindRunnerOptions['observers'] {
  const controller = resource.kind.toLowerCase();
  const reconciles = metrics.reconciles(controller, workers);
  return {
    controller: {
      started: reconciles.started,
      finished: (look) => {
        reconciles.finished(look);
        metrics.appReconciled(look.result === 'error' ? 'error' : 'success', look.seconds);
      },
      applied: (kind, result) => metrics.applied(kind, result),
    },
    queue: metrics.queue(controller),
    reflectorOf: ({ plural, group }, state) => {
      const name = group === '' ? plural : `${plural}.${group}`;
      const told = metrics.reflector(name, state);
      const lines = log.named('watch').with({ resource: name });
      return {
        listed: () => told.listed('success'),
        watching: () => told.watched('success'),
        received: () => told.received(),
        skipped: (_value, reason) => lines.error('leaves out a malformed object', reason),
        failed: (error, delay) => {
          told.watched('error');
          lines.info('a watch ended; it begins again', {
            reason: error.message,
            milliseconds: Math.round(delay),
          });
        },
      };
    },
  };
}
