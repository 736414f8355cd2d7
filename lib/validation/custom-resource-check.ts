import { CelRules } from './cel-rules';
import type { CheckResult } from './check-result';
import { type Finding, formatValue } from './finding';
import { duplicateListEntries } from './list-keys';
import { objectMetaFindings } from './object-meta';
import { SchemaCheck } from './schema-check';
import { withDefaults } from './structural-defaults';
import {
  type CustomResourceDefinition,
  isObject,
  type JsonObject,
  type StructuralSchema,
} from './structural-schema';
import { unknownField, unknownFields } from './unknown-fields';
import { illFormedText } from './well-formed-text';

/**
 * Checks manifests of one custom resource against its CustomResourceDefinition as the API server does with
 * `fieldValidation=Strict`: defaults, unknown fields, schema, list keys, CEL rules. Unlike the API server it does
 * not stop at the first kind of error: all of a manifest's errors are reported.
 */
export class CustomResourceCheck {
  private readonly apiVersion: string;
  private readonly kind: string;
  private readonly schema: StructuralSchema;
  private readonly schemaCheck: SchemaCheck;
  private readonly rules: CelRules;

  constructor(crd: CustomResourceDefinition, version: string) {
    const found = crd.spec.versions.find(({ name }) => name === version);
    if (!found) throw new Error(`${crd.spec.names.kind} has no version ${version}`);
    this.apiVersion = `${crd.spec.group}/${version}`;
    this.kind = crd.spec.names.kind;
    this.schema = withoutStatus(found.schema.openAPIV3Schema);
    this.schemaCheck = new SchemaCheck(this.schema);
    this.rules = new CelRules(this.schema);
  }

  check(manifest: unknown): CheckResult {
    if (!isObject(manifest)) return { errors: [notAMapping(manifest)], warnings: [], defaulted: manifest };
    const wrongKind = this.kindFindings(manifest);
    if (wrongKind.length > 0) return { errors: wrongKind, warnings: [], defaulted: manifest };
    const defaulted = withDefaults(manifest, this.schema);
    const bySchema = this.schemaCheck.findings(defaulted);
    const errors = [
      ...this.unknown(manifest),
      ...illFormedText({ metadata: manifest.metadata, spec: manifest.spec }),
      ...objectMetaFindings(manifest.metadata),
      ...bySchema,
      ...duplicateListEntries(defaulted, this.schema),
      ...this.rules.findings(defaulted, bySchema.length === 0),
    ];
    return { errors, warnings: [], defaulted };
  }

  private kindFindings(manifest: JsonObject): Finding[] {
    const expected = { apiVersion: this.apiVersion, kind: this.kind };
    return Object.entries(expected)
      .filter(([field, value]) => manifest[field] !== value)
      .map(([field, value]) => ({
        severity: 'error',
        path: [field],
        value: manifest[field],
        rule: manifest[field] === undefined ? 'is required, but missing' : `is not ${value}`,
        fix: `write ${field}: ${value}`,
      }));
  }

  private unknown(manifest: JsonObject): Finding[] {
    const known = Object.keys(this.schema.properties ?? {});
    return Object.entries(manifest).flatMap(([key, value]) => {
      if (!known.includes(key)) return [unknownField([], key, known)];
      const property = this.schema.properties?.[key];
      return property && key !== 'metadata' ? unknownFields(value, property, [key]) : [];
    });
  }
}

function notAMapping(manifest: unknown): Finding {
  return {
    severity: 'error',
    path: [],
    value: manifest,
    rule: `is no Kubernetes object: ${formatValue(manifest)}`,
    fix: 'write a mapping with apiVersion, kind, metadata and spec',
  };
}

// status is the operator's: the API server drops it from what users write, so nothing in it is checked.
// metadata needs a name, which every kind's own schema leaves to the API server.
function withoutStatus(schema: StructuralSchema): StructuralSchema {
  const { metadata = {}, ...properties } = schema.properties ?? {};
  return {
    ...schema,
    required: [...(schema.required ?? []), 'metadata'],
    properties: {
      ...properties,
      metadata: { ...metadata, type: 'object', required: ['name'] },
      status: { 'x-kubernetes-preserve-unknown-fields': true },
    },
  };
}
