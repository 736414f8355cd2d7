import type { CoreObject } from '../../chatgpt/workload';
import { AppLimit, type AppPolicyProps } from './app-policy-props';

/** What the rules look at; each is computed only where a rule asks for it. Containers and Scales have no schema: `dyn`. */
export const APP_POLICY_VARIABLES: readonly CoreObject[] = [
  // `kubectl scale` writes a Scale, which has a spec of its own
  { name: 'isScale', expression: "has(request.subResource) && request.subResource == 'scale'" },
  { name: 'spec', expression: 'dyn(object.spec)' },
  { name: 'pod', expression: 'has(variables.spec.pod) ? variables.spec.pod : dyn({})' },
  { name: 'sidecars', expression: 'has(variables.pod.sidecars) ? variables.pod.sidecars : []' },
  {
    name: 'images',
    expression: [
      '[string(variables.spec.mcpServer.image)]',
      'variables.sidecars.filter(c, has(c.image)).map(c, string(c.image))',
      '(has(variables.pod.volumes) ? variables.pod.volumes.filter(v, has(v.image) && has(v.image.reference)).map(v, string(v.image.reference)) : [])',
    ].join(' + '),
  },
  {
    name: 'replicas',
    expression: [
      'has(variables.spec.autoscaling) ? variables.spec.autoscaling.maxReplicas',
      'has(variables.spec.replicas) ? variables.spec.replicas',
      '(variables.isScale ? 0 : 2)',
    ].join(' : '),
  },
];

/** The validations of a ValidatingAdmissionPolicy that some properties ask for. */
export function appPolicyValidations(props: AppPolicyProps): CoreObject[] {
  const { allowedRegistries, requireDigests, maxReplicas, requiredLimits, allowedHosts } = props;
  return [
    ...(allowedRegistries ? [registryRule(allowedRegistries)] : []),
    ...(requireDigests ? [digestRule()] : []),
    ...(maxReplicas !== undefined ? [replicaRule(maxReplicas)] : []),
    ...[AppLimit.MEMORY, AppLimit.CPU].filter((limit) => requiredLimits?.includes(limit)).map(limitRule),
    ...(allowedHosts ? [hostRule(allowedHosts)] : []),
  ];
}

function registryRule(registries: readonly string[]): CoreObject {
  const list = registries.join(', ');
  return imageRule(
    `${literal(registries.flatMap(prefixesOf))}.exists(prefix, image.startsWith(prefix))`,
    `is of no registry that is allowed here (${list})`,
    'use an image of one of them, with the registry written out',
  );
}

/** What an allowed image begins with. A host alone is followed by a path: what follows a colon would be its port. */
function prefixesOf(registry: string): string[] {
  return registry.includes('/') ? ['/', ':', '@'].map((end) => registry + end) : [`${registry}/`];
}

function digestRule(): CoreObject {
  return imageRule(
    "image.matches('@sha256:[a-f0-9]{64}$')",
    'has no digest, so others can be pushed under its name',
    'add the digest, as crane digest prints it: image:tag@sha256:…',
  );
}

/** @param condition of one `image`. */
function imageRule(condition: string, rule: string, fix: string): CoreObject {
  return {
    expression: `variables.isScale || variables.images.all(image, ${condition})`,
    message: `an image ${rule}. Fix: ${fix}`,
    messageExpression: `'image ' + variables.images.filter(image, !(${condition}))[0] + ${literal(` ${rule}. Fix: ${fix}`)}`,
    reason: 'Forbidden',
  };
}

function replicaRule(most: number): CoreObject {
  const rule = `above ${most}, the most pods of an app here`;
  const fix = 'lower spec.replicas or spec.autoscaling.maxReplicas';
  return {
    expression: `variables.replicas <= ${most}`,
    message: `the number of pods is ${rule}. Fix: ${fix}`,
    messageExpression: `'a number of pods of ' + string(variables.replicas) + ${literal(` is ${rule}. Fix: ${fix}`)}`,
    reason: 'Forbidden',
  };
}

function limitRule(limit: AppLimit): CoreObject {
  const has = (of: string) =>
    `has(${of}.resources) && has(${of}.resources.limits) && has(${of}.resources.limits.${limit})`;
  // the default resources limit memory
  const isDefault = limit === AppLimit.MEMORY ? '!has(variables.spec.resources) || ' : '';
  return {
    expression: `variables.isScale || ((${isDefault}${has('variables.spec')}) && variables.sidecars.all(c, ${has('c')}))`,
    message: `the app, or a sidecar, has no ${limit} limit, which is required here. Fix: set spec.resources.limits.${limit}, and resources.limits.${limit} of each of spec.pod.sidecars`,
    reason: 'Forbidden',
  };
}

function hostRule(domains: readonly string[]): CoreObject {
  const fits = `${literal(domains)}.exists(domain, variables.spec.host == domain || variables.spec.host.endsWith('.' + domain))`;
  const rule = `is in none of the domains that are allowed here (${domains.join(', ')})`;
  const fix = 'choose a host below one of them';
  return {
    expression: `variables.isScale || !has(variables.spec.host) || ${fits}`,
    message: `spec.host ${rule}. Fix: ${fix}`,
    messageExpression: `'spec.host ' + variables.spec.host + ${literal(` ${rule}. Fix: ${fix}`)}`,
    reason: 'Forbidden',
  };
}

/** A value as CEL writes it: as JSON does. */
function literal(value: unknown): string {
  return JSON.stringify(value);
}
