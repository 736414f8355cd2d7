import type { KubeObject } from '../kubernetes/kube-object';

/** Where one wanted object stands in the cluster. */
export interface Standing {
  readonly manifest: KubeObject;
  /**
   * `ready`, `starting`, `failed`: in place. `due`: to be applied now. `waiting`: later. `skipped`: the cluster does not have its
   * kind, which is no fault. `unserved`: it is one. `foreign`: another's object has its place. `refused`: the server
   * does not take it.
   */
  readonly state:
    | 'ready'
    | 'starting'
    | 'failed'
    | 'due'
    | 'waiting'
    | 'skipped'
    | 'unserved'
    | 'foreign'
    | 'refused';
  /** For people; empty where there is nothing to say. */
  readonly message: string;
  /** Who keeps changing it, where we gave in for now. */
  readonly contest?: string;
}

/** Whether what waits for the object has to wait on. */
export function isInTheWay({ state }: Standing): boolean {
  return state !== 'ready' && state !== 'skipped';
}

/** Whether the object is in the cluster as it is wanted, or need not be. */
export function isApplied({ state }: Pick<Standing, 'state'>): boolean {
  return state === 'ready' || state === 'starting' || state === 'failed' || state === 'skipped';
}
