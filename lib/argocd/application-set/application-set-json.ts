import { nonEmpty, withoutUndefined } from '../../validation/plain-json';
import { refuse } from '../../validation/refuse';
import { applicationAnnotations } from '../application/application-annotations';
import { applicationJson } from '../application/application-json';
import { ApplicationFinalizer, type ArgoApplicationProps } from '../application/application-props';
import { foreignSource } from '../application/source-of-application';
import type { ArgoApplicationSetProps } from './application-set-props';
import type { ApplicationSetManifest } from './preview/manifest-types';
import { strategyJson } from './rolling-sync';

/**
 * The spec of an ApplicationSet.
 *
 * @throws where a property is invalid, or contradicts another one.
 */
export function applicationSetJson(
  where: string,
  props: ArgoApplicationSetProps,
): ApplicationSetManifest['spec'] {
  const {
    generators,
    templatePatch,
    applicationsSync,
    preserveResourcesOnDeletion = true,
    preservedFields,
  } = props;
  if (generators.length === 0) {
    refuse(
      where,
      'spec.generators',
      generators,
      'holds no generator',
      'give one: a list, clusters, files in Git',
    );
  }
  const spec = {
    goTemplate: true,
    goTemplateOptions: ['missingkey=error'],
    generators: generators.map((generator) => generator._toJson()),
    template: templateJson(where, props.template, preserveResourcesOnDeletion),
    templatePatch: templatePatch?.toString(),
    syncPolicy: withoutUndefined({ applicationsSync, preserveResourcesOnDeletion }),
    strategy: props.rollingSync && strategyJson(where, props.rollingSync),
    ignoreApplicationDifferences: nonEmpty(ignoredJson(where, props)),
    preservedFields:
      preservedFields &&
      withoutUndefined({
        annotations: nonEmpty(preservedFields.annotations),
        labels: nonEmpty(preservedFields.labels),
      }),
  };
  return withoutUndefined(spec) as ApplicationSetManifest['spec'];
}

function templateJson(where: string, template: ArgoApplicationProps, preserves: boolean): object {
  const { metadata, syncPolicy } = template;
  const path = 'spec.template.metadata';
  const name = metadata?.name;
  if (name === undefined) {
    refuse(where, `${path}.name`, name, 'is missing', 'give a template, such as shop-{{.nameNormalized}}');
  }
  if (metadata?.namespace !== undefined) {
    const rule = 'is that of the set, whatever the template says';
    refuse(where, `${path}.namespace`, metadata.namespace, rule, 'leave it out');
  }
  if (syncPolicy?._windowsFor(name).length) {
    const rule = 'needs windows for names that are not known yet';
    refuse(
      where,
      'template.syncPolicy',
      name,
      rule,
      'use project.addSyncWindow with a pattern, and SyncPolicy.manual()',
    );
  }
  const source = foreignSource(where, template);
  const generatePaths = template.manifestGeneratePaths ?? (source.generatePaths && [source.generatePaths()]);
  const annotated = { ...template, manifestGeneratePaths: generatePaths };
  return {
    metadata: withoutUndefined({
      name,
      labels: metadata?.labels,
      annotations: { ...applicationAnnotations(annotated, source), ...metadata?.annotations },
      finalizers: nonEmpty(finalizersOf(where, template, preserves)),
    }),
    spec: { ...applicationJson(where, template, template.destination), ...source.lazyFields },
  };
}

/** A finalizer deletes what was delivered, whatever the set says of preserving it. */
function finalizersOf(
  where: string,
  { finalizer, metadata }: ArgoApplicationProps,
  preserves: boolean,
): string[] {
  const own = finalizer ?? (preserves ? ApplicationFinalizer.NONE : ApplicationFinalizer.FOREGROUND);
  const path = 'spec.syncPolicy.preserveResourcesOnDeletion';
  if (preserves && own !== ApplicationFinalizer.NONE) {
    const rule = `is contradicted by the finalizer ${own}, which deletes what was delivered`;
    refuse(where, path, true, rule, 'leave the finalizer out, or set preserveResourcesOnDeletion: false');
  }
  if (!preserves && own === ApplicationFinalizer.NONE) {
    const rule = 'is contradicted by ApplicationFinalizer.NONE: Argo CD adds a finalizer of its own';
    refuse(where, path, false, rule, 'leave one of them out');
  }
  return [...(own === ApplicationFinalizer.NONE ? [] : [own]), ...(metadata?.finalizers ?? [])];
}

function ignoredJson(
  where: string,
  { ignoreApplicationDifferences = [] }: ArgoApplicationSetProps,
): object[] {
  return ignoreApplicationDifferences.map(({ name, jsonPointers, jqPathExpressions }, index) => {
    const isEmpty = !jsonPointers?.length && !jqPathExpressions?.length;
    const path = ['spec', 'ignoreApplicationDifferences', index];
    if (isEmpty) refuse(where, path, name, 'names no field', 'give jsonPointers or jqPathExpressions');
    return withoutUndefined({
      name,
      jsonPointers: nonEmpty(jsonPointers),
      jqPathExpressions: nonEmpty(jqPathExpressions),
    });
  });
}
