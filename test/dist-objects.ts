import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
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
  return objectsWhere((folder) => ![ARGO_CD, OPERATOR, MONITORING].includes(folder));
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
  return objectsWhere((other) => other === folder).map(({ object }) => object);
}

/** What lies in folders of dist/; the files of others are not read. */
function objectsWhere(isWanted: (folder: string) => boolean): DistObject[] {
  return readdirSync(DIST, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml'))
    .sort()
    .map((path) => path.split(sep).join('/'))
    .filter((file) => isWanted(file.split('/')[0] ?? ''))
    .map((file) => {
      const [environment = '', app = ''] = file.split('/');
      const object = parse(readFileSync(join(DIST, file), 'utf8')) as KubernetesObject;
      return { file, environment, app, object };
    });
}
