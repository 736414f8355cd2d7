import type { KubeObject } from '../kubernetes/kube-object';
import type { Claimant } from '../reconcile/claims';
import type { StoredObject } from './stored-object';

/** What a controller sees of the cluster: its parents, and whatever may be a child of theirs. */
export interface ClusterView {
  /** @param key `namespace/name`, or `name`. */
  parent(key: string): StoredObject | undefined;
  /** The objects that name this parent by their label, by id. */
  children(parent: KubeObject): ReadonlyMap<string, StoredObject>;
  /** The parents that claim something. */
  claimants(claim: string): readonly Claimant[];
  /** Whether the cluster has this kind at present. */
  isServed(apiVersion: string, kind: string): boolean;
  /**
   * Does a write of ours, and takes the answer: no one has to look again because of it.
   *
   * @param object what is written.
   * @param work gives the answer; undefined where nothing was written.
   */
  write<T extends KubeObject | undefined>(object: KubeObject, work: () => Promise<T>): Promise<T>;
}
