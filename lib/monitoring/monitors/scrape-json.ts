import { Duration } from 'cdk8s';
import { goDuration } from '../../validation/go-duration';
import { nonEmpty, withoutUndefined } from '../../validation/plain-json';
import type { MonitorProps, ScrapeProps, ScrapeTls } from './monitor-props';
import type { Relabeling } from './relabeling';

/** Time between two scrapes where nothing is said; what a PrometheusRule takes it to be, too. */
export const SCRAPE_INTERVAL = Duration.seconds(30);

/** How often a target is asked, in the words of a ServiceMonitor, a PodMonitor and a Probe. */
export function timesJson({ interval = SCRAPE_INTERVAL, timeout }: MonitorProps): object {
  return { interval: goDuration(interval), ...(timeout && { scrapeTimeout: goDuration(timeout) }) };
}

/** What is shown to a target, in the words of every kind. */
export function accessJson({ tls, basicAuth, bearerToken, metricRelabelings }: MonitorProps): object {
  return withoutUndefined({
    basicAuth,
    authorization: bearerToken && { type: 'Bearer', credentials: bearerToken },
    tlsConfig: tls && tlsJson(tls),
    metricRelabelings: relabelingsJson(metricRelabelings),
  });
}

/** An endpoint of a ServiceMonitor or PodMonitor. */
export function endpointJson(port: string, props: ScrapeProps): object {
  const { path = '/metrics', scheme, params, honorLabels, relabelings } = props;
  return withoutUndefined({
    ...{ port, path, scheme, params, honorLabels, relabelings: relabelingsJson(relabelings) },
    ...timesJson(props),
    ...accessJson(props),
  });
}

/** Relabelings as they stand in every kind. */
export function relabelingsJson(relabelings: readonly Relabeling[] | undefined): object | undefined {
  return nonEmpty(relabelings)?.map((relabeling) => withoutUndefined(relabeling));
}

function tlsJson({ ca, cert, key, serverName, insecureSkipVerify }: ScrapeTls): object {
  return withoutUndefined({
    ca: ca && { secret: ca },
    cert: cert && { secret: cert },
    keySecret: key,
    ...{ serverName, insecureSkipVerify },
  });
}
