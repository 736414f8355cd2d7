import type { KubeObject } from '../kubernetes/kube-object';
import type { LiveChildren } from '../managed-kind';
import type { Claimant } from './claims';

/** What is known of the cluster when a parent is looked at. */
export interface Observed {
  /** The live children: everything in the parent's namespace that may be one. */
  readonly children: LiveChildren;
  /** Whether a live object is as wanted. */
  isInPlace(wanted: KubeObject, live: KubeObject): boolean;
  /** Whether the cluster has this kind at present. */
  isServed(apiVersion: string, kind: string): boolean;
  /** What keeps an object from being written. */
  trouble(wanted: KubeObject, live: KubeObject | undefined): Trouble | undefined;
  /** The parents that claim something, this one among them. @default - nobody else does */
  claimants?(claim: string): readonly Claimant[];
  /** RFC 3339. */
  readonly now: string;
  /** Seconds for which a status that is not urgent has waited to be written. @default - nobody counts, so none waits */
  readonly waited?: number;
}

/** Why an object is not, or not at present, written. */
export interface Trouble {
  readonly reason: 'Foreign' | 'FieldFight' | 'ApplyFailed';
  readonly message: string;
}
