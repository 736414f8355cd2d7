import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A part of a synthesis, and its share of the samples of the main thread. */
export interface Share {
  readonly part: string;
  readonly share: number;
}

/** A profile as `node --cpu-prof` writes it. */
interface Profile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string };
  readonly children?: readonly number[];
}

/** What a frame belongs to; of a stack the innermost frame that belongs to anything counts. */
const PARTS: readonly (readonly [RegExp, string])[] = [
  [/^\(garbage collector\)/, 'garbage collection'],
  [/node_modules\/@bufbuild\/|\/lib\/validation\//, 'checking apps against the CRD'],
  [/\/lib\/synth\/checks\//, 'checking all objects together'],
  [/\/lib\/synth\/(?:emit-yaml|yaml-string)\.js|node_modules\/yaml\//, 'YAML'],
  [/\/lib\/synth\/object-json\.js/, 'rendering objects to JSON'],
  [/\/lib\/chatgpt\//, 'deriving objects from apps'],
  [/\/lib\/synth\/(?:write-files|output-lock|generated-files)\.js/, 'comparing and writing files'],
  [/node_modules\/(?:cdk8s|constructs)\//, 'constructs and cdk8s'],
  [/\/lib\/synth\//, 'dependencies, order and names of files'],
  [/^.*node:internal\/modules\//, 'loading modules'],
];

/** Runs a Node program under the profiler of V8 and tells what its main thread did, the largest part first. */
export function profileOf(command: readonly string[], folder: string): Share[] {
  const [node = '', ...rest] = command;
  const { status } = spawnSync(node, ['--cpu-prof', `--cpu-prof-dir=${folder}`, ...rest], {
    stdio: 'inherit',
  });
  const [file] = readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'));
  if (status !== 0 || file === undefined) throw new Error(`no profile of ${command.join(' ')}`);
  return shares(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Profile);
}

function shares({ nodes, samples, timeDeltas }: Profile): Share[] {
  const partOf = new Map<number, string>();
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const visit = (node: ProfileNode, outer: string): void => {
    const part = partOfFrame(node) ?? outer;
    partOf.set(node.id, part);
    for (const child of node.children ?? []) visit(byId.get(child) as ProfileNode, part);
  };
  const [root] = nodes;
  if (root) visit(root, 'the rest');
  const times = new Map<string, number>();
  samples.forEach((id, index) => {
    const part = partOf.get(id) ?? 'the rest';
    times.set(part, (times.get(part) ?? 0) + (timeDeltas[index] ?? 0));
  });
  const total = [...times.values()].reduce((sum, time) => sum + time, 0);
  return [...times].map(([part, time]) => ({ part, share: time / total })).sort((a, b) => b.share - a.share);
}

function partOfFrame({ callFrame: { functionName, url } }: ProfileNode): string | undefined {
  const frame = `${functionName} ${url}`;
  return PARTS.find(([pattern]) => pattern.test(frame))?.[1];
}
