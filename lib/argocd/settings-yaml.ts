import { stringify } from 'yaml';

/** A value as YAML inside of a ConfigMap. Argo CD reads YAML 1.1, in which `y` is true. */
export function settingsYaml(value: unknown): string {
  return stringify(value, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false });
}
