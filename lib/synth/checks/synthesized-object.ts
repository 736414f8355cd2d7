import { isObject, type JsonObject } from '../../validation/structural-schema';
import { isClusterScoped } from './kind-scopes';

/** An object that will be written, and who wants it. */
export interface SynthesizedObject {
  /** Its construct path, or the file that it was read from. */
  readonly path: string;
  readonly manifest: unknown;
  /** The file that it will be written to, where it is to have one for itself. */
  readonly file?: string;
}

/** A synthesized object with what tells it from others. Texts that the manifest lacks are empty. */
export interface CheckedObject {
  readonly path: string;
  readonly file?: string;
  readonly manifest: JsonObject;
  readonly metadata: JsonObject;
  /** The API group, without version; empty for core. */
  readonly group: string;
  readonly kind: string;
  /** Empty for objects of the cluster. */
  readonly namespace: string;
  readonly name: string;
}

/** The object with its identity; undefined for what is no Kubernetes object. */
export function checkedObject({ path, file, manifest }: SynthesizedObject): CheckedObject | undefined {
  if (!isObject(manifest) || typeof manifest.kind !== 'string' || typeof manifest.apiVersion !== 'string') {
    return undefined;
  }
  const { kind } = manifest;
  const group = groupOf(manifest.apiVersion);
  const metadata = isObject(manifest.metadata) ? manifest.metadata : {};
  const namespace = isClusterScoped(group, kind) ? '' : text(metadata.namespace);
  return { path, file, manifest, metadata, group, kind, namespace, name: text(metadata.name) };
}

/** The object as it is named in a sentence: `Service chatgpt-production/fitness-mcp`. */
export function describe({ kind, namespace, name }: CheckedObject): string {
  return `${kind} ${namespace === '' ? '' : `${namespace}/`}${name || '(without a name)'}`;
}

/** The group of an apiVersion: `apps` of `apps/v1`, the empty text of `v1`. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
