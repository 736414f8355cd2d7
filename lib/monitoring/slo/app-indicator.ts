import type { Indicator } from './add-objective';
import type { AppObjectiveProps } from './objective-props';

/** What is counted of an app, by the labels that every objective of apps has. */
export function appIndicator(
  { app, namespace }: AppObjectiveProps,
  slo: string,
  count: (matchers: string) => Pick<Indicator, 'good' | 'total' | 'badly'>,
): Indicator {
  const job = `job="${app}-mcp"`;
  const place: Record<string, string> = namespace === undefined ? {} : { namespace };
  return {
    ...count(namespace === undefined ? job : `${job}, namespace="${namespace}"`),
    group: ['slo', ...Object.values(place), app, slo].join('/'),
    subject: `{{ $labels.namespace }}/{{ $labels.app }} (${slo})`,
    by: ['namespace', 'job'],
    labels: { ...place, app, slo },
  };
}
