import { namespaceFindings } from '../../validation/object-meta';
import { errorIn, type ObjectFinding } from './check-finding';
import type { CheckedObject } from './synthesized-object';

/** What a kind of object may be called. */
interface NameClass {
  readonly pattern: RegExp;
  readonly longest: number;
  readonly rule: string;
  readonly fix: string;
}

const SUBDOMAIN: NameClass = {
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  longest: 253,
  rule: 'is no name that Kubernetes takes',
  fix: 'use at most 253 lower-case letters, digits, dashes and dots, with a letter or digit at both ends',
};
const LABEL: NameClass = {
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  longest: 63,
  rule: 'is no name of a Namespace',
  fix: 'use at most 63 lower-case letters, digits and dashes, with a letter or digit at both ends',
};
const SERVICE: NameClass = {
  // Kubernetes 1.36 takes a digit in front, older ones do not
  pattern: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  longest: 63,
  rule: 'is no name that every supported Kubernetes takes for a Service',
  fix: 'use at most 63 lower-case letters, digits and dashes, with a letter in front',
};
const CRON_JOB: NameClass = {
  ...SUBDOMAIN,
  longest: 52,
  rule: 'is no name of a CronJob, whose Jobs get 11 characters more',
  fix: 'use at most 52 lower-case letters, digits, dashes and dots',
};
const PATH_SEGMENT: NameClass = {
  pattern: /^(?!\.{1,2}$)[^/%]+$/,
  longest: Number.POSITIVE_INFINITY,
  rule: 'cannot be part of a URL',
  fix: 'leave out / and %, and use another name than . or ..',
};

/** By `<group> <kind>`; all others are subdomains, custom resources among them. */
const CLASSES: Readonly<Record<string, NameClass>> = {
  ' Namespace': LABEL,
  ' Service': SERVICE,
  'apiregistration.k8s.io APIService': PATH_SEGMENT,
  'batch CronJob': CRON_JOB,
  'certificates.k8s.io CertificateSigningRequest': PATH_SEGMENT,
  'certificates.k8s.io ClusterTrustBundle': PATH_SEGMENT,
  'networking.k8s.io IPAddress': PATH_SEGMENT,
  // the server checks nothing more of it
  'policy PodDisruptionBudget': PATH_SEGMENT,
  'rbac.authorization.k8s.io ClusterRole': PATH_SEGMENT,
  'rbac.authorization.k8s.io ClusterRoleBinding': PATH_SEGMENT,
  'rbac.authorization.k8s.io Role': PATH_SEGMENT,
  'rbac.authorization.k8s.io RoleBinding': PATH_SEGMENT,
};

/**
 * Names of objects and of their namespaces that the API server refuses.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */
export function invalidNames(objects: readonly CheckedObject[]): ObjectFinding[] {
  return objects.flatMap((object) => [...nameFindings(object), ...findingsOfNamespace(object)]);
}

function nameFindings(object: CheckedObject): ObjectFinding[] {
  const { metadata, group, kind } = object;
  const { name } = metadata;
  if (name === undefined && typeof metadata.generateName === 'string') return [];
  const { pattern, longest, rule, fix } = CLASSES[`${group} ${kind}`] ?? SUBDOMAIN;
  if (typeof name === 'string' && name.length <= longest && pattern.test(name)) return [];
  const path = ['metadata', 'name'];
  if (name === undefined || name === null) return [errorIn(object, { path, rule: 'is missing', fix })];
  return [errorIn(object, { path, value: name, rule, fix })];
}

function findingsOfNamespace(object: CheckedObject): ObjectFinding[] {
  const { namespace } = object.metadata;
  // an empty one is none at all
  if (namespace === '' || namespace === null) return [];
  return namespaceFindings(object.metadata).map((finding) => errorIn(object, finding));
}
