import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { parse } from 'yaml';

/** One object of the committed dist/ folder. */
export interface DistObject {
  /** Path below dist/, with forward slashes: `development/fitness/service.fitness-mcp.yaml`. */
  readonly file: string;
  readonly environment: string;
  readonly app: string;
  readonly object: KubernetesObject;
}

export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

const DIST = join(__dirname, '../dist');

/** Every object of the apps in dist/, in the order of the file names. */
export function distObjects(): DistObject[] {
  return allObjects().filter(({ environment }) => ![ARGO_CD, OPERATOR, MONITORING].includes(environment));
}

/** What dist/ holds for Argo CD: what delivers the apps. */
export function platformObjects(): KubernetesObject[] {
  return objectsIn(ARGO_CD);
}

/** What dist/ holds for the cluster of the platform: the installation of the operator. */
export function operatorObjects(): KubernetesObject[] {
  return objectsIn(OPERATOR);
}

/** What dist/ holds for the monitoring of all of it. */
export function monitoringObjects(): KubernetesObject[] {
  return objectsIn(MONITORING);
}

/** The folders beside those of the environments. */
const ARGO_CD = 'argocd';
const OPERATOR = 'operator';
const MONITORING = 'monitoring';

function objectsIn(folder: string): KubernetesObject[] {
  return allObjects()
    .filter(({ environment }) => environment === folder)
    .map(({ object }) => object);
}

function allObjects(): DistObject[] {
  return readdirSync(DIST, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((path) => {
      const file = relative(DIST, join(DIST, path)).split(sep).join('/');
      const [environment = '', app = ''] = file.split('/');
      return {
        file,
        environment,
        app,
        object: parse(readFileSync(join(DIST, path), 'utf8')) as KubernetesObject,
      };
    });
}
