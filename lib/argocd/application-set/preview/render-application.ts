import type { JsonObject, JsonValue } from '../../../manifest/json-value';
import type { GoMap } from '../../go-template/go-value';
import { ARGOCD_API_VERSION, ARGOCD_NAMESPACE } from '../../names';
import type { ApplicationSetManifest } from './manifest-types';
import { normalizedSpec } from './normalized-spec';
import { renderAll, renderText } from './render-texts';
import { patched } from './template-patch-json';

const DEFAULT_FINALIZER = 'resources-finalizer.argocd.argoproj.io';

/**
 * The Application that a set makes of parameters.
 *
 * @throws PreviewError where a template or the patch fails.
 */
export function renderApplication({ metadata, spec }: ApplicationSetManifest, params: GoMap): JsonObject {
  const template = spec.template as unknown as JsonObject;
  const plain = rendered(template, params, spec.syncPolicy?.preserveResourcesOnDeletion ?? false);
  const own =
    spec.templatePatch === undefined
      ? plain
      : patched(plain, renderText(spec.templatePatch, params, ['spec', 'templatePatch']));
  const generated = normalizedSpec((own.spec ?? {}) as JsonObject);
  return {
    apiVersion: ARGOCD_API_VERSION,
    kind: 'Application',
    metadata: { ...(own.metadata as JsonObject), namespace: metadata?.namespace ?? ARGOCD_NAMESPACE },
    spec: spec.strategy?.type === 'RollingSync' ? withoutAutomation(generated) : generated,
  };
}

/** A set of no parameters at all leaves the template as it is, finalizers included. */
function rendered(template: JsonObject, params: GoMap, preserves: boolean): JsonObject {
  if (params.entries.size === 0) return template;
  const { metadata = {}, spec = {} } = renderAll(template, params, ['spec', 'template']) as {
    readonly metadata?: JsonObject;
    readonly spec?: JsonObject;
  };
  const finalizers = Array.isArray(metadata.finalizers) ? metadata.finalizers : [];
  const addsDefault = !preserves && finalizers.length === 0;
  return { metadata: addsDefault ? { ...metadata, finalizers: [DEFAULT_FINALIZER] } : metadata, spec };
}

/** The controller syncs step by step itself, and turns off the automation that would not wait for it. */
function withoutAutomation(spec: JsonObject): JsonObject {
  const policy = spec.syncPolicy as { readonly automated?: JsonValue } | undefined;
  if (policy?.automated === undefined || policy.automated === null) return spec;
  const automated = { ...(policy.automated as JsonObject), enabled: false };
  return { ...spec, syncPolicy: { ...(policy as JsonObject), automated } };
}
