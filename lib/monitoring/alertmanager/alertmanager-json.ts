import type { Duration } from 'cdk8s';
import { goDuration } from '../../validation/go-duration';
import { nonEmpty, withoutUndefined } from '../../validation/plain-json';
import { Inhibition } from './inhibition';
import { muteTimesJson } from './mute-times';
import { type RouteNode, routeTree } from './route-tree';
import { type AlertmanagerConfigProps, AlertScope } from './routing-props';

/** The spec of an AlertmanagerConfig. */
export function alertmanagerJson(props: AlertmanagerConfigProps): object {
  return withoutUndefined({
    route: routeJson(routeTree(props)),
    receivers: props.receivers.map((receiver) => receiver._json()),
    inhibitRules: nonEmpty(inhibitionsOf(props))?.map((inhibition) => inhibition._json()),
    muteTimeIntervals: nonEmpty(props.muteTimes)?.map(muteTimesJson),
  });
}

/** What silences what, where nothing is said as well. */
export function inhibitionsOf({ inhibitions, scope }: AlertmanagerConfigProps): readonly Inhibition[] {
  if (inhibitions !== undefined) return inhibitions;
  const always = [Inhibition.milderOfTheSameApp()];
  // the others are about alerts without a namespace, which the Prometheus Operator would ask for
  return scope === AlertScope.EVERYTHING ? [...always, ...Inhibition.ofPacks()] : always;
}

function routeJson(node: RouteNode): object {
  const { matchers, receiver, groupBy, goOn, children, mutedAt } = node;
  return withoutUndefined({
    ...{ receiver, groupBy, continue: goOn },
    groupWait: durationJson(node.groupWait),
    groupInterval: durationJson(node.groupInterval),
    repeatInterval: durationJson(node.repeatInterval),
    matchers: nonEmpty(matchers)?.map((matcher) => matcher._json()),
    muteTimeIntervals: nonEmpty(mutedAt),
    routes: nonEmpty(children)?.map(routeJson),
  });
}

function durationJson(duration: Duration | undefined): string | undefined {
  return duration && goDuration(duration);
}
