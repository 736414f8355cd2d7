import type { ApiObject } from 'cdk8s';
import { valueAt } from '../../validation/field-path';

/** What a route says of the addresses that lead to it. */
export interface RouteAddresses {
  readonly hosts: readonly string[];
  /** Whether the route itself ends TLS; a Gateway does it for an HTTPRoute, and is not looked at. */
  readonly secure: boolean;
  readonly paths: readonly RoutePath[];
}

/** A path that a route lets through. */
export interface RoutePath {
  readonly path: string;
  readonly isPrefix: boolean;
}

/** The addresses of an Ingress, an HTTPRoute or a Route of OpenShift; undefined for other kinds. */
export function routeAddresses(route: ApiObject): RouteAddresses | undefined {
  const spec: unknown = valueAt(route.toJson(), ['spec']);
  if (route.kind === 'Ingress') return ofIngress(spec);
  if (route.kind === 'HTTPRoute') return ofHttpRoute(spec);
  if (route.kind !== 'Route') return undefined;
  const path = String(valueAt(spec, ['path']) ?? '/');
  const hosts = textsAt([spec], ['host']);
  return { hosts, secure: valueAt(spec, ['tls']) !== undefined, paths: [{ path, isPrefix: true }] };
}

/** Whether a request for a path comes through. */
export function letsThrough({ paths }: RouteAddresses, path: string): boolean {
  return paths.some(({ path: open, isPrefix }) => {
    const stem = open.replace(/\/$/, '');
    return path === open || (isPrefix && (path === stem || path.startsWith(`${stem}/`)));
  });
}

/** What is asked of each host. */
export function probedUrls({ hosts, secure }: RouteAddresses, path: string): string[] {
  return hosts.map((host) => `${secure ? 'https' : 'http'}://${host}${path}`);
}

function ofIngress(spec: unknown): RouteAddresses {
  const rules = listAt(spec, ['rules']);
  const paths = rules.flatMap((rule) => listAt(rule, ['http', 'paths']));
  return {
    hosts: textsAt(rules, ['host']),
    secure: listAt(spec, ['tls']).length > 0,
    paths: paths.map((each) => ({
      path: String(valueAt(each, ['path']) ?? '/'),
      isPrefix: valueAt(each, ['pathType']) !== 'Exact',
    })),
  };
}

function ofHttpRoute(spec: unknown): RouteAddresses {
  const matches = listAt(spec, ['rules']).flatMap((rule) => {
    const own = listAt(rule, ['matches']);
    return own.length > 0 ? own : [{}];
  });
  return {
    hosts: listAt(spec, ['hostnames']).map(String),
    secure: true,
    paths: matches.map((match) => ({
      path: String(valueAt(match, ['path', 'value']) ?? '/'),
      isPrefix: valueAt(match, ['path', 'type']) !== 'Exact',
    })),
  };
}

function textsAt(items: readonly unknown[], path: readonly string[]): string[] {
  const texts = items.map((item) => valueAt(item, path)).filter((text) => typeof text === 'string');
  return [...new Set(texts)];
}

function listAt(value: unknown, path: readonly string[]): readonly unknown[] {
  const list = valueAt(value, path);
  return Array.isArray(list) ? list : [];
}
