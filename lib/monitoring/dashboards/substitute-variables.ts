const VARIABLE = /\$(\w+)|\$\{(\w+)(?::\w+)?\}|\[\[(\w+)(?::\w+)?\]\]/g;

/** An expression with values in place of its variables: `$x`, `${x}`, `${x:format}` and `[[x]]`. Others stay as they are. */
export function substituteVariables(
  expression: string,
  values: Readonly<Record<string, string | number>>,
): string {
  return expression.replace(VARIABLE, (whole, ...names: (string | undefined)[]) =>
    String(values[nameOf(names)] ?? whole),
  );
}

/** The names of the variables that a text uses. */
export function variablesIn(text: string): string[] {
  return [...text.matchAll(VARIABLE)].map(([, ...names]) => nameOf(names));
}

/** What the variables that Grafana itself sets are, in a dashboard of one hour. */
export function grafanaVariables(scrapeSeconds: number): Record<string, string | number> {
  const seconds = { interval: scrapeSeconds, rate_interval: 4 * scrapeSeconds, range: 3600 };
  return Object.fromEntries(
    Object.entries(seconds).flatMap(([name, value]) => [
      [`__${name}`, `${value}s`],
      [`__${name}_s`, value],
      [`__${name}_ms`, 1000 * value],
    ]),
  );
}

function nameOf(names: readonly (string | undefined)[]): string {
  return names.slice(0, 3).find((name) => name !== undefined) ?? '';
}
