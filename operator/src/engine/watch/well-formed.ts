import type { ObjectMeta } from '../kubernetes/kube-object';

const TEXTS = ['namespace', 'uid', 'resourceVersion', 'creationTimestamp', 'deletionTimestamp'];

/**
 * Says what is wrong with the metadata of an object, undefined where it is well. A server checks what it stores, but
 * not what a conversion webhook or an aggregated API gives.
 */
export function malformation(value: unknown): string | undefined {
  if (!isMapping(value)) return 'is no object';
  const { metadata } = value;
  if (!isMapping(metadata)) return 'has no metadata';
  if (!isText(metadata.name) || metadata.name === '') return 'has no metadata.name';
  const text = TEXTS.find((field) => metadata[field] !== undefined && !isText(metadata[field]));
  if (text !== undefined) return `has a metadata.${text} that is no string`;
  const mapping = ['labels', 'annotations'].find((field) => !isMappingOfTexts(metadata[field]));
  if (mapping !== undefined) return `has metadata.${mapping} that are not strings`;
  if (!isListOf(metadata.finalizers, isText)) return 'has metadata.finalizers that are not strings';
  if (!isListOf(metadata.ownerReferences, isReference)) return 'has malformed metadata.ownerReferences';
  if (!isListOf(metadata.managedFields, isMapping)) return 'has malformed metadata.managedFields';
  return undefined;
}

/** Whether the metadata of an object is as every object's must be. */
export function isWellFormed(value: unknown): value is { readonly metadata: ObjectMeta } {
  return malformation(value) === undefined;
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isMappingOfTexts(value: unknown): boolean {
  return value === undefined || value === null || (isMapping(value) && Object.values(value).every(isText));
}

function isListOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.every(isItem));
}

function isReference(value: unknown): boolean {
  return isMapping(value) && isText(value.uid) && isText(value.kind) && isText(value.name);
}
