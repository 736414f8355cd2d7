import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { InvalidManifestError } from '../../validation/invalid-manifest-error';
import { emitConfigMap } from '../config-map';
import { ARGOCD_NAMESPACE } from '../names';
import { commandData } from './command-parameters';
import type { ArgoConfigProps } from './config-props';
import { rbacData } from './rbac';
import { emitRepositories } from './repository-declaration';
import { settingsData } from './settings-data';
import { settingsFindings } from './settings-findings';

/**
 * The settings of an Argo CD: the ConfigMaps `argocd-cm`, `argocd-rbac-cm` and `argocd-cmd-params-cm`, and declarations of
 * repositories. Health checks of ChatGPTApps, of Applications and of what operators bring are always among them.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/argocd-cm-yaml/
 * @example
 * const platform = new Chart(new App(), 'platform', { namespace: 'argocd' });
 * new ArgoConfig(platform, 'config', {
 *   url: 'https://argocd.example.com',
 *   rbac: { roles: [{ name: 'admin', groups: ['platform-team'] }], defaultRole: 'readonly' },
 * });
 */
export class ArgoConfig extends Construct {
  /** The namespace of Argo CD. */
  public readonly namespace: string;

  /** @throws where a setting is invalid; the message lists all that are. */
  constructor(scope: Construct, id: string, props: ArgoConfigProps = {}) {
    super(scope, id);
    const findings = settingsFindings(props);
    if (findings.length > 0) throw new InvalidManifestError(this.node.path, findings);
    const namespace = props.namespace ?? Chart.of(this).namespace ?? ARGOCD_NAMESPACE;
    this.namespace = namespace;

    emitConfigMap(this, 'Settings', { name: 'argocd-cm', namespace, data: settingsData(props) });
    this.emitUnlessEmpty('Rbac', 'argocd-rbac-cm', rbacData(props.rbac ?? {}));
    this.emitUnlessEmpty(
      'CommandParameters',
      'argocd-cmd-params-cm',
      commandData(props.commandParameters ?? {}),
    );
    emitRepositories(this, namespace, props.repositories ?? []);
  }

  /** What says nothing leaves the ConfigMap of the installation as it is. */
  private emitUnlessEmpty(id: string, name: string, data: Record<string, string>): void {
    if (Object.keys(data).length > 0) emitConfigMap(this, id, { name, namespace: this.namespace, data });
  }
}
