import crd from '../../imports/chatgptapp.crd.json';
import type { CustomResourceCheck } from '../validation/custom-resource-check';
import { withDefaults } from '../validation/structural-defaults';
import type { CustomResourceDefinition, StructuralSchema } from '../validation/structural-schema';

const definition = crd as unknown as CustomResourceDefinition;

/** The API version that this library renders. */
export const VERSION = 'v1alpha1';

/** `apiVersion` of a ChatGPTApp. */
export const API_VERSION = `${definition.spec.group}/${VERSION}`;

/** `kind` of a ChatGPTApp. */
export const KIND = definition.spec.names.kind;

let check: CustomResourceCheck | undefined;

/** The check of a manifest against the CRD; loaded on first use. */
export function chatGPTAppCheck(): CustomResourceCheck {
  if (check === undefined) {
    // programs that check no app, such as a FleetApp of other charts, start in much less time without CEL
    const checks =
      require('../validation/custom-resource-check') as typeof import('../validation/custom-resource-check');
    check = new checks.CustomResourceCheck(definition, VERSION);
  }
  return check;
}

/** An optional part of the spec with the schema's defaults, also where the spec leaves the part out. */
export function withPartDefaults<T extends object>(part: string, given: T | undefined): T {
  return withDefaults(given ?? {}, specSchema().properties?.[part]) as T;
}

/** The schema of a ChatGPTApp's spec. */
export function specSchema(): StructuralSchema {
  const version = definition.spec.versions.find(({ name }) => name === VERSION);
  return version?.schema.openAPIV3Schema.properties?.spec ?? {};
}
