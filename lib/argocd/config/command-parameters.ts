import type { Finding } from '../../validation/finding';
import { withoutUndefined } from '../../validation/plain-json';
import { errorAt } from '../../validation/refuse';

/**
 * Parameters of Argo CD's processes. A process reads them when it starts, so a change needs a restart.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/server-commands/additional-configuration-method/
 */
export interface CommandParameters {
  /**
   * Lets ApplicationSets update their Applications step by step. Without it their steps are ignored.
   * @default false
   */
  readonly progressiveSyncs?: boolean;
  /**
   * Namespaces in which Applications may live beside Argo CD's own, with `*`.
   * @default - none
   */
  readonly applicationNamespaces?: string[];
  /**
   * Namespaces in which ApplicationSets may live beside Argo CD's own, with `*`.
   * @default - none
   */
  readonly applicationSetNamespaces?: string[];
  /**
   * Turns the source hydrator on.
   * @default false
   */
  readonly hydrator?: boolean;
  /**
   * Further entries, as they are.
   * @default - none
   */
  readonly extra?: { [key: string]: string };
}

/** The entries of argocd-cmd-params-cm. */
export function commandData(parameters: CommandParameters): Record<string, string> {
  return withoutUndefined({ ...typed(parameters), ...parameters.extra }) as Record<string, string>;
}

function typed(parameters: CommandParameters): Record<string, string | undefined> {
  const { progressiveSyncs, applicationNamespaces, applicationSetNamespaces, hydrator } = parameters;
  return {
    'applicationsetcontroller.enable.progressive.syncs': progressiveSyncs?.toString(),
    'application.namespaces': applicationNamespaces?.join(','),
    'applicationsetcontroller.namespaces': applicationSetNamespaces?.join(','),
    'hydrator.enabled': hydrator?.toString(),
  };
}

/** What is wrong with them. */
export function commandFindings(parameters: CommandParameters): Finding[] {
  const { applicationNamespaces, applicationSetNamespaces = [], extra = {} } = parameters;
  const findings = Object.keys(extra)
    .filter((key) => Object.hasOwn(typed(parameters), key))
    .map((key) =>
      errorAt(
        ['commandParameters', 'extra', key],
        extra[key],
        'is written from a typed prop',
        'use that prop',
      ),
    );
  const strangers = applicationSetNamespaces.filter((name) => !applicationNamespaces?.includes(name));
  if (strangers.length > 0) {
    const path = ['commandParameters', 'applicationSetNamespaces'];
    const rule = 'names namespaces in which Applications may not live, and a set makes them beside itself';
    findings.push(errorAt(path, strangers, rule, 'name them in applicationNamespaces too'));
  }
  return findings;
}
