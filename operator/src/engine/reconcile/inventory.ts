import { mappingAt, mappingsOf } from '../kubernetes/json';
import type { KubeObject } from '../kubernetes/kube-object';
import { groupOf, objectId } from '../kubernetes/object-id';
import type { RenderedObject } from './rendered';

/** An object that a parent has, as its status keeps it: enough to find and remove it without rendering again. */
export interface InventoryEntry {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** How many objects have to be there before it, one after the other: what waits for it has a higher wave. */
  readonly wave: number;
}

/** The inventory in a parent's status, without what is malformed. */
export function inventoryOf(parent: KubeObject): InventoryEntry[] {
  return mappingsOf(mappingAt(parent, 'status').inventory).filter(isEntry);
}

/** Identity of an entry's object. */
export function entryId({ apiVersion, kind, name }: InventoryEntry, namespace: string | undefined): string {
  return objectId({ apiVersion, kind, metadata: { name, namespace } });
}

/** What a render puts in place. */
export function inventoryOfObjects(objects: readonly RenderedObject[]): InventoryEntry[] {
  const waves = wavesOf(objects);
  return objects
    .map(({ manifest: { apiVersion, kind, metadata } }, index) => ({
      apiVersion,
      kind,
      name: metadata.name,
      wave: waves[index] ?? 0,
    }))
    .sort((a, b) => a.wave - b.wave || compare(sortKey(a), sortKey(b)));
}

/** For each object the length of the longest chain of objects before it. */
export function wavesOf(objects: readonly RenderedObject[]): number[] {
  const waves: number[] = [];
  const waveOf = (index: number, chain: ReadonlySet<number>): number => {
    const known = waves[index];
    if (known !== undefined) return known;
    if (chain.has(index)) throw new Error('objects wait for each other in a circle');
    const before = objects[index]?.waitsFor ?? [];
    const within = new Set([...chain, index]);
    const wave = Math.max(-1, ...before.map((other) => waveOf(other, within))) + 1;
    waves[index] = wave;
    return wave;
  };
  objects.forEach((_, index) => {
    waveOf(index, new Set());
  });
  return waves;
}

function isEntry(
  value: Readonly<Record<string, unknown>>,
): value is Readonly<Record<string, unknown>> & InventoryEntry {
  const { apiVersion, kind, name, wave } = value;
  return (
    typeof apiVersion === 'string' &&
    typeof kind === 'string' &&
    typeof name === 'string' &&
    typeof wave === 'number'
  );
}

function sortKey({ apiVersion, kind, name }: InventoryEntry): string {
  return `${groupOf(apiVersion)}/${kind}/${name}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
