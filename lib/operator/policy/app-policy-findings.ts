import type { Finding } from '../../validation/finding';
import { isObjectName } from '../../validation/object-name';
import { errorAt } from '../../validation/refuse';
import type { AppPolicyProps } from './app-policy-props';

const LABEL = '[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?';
const NAMESPACE = new RegExp(`^${LABEL}$`);
const DOMAIN = new RegExp(`^${LABEL}(\\.${LABEL})*$`);
const REGISTRY = /^[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?(:[0-9]+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/;

type Rule = readonly [field: keyof AppPolicyProps, pattern: RegExp, rule: string, fix: string];

const LISTS: readonly Rule[] = [
  ['namespaces', NAMESPACE, 'is no name of a namespace', 'use lower-case letters, digits and dashes'],
  ['allowedRegistries', REGISTRY, 'is no registry or repository', 'write, for example, ghcr.io/acme'],
  [
    'allowedHosts',
    DOMAIN,
    'is no domain',
    'write, for example, acme.example.com, without a dot or * before it',
  ],
];

/** All that is wrong with a policy's properties. */
export function appPolicyFindings(name: string, props: AppPolicyProps): Finding[] {
  return [
    ...nameFindings(name),
    ...LISTS.flatMap((rule) => listFindings(props, rule)),
    ...replicaFindings(props),
    ...emptyFindings(props),
  ];
}

function nameFindings(name: string): Finding[] {
  const fix = 'use lower-case letters, digits, dashes and dots';
  return isObjectName(name) ? [] : [errorAt(['name'], name, 'is no name of an object', fix)];
}

function listFindings(props: AppPolicyProps, [field, pattern, rule, fix]: Rule): Finding[] {
  const list = props[field] as readonly string[] | undefined;
  if (list?.length === 0)
    return [errorAt([field], list, 'is empty, which could mean none or all', 'leave it out for all')];
  return (list ?? []).flatMap((value, index) =>
    pattern.test(value) ? [] : [errorAt([field, index], value, rule, fix)],
  );
}

function replicaFindings({ maxReplicas }: AppPolicyProps): Finding[] {
  const isCount = maxReplicas === undefined || (Number.isInteger(maxReplicas) && maxReplicas > 0);
  return isCount
    ? []
    : [errorAt(['maxReplicas'], maxReplicas, 'is no whole number above 0', 'use 1 or more')];
}

function emptyFindings(props: AppPolicyProps): Finding[] {
  const { allowedRegistries, requireDigests, maxReplicas, requiredLimits = [], allowedHosts } = props;
  const asksForSomething =
    requireDigests ||
    requiredLimits.length > 0 ||
    (allowedRegistries ?? maxReplicas ?? allowedHosts) !== undefined;
  if (asksForSomething) return [];
  return [errorAt([], undefined, 'has no rule', 'give at least one, such as allowedRegistries')];
}
