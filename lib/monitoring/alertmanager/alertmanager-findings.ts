import type { FieldPath } from '../../validation/field-path';
import type { Finding } from '../../validation/finding';
import { errorAt } from '../../validation/refuse';
import { AlertSeverity } from '../rules/alert-severity';
import type { AlertReceiver } from './alert-receiver';
import { inhibitionsOf } from './alertmanager-json';
import type { Inhibition } from './inhibition';
import { muteTimesFindings } from './mute-times';
import { labelFinding, matcherFindings, routeFindings } from './route-findings';
import { allRoutes, routeTree } from './route-tree';
import {
  type AlertmanagerConfigProps,
  AlertScope,
  type SeverityRoute,
  type TenantRoute,
} from './routing-props';

/** Namespaces of a tenant, with `*`. */
const NAMESPACES = /^[a-z0-9*]([-a-z0-9*]{0,61}[a-z0-9*])?$/;

/** All that is wrong with an AlertmanagerConfig. */
export function alertmanagerFindings(
  props: AlertmanagerConfigProps,
  namespace: string | undefined,
): Finding[] {
  const { receivers, muteTimes = [], severities = [] } = props;
  const tree = routeTree(props);
  const routes = allRoutes(tree);
  const names = {
    receivers: receivers.map(({ name }) => name),
    muteTimes: muteTimes.map(({ name }) => name),
  };
  const used = new Set(routes.map(({ receiver }) => receiver));
  const muted = new Set(routes.flatMap(({ mutedAt = [] }) => mutedAt));
  return distinct([
    ...nameFindings('receivers', names.receivers, used),
    ...receivers.flatMap((receiver, index) => receiverFindings(['receivers', index], receiver)),
    ...nameFindings('muteTimes', names.muteTimes, muted),
    ...muteTimes.flatMap((times, index) => muteTimesFindings(['muteTimes', index], times)),
    ...routeFindings(tree, names),
    ...severityFindings(['severities'], severities),
    ...tenantFindings(props),
    ...scopeFindings(props, namespace),
    ...inhibitionsOf(props).flatMap((each, index) => inhibitionFindings(['inhibitions', index], each)),
  ]);
}

/** Names that are empty or taken, and what no route uses. */
function nameFindings(field: string, names: readonly string[], used: ReadonlySet<string>): Finding[] {
  return names.flatMap((name, index) => {
    const path = [field, index, 'name'];
    if (name.trim() === '') return [errorAt(path, name, 'is empty', 'give it a name')];
    if (names.indexOf(name) < index) return [errorAt(path, name, 'is taken by another', 'choose another')];
    return used.has(name) ? [] : [errorAt(path, name, 'is used by no route', 'use it, or leave it out')];
  });
}

function receiverFindings(path: FieldPath, { name, _channels, _isNobody }: AlertReceiver): Finding[] {
  if (_channels.length === 0 && !_isNobody) {
    const fix = 'add a channel, or say AlertReceiver.nobody';
    return [errorAt(path, name, 'has no channel, so that nobody would hear', fix)];
  }
  return _channels.flatMap((channel, index) => channel._findings([...path, 'channels', index]));
}

function severityFindings(path: FieldPath, routes: readonly SeverityRoute[]): Finding[] {
  const known: readonly string[] = Object.values(AlertSeverity);
  return routes.flatMap(({ severity }, index) =>
    known.includes(severity)
      ? []
      : [errorAt([...path, index, 'severity'], severity, 'is no severity', `use one of ${known.join(', ')}`)],
  );
}

function tenantFindings({ tenants = [] }: AlertmanagerConfigProps): Finding[] {
  return tenants.flatMap((tenant, index) => {
    const path = ['tenants', index];
    const before = tenants.slice(0, index);
    return [
      ...(tenant.tenant.trim() === ''
        ? [errorAt([...path, 'tenant'], tenant.tenant, 'is empty', 'name the tenant')]
        : []),
      ...severityFindings([...path, 'severities'], tenant.severities ?? []),
      ...namespaceFindings([...path, 'namespaces'], tenant.namespaces, before),
    ];
  });
}

function namespaceFindings(
  path: FieldPath,
  namespaces: readonly string[],
  before: readonly TenantRoute[],
): Finding[] {
  if (namespaces.length === 0) return [errorAt(path, [], 'is empty', 'name the namespaces of the tenant')];
  return namespaces.flatMap((namespace, index) => {
    const at = [...path, index];
    if (!NAMESPACES.test(namespace)) {
      return [
        errorAt(at, namespace, 'is no name of a namespace', 'use lower-case letters, digits, dashes, *'),
      ];
    }
    const owner = before.find((tenant) => tenant.namespaces.includes(namespace));
    if (owner === undefined) return [];
    return [errorAt(at, namespace, `is of the tenant ${owner.tenant} already`, 'give it to one of the two')];
  });
}

/** What can never arrive here. */
function scopeFindings(props: AlertmanagerConfigProps, namespace: string | undefined): Finding[] {
  const { scope = AlertScope.OWN_NAMESPACE, tenants = [] } = props;
  if (scope === AlertScope.EVERYTHING) return [];
  const where = namespace ?? 'its own namespace';
  const rule = `get no alert: only those with namespace=${where} arrive here`;
  const fix =
    'set AlertScope.EVERYTHING, and alertmanagerConfigMatcherStrategy of the Alertmanager to None; or give each tenant its own';
  return [
    ...(tenants.length > 0
      ? [
          errorAt(
            ['tenants'],
            tenants.map(({ tenant }) => tenant),
            rule,
            fix,
          ),
        ]
      : []),
    ...allRoutes(routeTree({ ...props, tenants: [] })).flatMap(({ path, matchers }) =>
      matchers
        .filter(
          ({ label, operator, value }) => label === 'namespace' && operator === '=' && value !== namespace,
        )
        .map(({ value }) =>
          errorAt([...path, 'matchers'], value, `is not ${where}, and no other namespace arrives here`, fix),
        ),
    ),
  ];
}

function inhibitionFindings(path: FieldPath, { _source, _target, _equal }: Inhibition): Finding[] {
  const empty = Object.entries({ source: _source, target: _target }).filter(([, list]) => list.length === 0);
  return [
    ...empty.map(([field]) =>
      errorAt([...path, field], [], 'has no conditions, and means every alert', 'say which alerts are meant'),
    ),
    ...matcherFindings([...path, 'source'], _source),
    ...matcherFindings([...path, 'target'], _target),
    ..._equal.flatMap((label, index) => labelFinding([...path, 'equal', index], label)),
  ];
}

/** A tenant is several routes, of which each would say the same. */
function distinct(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}
