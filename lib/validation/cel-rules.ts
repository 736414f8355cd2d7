import { type CelEnv, type CelInput, isCelError, parse, plan } from '@bufbuild/cel';
import { kubernetesCelEnv } from './cel-environment';
import { celPart, toCel } from './cel-value';
import { type FieldPath, valueAt } from './field-path';
import type { Finding } from './finding';
import {
  anywhereIn,
  isObject,
  type StructuralSchema,
  schemaOfProperty,
  type ValidationRule,
} from './structural-schema';

/** A rule, compiled: true where it holds, undefined where it cannot be evaluated on this value. */
type Verdict = (self: unknown) => boolean | undefined;

interface CompiledRule {
  readonly source: ValidationRule;
  readonly target: FieldPath;
  readonly holds: Verdict;
}

/** Evaluates the CEL rules (`x-kubernetes-validations`) of one schema. */
export class CelRules {
  private readonly env: CelEnv = kubernetesCelEnv();
  private readonly compiled = new Map<StructuralSchema, readonly CompiledRule[]>();

  constructor(private readonly schema: StructuralSchema) {}

  /**
   * @param alsoUnevaluable whether a rule that cannot be evaluated is a finding; false for a value that the
   * schema refuses anyway, where the API server does not get to the rules either.
   */
  findings(value: unknown, alsoUnevaluable: boolean): Finding[] {
    if (isFarTooLarge(value, this.schema)) return [];
    const found: Finding[] = [];
    const walk = (at: unknown, schema: StructuralSchema, path: FieldPath, ofParent?: CelInput): void => {
      if (at === undefined || at === null) return;
      const rules = this.rulesOf(schema);
      const forCel = ofParent ?? (rules.length > 0 ? toCel(at, schema) : undefined);
      for (const rule of broken(rules, forCel, alsoUnevaluable))
        found.push(findingOf(rule, at, schema, path));
      const walkBelow = (key: string | number, item: unknown, below: StructuralSchema | undefined) => {
        if (below && hasRules(below)) walk(item, below, [...path, key], celPart(forCel, key, schema));
      };
      if (Array.isArray(at)) {
        at.forEach((item, index) => {
          walkBelow(index, item, schema.items);
        });
      } else if (isObject(at)) {
        for (const key of Object.keys(at)) walkBelow(key, at[key], schemaOfProperty(schema, key));
      }
    };
    walk(value, this.schema, []);
    return found;
  }

  /** Compiled when the first value has that part: most manifests leave most parts out. */
  private rulesOf(schema: StructuralSchema): readonly CompiledRule[] {
    const known = this.compiled.get(schema);
    if (known) return known;
    const rules = lastingRules(schema).map((source) => ({
      source,
      target: parseFieldPath(source.fieldPath),
      holds: this.compile(source.rule),
    }));
    this.compiled.set(schema, rules);
    return rules;
  }

  private compile(rule: string): Verdict {
    const evaluate = plan(this.env, parse(rule)) as (bindings: { self: unknown }) => unknown;
    return (self) => {
      const result = evaluate({ self });
      return isCelError(result) ? undefined : result === true;
    };
  }
}

// a transition rule compares with the stored object, which only the API server has
function lastingRules(schema: StructuralSchema): readonly ValidationRule[] {
  return (schema['x-kubernetes-validations'] ?? []).filter(({ rule }) => !/\boldSelf\b/.test(rule));
}

/** Most schemas have none. */
const hasRules = anywhereIn((schema) => lastingRules(schema).length > 0);

function broken(
  rules: readonly CompiledRule[],
  self: CelInput | undefined,
  alsoUnevaluable: boolean,
): CompiledRule[] {
  return rules.filter(({ holds }) => {
    const verdict = holds(self);
    return verdict === false || (verdict === undefined && alsoUnevaluable);
  });
}

// rules are written for what the schema allows: of much more, their patterns and nested loops never come to an end
const FAR = 2;

/** Whether a string, list or map is so much larger than the schema allows that no rule is tried on the whole. */
function isFarTooLarge(value: unknown, schema: StructuralSchema | undefined): boolean {
  if (!schema) return false;
  if (typeof value === 'string') return value.length > FAR * (schema.maxLength ?? Number.POSITIVE_INFINITY);
  if (Array.isArray(value)) {
    if (value.length > FAR * (schema.maxItems ?? Number.POSITIVE_INFINITY)) return true;
    return value.some((item) => isFarTooLarge(item, schema.items));
  }
  if (!isObject(value)) return false;
  const entries = Object.entries(value);
  if (entries.length > FAR * (schema.maxProperties ?? Number.POSITIVE_INFINITY)) return true;
  return entries.some(([key, item]) => isFarTooLarge(item, schemaOfProperty(schema, key)));
}

function findingOf(rule: CompiledRule, self: unknown, schema: StructuralSchema, path: FieldPath): Finding {
  const target = [...path, ...rule.target];
  const entry = offendingEntry(rule, self, schema);
  const [text = '', fix = 'correct the value'] = (rule.source.message ?? rule.source.rule).split('. Fix: ');
  const at = entry === undefined ? undefined : [...target, entry];
  const value = valueAt(self, entry === undefined ? rule.target : [...rule.target, entry]);
  return { severity: 'error', path: target, at, value, rule: text, fix };
}

/**
 * Which entry of the list that a rule speaks of breaks it: the first that breaks it alone. Undefined where the
 * rule is not about a list, or only entries together break it.
 */
function offendingEntry(rule: CompiledRule, self: unknown, schema: StructuralSchema): number | undefined {
  const list = valueAt(self, rule.target);
  if (!Array.isArray(list) || rule.target.length === 0) return undefined;
  const index = list.findIndex(
    (entry) => rule.holds(toCel(replaceAt(self, rule.target, [entry]), schema)) === false,
  );
  return index < 0 ? undefined : index;
}

function replaceAt(root: unknown, path: FieldPath, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  const parent = root as Record<string | number, unknown>;
  return { ...parent, [step]: replaceAt(parent[step], rest, value) };
}

/** A rule's fieldPath, such as `.requests['ephemeral-storage']`. */
function parseFieldPath(fieldPath = ''): FieldPath {
  return [...fieldPath.matchAll(/\.([A-Za-z_][A-Za-z0-9_]*)|\['([^']+)'\]/g)].map(
    ([, dotted, quoted]) => dotted ?? quoted ?? '',
  );
}
