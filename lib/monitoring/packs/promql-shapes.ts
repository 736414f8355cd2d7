/** PromQL for a quantile of a histogram's last ten minutes, by labels. */
export function quantile(
  fraction: number,
  histogram: string,
  matchers: string,
  by: readonly string[],
): string {
  const labels = ['le', ...by].join(', ');
  return `histogram_quantile(${fraction}, sum by (${labels}) (rate(${histogram}_bucket${braces(matchers)}[10m])))`;
}

/** PromQL for how many of a counter's events of the last ten minutes match, by labels: from 0 to 1. */
export function share(counter: string, matchers: string, matching: string, by: readonly string[]): string {
  const all = [matchers, matching].filter((text) => text !== '').join(', ');
  const sum = (of: string) => `sum by (${by.join(', ')}) (rate(${counter}${braces(of)}[10m]))`;
  return `${sum(all)} / ${sum(matchers)}`;
}

/**
 * PromQL for how often a counter rose in a time, by labels. A series that is born counts too: `increase` sees no rise in
 * one that begins at 1.
 */
export function rises(counter: string, matchers: string, window: string, by: readonly string[]): string {
  const series = `${counter}${braces(matchers)}`;
  const born = `(${series} unless ${series} offset ${window})`;
  return `sum by (${by.join(', ')}) ((increase(${series}[${window}]) > 0) or ${born})`;
}

function braces(matchers: string): string {
  return matchers === '' ? '' : `{${matchers}}`;
}
