import { hastenedFile } from './pace';
import type { PrometheusFiles } from './prometheus';
import type { PrometheusConfig } from './prometheus-operator';

/**
 * What the prometheus-operator wrote, for this machine. Jobs, discovery, relabelling and expressions stay as they are;
 * different are the folder of the rules, the way to the pods (`proxy_url`), and the pace.
 */
export function localFiles(
  written: PrometheusFiles & { readonly config: PrometheusConfig },
  proxyUrl: string,
): PrometheusFiles {
  const { scrape_configs, alerting: _, ...config } = written.config;
  const local = {
    ...config,
    rule_files: ['rules/*.yaml'],
    scrape_configs: scrape_configs.map((each) => ({ ...each, proxy_url: proxyUrl })),
  };
  const rules = [...written.rules].map(([name, file]) => [name, hastenedFile(file)] as const);
  return { config: hastenedFile(local), rules: new Map(rules) };
}
