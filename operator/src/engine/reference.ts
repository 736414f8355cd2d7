import type { Resource } from './kubernetes/resource';

/** An object in a parent's namespace that the parent names and does not bring. */
export interface Reference {
  readonly resource: Resource;
  readonly name: string;
  /** Where the parent names it: `spec.oauth.clientSecretRef`. */
  readonly field: string;
}
