/** A label's condition in an AlertmanagerConfig. */
interface Matcher {
  readonly name: string;
  readonly matchType: string;
  readonly value: string;
}

/** A route of an AlertmanagerConfig. */
interface Route {
  readonly receiver: string;
  readonly matchers?: readonly Matcher[];
  readonly routes?: readonly Route[];
  readonly muteTimeIntervals?: readonly string[];
  readonly groupBy?: readonly string[];
  readonly groupWait?: string;
  readonly groupInterval?: string;
  readonly repeatInterval?: string;
  readonly continue?: boolean;
}

/** An AlertmanagerConfig as it is synthesized. */
export interface AlertmanagerManifest {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly route: Route;
    readonly receivers: readonly Record<string, readonly Record<string, unknown>[]>[];
    readonly inhibitRules?: readonly {
      readonly sourceMatch: readonly Matcher[];
      readonly targetMatch: readonly Matcher[];
      readonly equal?: readonly string[];
    }[];
    readonly muteTimeIntervals?: readonly {
      readonly name: string;
      readonly timeIntervals: readonly Record<string, unknown>[];
    }[];
  };
}

/** Which alerts the Alertmanager lets in: `alertmanagerConfigMatcherStrategy`. */
export type Strategy = 'OnNamespace' | 'None';

/**
 * What the Prometheus Operator makes of an AlertmanagerConfig, with something in place of each secret: names get the
 * object's before them, all routes go below one that lets alerts in and goes on with other configurations. Written by hand, so
 * that routes are tested in seconds; ../../live/alertmanager.test.ts compares it with what the real operator makes.
 *
 * @see https://prometheus-operator.dev/docs/developer/alerting/#alertmanagerconfig-resource
 */
export function plainConfig({ metadata, spec }: AlertmanagerManifest, strategy: Strategy): object {
  const prefixed = (name: string) => `${metadata.namespace}/${metadata.name}/${name}`;
  const own = strategy === 'OnNamespace' ? [`namespace="${metadata.namespace}"`] : [];
  const top = { ...routeOf(spec.route, prefixed), continue: true };
  return {
    route: { receiver: 'null', routes: [{ ...top, matchers: own }] },
    receivers: [{ name: 'null' }, ...spec.receivers.map((receiver) => receiverOf(receiver, prefixed))],
    inhibit_rules: (spec.inhibitRules ?? []).map(({ sourceMatch, targetMatch, equal }) => ({
      source_matchers: [...sourceMatch.map(matcherOf), ...own],
      target_matchers: [...targetMatch.map(matcherOf), ...own],
      equal,
    })),
    mute_time_intervals: (spec.muteTimeIntervals ?? []).map(({ name, timeIntervals }) => ({
      name: prefixed(name),
      time_intervals: timeIntervals.map(timesOf),
    })),
  };
}

function routeOf(route: Route, prefixed: (name: string) => string): object {
  const { receiver, matchers = [], routes = [], muteTimeIntervals = [] } = route;
  return {
    receiver: prefixed(receiver),
    matchers: matchers.map(matcherOf),
    group_by: route.groupBy,
    group_wait: route.groupWait,
    group_interval: route.groupInterval,
    repeat_interval: route.repeatInterval,
    continue: route.continue,
    mute_time_intervals: muteTimeIntervals.map(prefixed),
    routes: routes.map((child) => routeOf(child, prefixed)),
  };
}

function matcherOf({ name, matchType, value }: Matcher): string {
  return `${name}${matchType}${JSON.stringify(value)}`;
}

function receiverOf(
  { name, ...channels }: Record<string, unknown>,
  prefixed: (name: string) => string,
): object {
  const configs = Object.entries(channels).map(([field, list]) => [
    field.replace('Configs', '_configs'),
    (list as Record<string, unknown>[]).map(channelOf),
  ]);
  return { name: prefixed(String(name)), ...Object.fromEntries(configs) };
}

/** How the fields are spelt, and what stands where the Prometheus Operator would put the content of a Secret. */
const FIELDS: Readonly<Record<string, readonly [string, string?]>> = {
  apiURL: ['api_url', 'https://hooks.example.com/secret'],
  urlSecret: ['url', 'https://hooks.example.com/secret'],
  routingKey: ['routing_key', 'secret'],
  authPassword: ['auth_password', 'secret'],
  authUsername: ['auth_username'],
  sendResolved: ['send_resolved'],
  maxAlerts: ['max_alerts'],
};

function channelOf(channel: Record<string, unknown>): object {
  const entries = Object.entries(channel).map(([field, value]) => {
    const [name = field, secret = value] = FIELDS[field] ?? [];
    return [name, secret];
  });
  return Object.fromEntries(entries);
}

const MONTHS = [
  ...['january', 'february', 'march', 'april', 'may', 'june'],
  ...['july', 'august', 'september', 'october', 'november', 'december'],
];

function timesOf({ times, months, ...rest }: Record<string, unknown>): object {
  const spelt = (times as { startTime: string; endTime: string }[] | undefined)?.map(
    ({ startTime, endTime }) => ({ start_time: startTime, end_time: endTime }),
  );
  const numbered = (months as string[] | undefined)?.map((range) =>
    range.replace(/[a-z]+/g, (month) => `${MONTHS.indexOf(month) + 1}`),
  );
  return { ...rest, ...(spelt && { times: spelt }), ...(numbered && { months: numbered }) };
}
