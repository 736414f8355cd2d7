import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type OpenApiSchema, shapesOf } from './field-shapes';

/** Folders with the sources of Argo CD and of what its notifications are made of. */
export interface ArgoCdSources {
  readonly argoCd: string;
  readonly gitopsEngine: string;
  readonly sprig: string;
  readonly expr: string;
}

/** The modules whose sources are read. */
export const MODULES: Readonly<Record<keyof ArgoCdSources, string>> = {
  argoCd: 'github.com/argoproj/argo-cd/v3',
  gitopsEngine: 'github.com/argoproj/argo-cd/gitops-engine',
  sprig: 'github.com/Masterminds/sprig/v3',
  expr: 'github.com/expr-lang/expr',
};

/** What the checks of ArgoConfig and ArgoNotifications know about Argo CD, as the text of a JSON file. */
export function argoCdFacts(sources: ArgoCdSources): string {
  const facts = {
    version: readFileSync(join(sources.argoCd, 'VERSION'), 'utf8').trim(),
    healthChecks: [...goChecks(sources.gitopsEngine), ...luaChecks(sources.argoCd)].sort(),
    templateFunctions: matches(join(sources.sprig, 'functions.go'), /^\s+"(\w+)":/gm)
      // Argo CD takes these two away
      .filter((name) => name !== 'env' && name !== 'expandenv')
      .sort(),
    expressionFunctions: matches(join(sources.expr, 'builtin/builtin.go'), /^\s+Name:\s+"(\w+)"/gm).sort(),
    application: shapesOf(applicationSchema(sources.argoCd)),
  };
  return `${JSON.stringify(facts, null, 1)}\n`;
}

/** Kinds that Argo CD judges in Go, as `group/kind`. */
function goChecks(gitopsEngine: string): string[] {
  const text = readFileSync(join(gitopsEngine, 'pkg/health/health.go'), 'utf8');
  const body = /func GetHealthCheckFunc[\s\S]*?\n}/.exec(text)?.[0] ?? '';
  return body
    .split(/^\tcase /m)
    .slice(1)
    .flatMap((branch) => {
      const group = /^"([^"]*)"/.exec(branch)?.[1];
      const kinds = [...branch.matchAll(/kube\.(\w+)Kind\b|gvk\.Kind == "(\w+)"/g)];
      return kinds.map(([, constant, literal]) => `${group}/${constant ?? literal}`);
    });
}

/** Kinds that it judges by a bundled script; `_` in a folder's name is `*`. */
function luaChecks(argoCd: string): string[] {
  const folder = join(argoCd, 'resource_customizations');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('/health.lua'))
    .map((path) => path.replace(/\/health\.lua$/, '').replaceAll('_', '*'));
}

function applicationSchema(argoCd: string): OpenApiSchema {
  const crd = parse(readFileSync(join(argoCd, 'manifests/crds/application-crd.yaml'), 'utf8'));
  return crd.spec.versions[0].schema.openAPIV3Schema;
}

function matches(file: string, pattern: RegExp): string[] {
  return [...readFileSync(file, 'utf8').matchAll(pattern)].map(([, name]) => name ?? '');
}
