import type { FieldPath } from '../../validation/field-path';
import type { Finding } from '../../validation/finding';
import { goDuration } from '../../validation/go-duration';
import { errorAt } from '../../validation/refuse';
import type { MonitorProps, ScrapeProps, SecretKey } from './monitor-props';
import { relabelingFindings } from './relabeling-findings';
import { SCRAPE_INTERVAL } from './scrape-json';

const SECRET_NAME = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;
const SECRET_KEY = /^[-._a-zA-Z0-9]+$/;

/** What is wrong with the props that every kind of monitor has. */
export function monitorFindings(props: MonitorProps): Finding[] {
  const { tls, basicAuth, bearerToken, metricRelabelings, sampleLimit } = props;
  const loneKey = tls && (tls.cert === undefined) !== (tls.key === undefined);
  return [
    ...timeFindings(props),
    ...secretFindings(['tls', 'ca'], tls?.ca),
    ...secretFindings(['tls', 'cert'], tls?.cert),
    ...secretFindings(['tls', 'key'], tls?.key),
    ...(loneKey
      ? [errorAt(['tls'], tls, 'has only one of cert and key', 'give both, or leave both out')]
      : []),
    ...secretFindings(['basicAuth', 'username'], basicAuth?.username),
    ...secretFindings(['basicAuth', 'password'], basicAuth?.password),
    ...secretFindings(['bearerToken'], bearerToken),
    ...(basicAuth && bearerToken
      ? [errorAt(['bearerToken'], bearerToken, 'stands beside basicAuth', 'choose one of the two')]
      : []),
    ...relabelingFindings(['metricRelabelings'], metricRelabelings),
    ...(sampleLimit !== undefined && !(Number.isSafeInteger(sampleLimit) && sampleLimit > 0)
      ? [errorAt(['sampleLimit'], sampleLimit, 'is no number of series', 'use a whole number from 1')]
      : []),
  ];
}

/** What is wrong with the props of a monitor that reads metrics itself. */
export function scrapeFindings(props: ScrapeProps): Finding[] {
  const { path = '/metrics', relabelings, tls, scheme = 'http' } = props;
  return [
    ...monitorFindings(props),
    ...(path.startsWith('/') && !/[\s?#]/.test(path)
      ? []
      : [
          errorAt(
            ['path'],
            path,
            'is no path of a URL',
            'begin with a slash; parameters have a property of their own',
          ),
        ]),
    ...(tls && scheme === 'http'
      ? [errorAt(['tls'], tls, 'has no meaning over http', 'use ScrapeScheme.HTTPS, or leave it out')]
      : []),
    ...relabelingFindings(['relabelings'], relabelings),
  ];
}

/** What is wrong with a reference to a key of a Secret. */
export function secretFindings(path: FieldPath, secret: SecretKey | undefined): Finding[] {
  if (secret === undefined) return [];
  return [
    ...(SECRET_NAME.test(secret.name ?? '')
      ? []
      : [errorAt([...path, 'name'], secret.name, 'is no name of a Secret', 'refer to a Secret by its name')]),
    ...(SECRET_KEY.test(secret.key ?? '')
      ? []
      : [errorAt([...path, 'key'], secret.key, 'is no key of a Secret', 'name the key, not the value')]),
  ];
}

function timeFindings({ interval = SCRAPE_INTERVAL, timeout }: MonitorProps): Finding[] {
  if (interval.toMilliseconds() <= 0) {
    return [errorAt(['interval'], goDuration(interval), 'is no time between two scrapes', 'use 1s or more')];
  }
  if (timeout === undefined) return [];
  const text = goDuration(timeout);
  if (timeout.toMilliseconds() <= 0) {
    return [errorAt(['timeout'], text, 'leaves no time to answer', 'use 1s or more')];
  }
  if (timeout.toMilliseconds() <= interval.toMilliseconds()) return [];
  const rule = `is longer than the interval, ${goDuration(interval)}: Prometheus refuses it`;
  return [errorAt(['timeout'], text, rule, `use ${goDuration(interval)} or less`)];
}
