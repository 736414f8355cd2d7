import { Duration } from 'cdk8s';
import type { FieldPath } from '../../validation/field-path';
import { AlertMatcher } from './alert-matcher';
import type {
  AlertmanagerConfigProps,
  AlertRoute,
  RouteTiming,
  SeverityRoute,
  TenantRoute,
} from './routing-props';

/** A route, and where it comes from. */
export interface RouteNode extends RouteTiming {
  /** The props that it is made of. */
  readonly path: FieldPath;
  readonly matchers: readonly AlertMatcher[];
  readonly receiver: string;
  readonly groupBy?: readonly string[];
  readonly goOn?: boolean;
  readonly children: readonly RouteNode[];
}

/** The labels that say whose an alert is: what a program says of others goes before where it runs itself. */
const TENANT_LABELS = ['tenant', 'exported_namespace', 'namespace'] as const;

/** All routes of a configuration, with defaults at the root. */
export function routeTree(props: AlertmanagerConfigProps): RouteNode {
  const { routes = [], tenants = [], severities = [] } = props;
  return {
    path: [],
    matchers: [],
    receiver: props.receiver,
    groupBy: props.groupBy ?? ['alertname', 'namespace', 'job'],
    groupWait: props.groupWait ?? Duration.seconds(30),
    groupInterval: props.groupInterval ?? Duration.minutes(5),
    repeatInterval: props.repeatInterval ?? Duration.hours(4),
    children: [
      ...routes.map((route, index) => ofRoute(['routes', index], route)),
      ...TENANT_LABELS.flatMap((label) =>
        tenants.map((tenant, index) => ofTenant(['tenants', index], tenant, label)),
      ),
      ...severities.map((severity, index) => ofSeverity(['severities', index], severity)),
    ],
  };
}

/** A route and all below it. */
export function allRoutes(node: RouteNode): RouteNode[] {
  return [node, ...node.children.flatMap(allRoutes)];
}

function ofRoute(path: FieldPath, route: AlertRoute): RouteNode {
  const { matchers, receiver, groupBy, goOn, routes = [] } = route;
  const children = routes.map((each, index) => ofRoute([...path, 'routes', index], each));
  return { ...timing(route), path, matchers, receiver, groupBy, goOn, children };
}

function ofTenant(path: FieldPath, tenant: TenantRoute, label: (typeof TENANT_LABELS)[number]): RouteNode {
  const { severities = [], receiver, namespaces } = tenant;
  const matcher =
    label === 'tenant' ? AlertMatcher.is(label, tenant.tenant) : namespaceMatcher(label, namespaces);
  const children = severities.map((each, index) => ofSeverity([...path, 'severities', index], each));
  return { ...timing(tenant), path, matchers: [matcher], receiver, children };
}

function namespaceMatcher(label: string, namespaces: readonly string[]): AlertMatcher {
  const [only = ''] = namespaces;
  if (namespaces.length === 1 && !only.includes('*')) return AlertMatcher.is(label, only);
  return AlertMatcher.matches(label, namespaces.map((name) => name.replaceAll('*', '.*')).join('|'));
}

function ofSeverity(path: FieldPath, route: SeverityRoute): RouteNode {
  const matchers = [AlertMatcher.is('severity', route.severity)];
  return { ...timing(route), path, matchers, receiver: route.receiver, children: [] };
}

function timing({ groupWait, groupInterval, repeatInterval, mutedAt }: RouteTiming): RouteTiming {
  return { groupWait, groupInterval, repeatInterval, mutedAt };
}
