import { join } from 'node:path';
import { builtTools } from '../../test/cluster/harness/built-tools';
import type { Program } from '../../test/cluster/harness/component';
import { pinnedVersion, repositoryRoot } from '../../test/cluster/harness/folders';
import { imageProcess } from './image-process';

/** An operator that is measured. */
export interface Contender {
  readonly name: 'ours' | 'reference';
  /** For the page. */
  readonly title: string;
  readonly workers: number;
  /** How to start it. */
  program(place: OperatorPlace): Program;
}

/** Where an operator works, and where it is asked. */
export interface OperatorPlace {
  readonly kubeconfig: string;
  readonly metricsPort: number;
  readonly probePort: number;
}

const REFERENCE = 'bench/operator/reference-go';
const OUR_WORKERS = 4;
const REFERENCE_WORKERS = 8;

/** Our operator, as `npm run build -w operator` bundles it. */
export const ours: Contender = {
  name: 'ours',
  title: `chatgpt-operator, ${OUR_WORKERS} workers`,
  workers: OUR_WORKERS,
  program(place) {
    const { flags, environment } = imageProcess();
    return {
      name: 'operator',
      binary: process.execPath,
      environment,
      args: [
        ...flags,
        ...(process.env.BENCH_NODE_ARGS ?? '').split(' ').filter(Boolean),
        join(repositoryRoot, 'operator/build/chatgpt-operator.js'),
        'run',
        `--kubeconfig=${place.kubeconfig}`,
        ...commonFlags(place, OUR_WORKERS),
      ],
    };
  },
};

/** The reference in Go; built when it is not in the cache. */
export async function referenceContender(): Promise<Contender> {
  const { 'reference-operator': binary } = await builtTools({
    purpose: 'operator benchmark',
    module: REFERENCE,
    packages: { 'reference-operator': '.' },
    variables: [],
    otherWays: [],
  });
  const version = pinnedVersion(REFERENCE, 'sigs.k8s.io/controller-runtime');
  return {
    name: 'reference',
    title: `Go, controller-runtime ${version}, ${REFERENCE_WORKERS} workers`,
    workers: REFERENCE_WORKERS,
    program: (place) => ({
      name: 'operator',
      binary,
      args: [`--kubeconfig=${place.kubeconfig}`, ...commonFlags(place, REFERENCE_WORKERS)],
    }),
  };
}

function commonFlags({ metricsPort, probePort }: OperatorPlace, workers: number): string[] {
  return [
    `--metrics-bind-address=127.0.0.1:${metricsPort}`,
    `--health-probe-bind-address=127.0.0.1:${probePort}`,
    `--max-concurrent-reconciles=${workers}`,
    '--leader-elect=false',
  ];
}
