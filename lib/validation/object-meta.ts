import type { FieldPath } from './field-path';
import type { Finding } from './finding';
import { isObject, type JsonObject } from './structural-schema';
import { unknownField } from './unknown-fields';

/** Fields of ObjectMeta (meta/v1). */
const FIELDS = [
  'annotations',
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'finalizers',
  'generateName',
  'generation',
  'labels',
  'managedFields',
  'name',
  'namespace',
  'ownerReferences',
  'resourceVersion',
  'selfLink',
  'uid',
];

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const KEY_PREFIX = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const KEY_NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const LARGEST_ANNOTATIONS = 256 * 1024;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;

/**
 * What the API server checks of any object's metadata, apart from the name, whose rules each kind has itself.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/
 */
export function objectMetaFindings(metadata: unknown, path: FieldPath = ['metadata']): Finding[] {
  if (!isObject(metadata)) return [];
  const unknown = Object.keys(metadata)
    .filter((key) => !FIELDS.includes(key))
    .map((key) => unknownField(path, key, FIELDS));
  return [
    ...unknown,
    ...namespaceFindings(metadata, path),
    ...labelFindings(metadata, path),
    ...annotationFindings(metadata, path),
  ];
}

/** What it checks of `labels`. */
export function labelFindings({ labels }: JsonObject, path: FieldPath = ['metadata']): Finding[] {
  return stringMapFindings(labels, [...path, 'labels'], isQualifiedName, isLabelValue);
}

/** What it checks of `annotations`. */
export function annotationFindings({ annotations }: JsonObject, path: FieldPath = ['metadata']): Finding[] {
  const at = [...path, 'annotations'];
  return [
    ...stringMapFindings(annotations, at, isAnnotationKey, () => true),
    ...annotationSizeFindings(annotations, at),
  ];
}

/** Whether `key` may be the key of a label, or, but for capitals, of an annotation. */
export function isQualifiedName(key: string): boolean {
  const [name = '', prefix, ...more] = key.split('/').reverse();
  if (more.length > 0 || name.length > 63 || !KEY_NAME.test(name)) return false;
  return prefix === undefined || (prefix.length <= 253 && KEY_PREFIX.test(prefix));
}

/** Whether `value` may be the value of a label. */
export function isLabelValue(value: string): boolean {
  return value.length <= 63 && LABEL_VALUE.test(value);
}

// unlike a label's, an annotation's prefix may have capitals
function isAnnotationKey(key: string): boolean {
  return isQualifiedName(key.toLowerCase());
}

/** What it checks of `namespace`. */
export function namespaceFindings({ namespace }: JsonObject, path: FieldPath = ['metadata']): Finding[] {
  if (namespace === undefined || (typeof namespace === 'string' && DNS_LABEL.test(namespace))) return [];
  return [
    {
      severity: 'error',
      path: [...path, 'namespace'],
      value: namespace,
      rule: 'is no name of a namespace',
      fix: 'use at most 63 lower-case letters, digits and dashes, such as chatgpt-production',
    },
  ];
}

function annotationSizeFindings(annotations: unknown, path: FieldPath): Finding[] {
  const texts = isObject(annotations) ? Object.entries(annotations).flat() : [];
  const bytes = texts.map((text) => (typeof text === 'string' ? Buffer.byteLength(text) : 0));
  if (bytes.reduce((total, size) => total + size, 0) <= LARGEST_ANNOTATIONS) return [];
  const rule = 'hold more than 256 KiB together, keys among them';
  return [{ severity: 'error', path, rule, fix: 'remove the largest, or keep its text elsewhere' }];
}

function stringMapFindings(
  map: unknown,
  path: FieldPath,
  isKey: (key: string) => boolean,
  isValue: (value: string) => boolean,
): Finding[] {
  if (map === undefined || map === null) return [];
  if (!isObject(map)) {
    return [
      { severity: 'error', path, value: map, rule: 'must be a mapping', fix: 'write key: "value" lines' },
    ];
  }
  return Object.entries(map).flatMap(([key, value]): Finding[] => {
    // Go reads null as the empty string
    if (isKey(key) && (value === null || (typeof value === 'string' && isValue(value)))) return [];
    const at = [...path, key];
    if (!isKey(key)) {
      return [
        {
          severity: 'error',
          path,
          at,
          value,
          rule: 'has an invalid key',
          fix: 'use a key such as example.com/team',
        },
      ];
    }
    if (typeof value !== 'string') {
      return [
        { severity: 'error', path: at, value, rule: 'must be a string', fix: 'write the value in quotes' },
      ];
    }
    const fix = 'use at most 63 letters, digits, dashes, underscores and dots';
    return [{ severity: 'error', path, at, value, rule: 'is no value of a label', fix }];
  });
}
