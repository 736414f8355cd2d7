import type { FieldPath } from '../../validation/field-path';
import type { Finding } from '../../validation/finding';
import { withoutUndefined } from '../../validation/plain-json';
import { errorAt } from '../../validation/refuse';

/** A Kustomize beside the one that Argo CD has. */
export interface KustomizeVersion {
  /** Its version, such as `v5.4.1`, as Applications name it. */
  readonly version: string;
  /** Where its program is in the repo-server's container. */
  readonly path: string;
  /**
   * Flags of `kustomize build` for it.
   * @default - those of all versions
   */
  readonly buildOptions?: string[];
}

/**
 * How Argo CD runs Kustomize. Build options belong here; a source of an Application has none.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/kustomize/#kustomize-build-optionsparameters
 */
export interface KustomizeSettings {
  /**
   * Flags of `kustomize build`, such as `--load-restrictor=LoadRestrictionsNone` or `--enable-helm`.
   * @default - none
   */
  readonly buildOptions?: string[];
  /**
   * Further versions.
   * @default - the one that Argo CD has
   */
  readonly versions?: KustomizeVersion[];
}

const FLAGS = [
  '--as-current-user',
  '--enable-alpha-plugins',
  '--enable-exec',
  '--enable-helm',
  '--enable-star',
  '--env',
  '-e',
  '--helm-api-versions',
  '--helm-command',
  '--helm-debug',
  '--helm-kube-version',
  '--load-restrictor',
  '--mount',
  '--network',
  '--network-name',
];

/** The entries of argocd-cm. */
export function kustomizeData({ buildOptions, versions = [] }: KustomizeSettings): Record<string, string> {
  return withoutUndefined({
    'kustomize.buildOptions': buildOptions?.join(' '),
    ...Object.fromEntries(
      versions.flatMap((each) => [
        [`kustomize.path.${each.version}`, each.path],
        [`kustomize.buildOptions.${each.version}`, each.buildOptions?.join(' ')],
      ]),
    ),
  }) as Record<string, string>;
}

/** What is wrong with them. */
export function kustomizeFindings({ buildOptions = [], versions = [] }: KustomizeSettings): Finding[] {
  return [
    ...optionFindings(['kustomize', 'buildOptions'], buildOptions),
    ...versions.flatMap((each, index) => {
      const path = ['kustomize', 'versions', index];
      const findings = optionFindings([...path, 'buildOptions'], each.buildOptions ?? []);
      if (!/^v\d+\.\d+\.\d+$/.test(each.version)) {
        findings.push(errorAt([...path, 'version'], each.version, 'is no version', 'write it as in v5.4.1'));
      }
      if (!each.path.startsWith('/')) {
        findings.push(errorAt([...path, 'path'], each.path, 'is no absolute path', 'begin with a slash'));
      }
      return findings;
    }),
  ];
}

function optionFindings(path: FieldPath, options: readonly string[]): Finding[] {
  return options.flatMap((option, index) => {
    const at = [...path, index];
    const [flag = '', value, ...more] = option.split(/[= ]/);
    if (more.length > 0 || value?.startsWith('-')) {
      return [errorAt(at, option, 'is more than one flag', 'write each flag by itself')];
    }
    if (!FLAGS.includes(flag)) {
      const spelled = flag.replaceAll('_', '-');
      const fix = FLAGS.includes(spelled) ? `write ${spelled}` : 'leave it out';
      return [errorAt(at, option, 'is no flag of kustomize build in Kustomize 5', fix)];
    }
    const isNone = value !== 'LoadRestrictionsNone' && value !== 'LoadRestrictionsRootOnly';
    if (flag !== '--load-restrictor' || !isNone) return [];
    const fix = 'write --load-restrictor=LoadRestrictionsNone';
    return [errorAt(at, option, 'is no load restrictor', fix)];
  });
}
