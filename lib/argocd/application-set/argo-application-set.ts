import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type { JsonObject } from '../../manifest/json-value';
import { type Finding, formatFinding } from '../../validation/finding';
import { InvalidManifestError } from '../../validation/invalid-manifest-error';
import { objectName } from '../../validation/object-name';
import { ARGOCD_API_VERSION, ARGOCD_NAMESPACE } from '../names';
import { ArgoProject, type IArgoProject } from '../project/argo-project';
import { applicationSetJson } from './application-set-json';
import type { ArgoApplicationSetProps } from './application-set-props';
import { generatedMembers } from './generated-members';
import type { ApplicationSetManifest } from './preview/manifest-types';
import type { ApplicationSetPreviewInputs, PreviewedApplication } from './preview/preview-inputs';
import { previewSet } from './preview/preview-set';
import { isSelfContained, setFindings } from './preview/set-findings';

/**
 * Makes an Application for each cluster, each tenant, each folder, each pull request. Templates are Go templates in
 * which a missing parameter is an error; what was delivered is preserved when an Application goes, unless you say
 * otherwise; and what the set would generate can be seen, and is checked, without Argo CD.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/
 * @example
 * const platform = new Chart(new App(), 'platform', { namespace: 'argocd' });
 * const project = ArgoProject.fromProjectName(platform, 'chatgpt-apps', 'chatgpt-apps');
 * new ArgoApplicationSet(platform, 'shop', {
 *   generators: [ApplicationSetGenerator.clusters({ selector: { matchLabels: { environment: 'production' } } })],
 *   template: {
 *     metadata: { name: 'shop-{{.nameNormalized}}' },
 *     project,
 *     destination: Destination.cluster('{{.name}}', 'chatgpt-production'),
 *     source: ApplicationSource.directory({
 *       repoUrl: 'https://github.com/acme/deployments',
 *       path: 'dist/production/{{.nameNormalized}}/shop',
 *     }),
 *   },
 * });
 */
export class ArgoApplicationSet extends Construct {
  /** The set's name. */
  public readonly applicationSetName: string;
  /** The namespace that the set and its Applications live in. */
  public readonly namespace: string;

  private readonly manifest: ApplicationSetManifest;
  private readonly project: IArgoProject;
  private readonly inputs: ApplicationSetPreviewInputs | undefined;

  /** @throws where the name or a property is invalid; templates are checked when the chart is synthesized. */
  constructor(scope: Construct, id: string, props: ArgoApplicationSetProps) {
    super(scope, id);
    const { metadata, template, previewInputs } = props;
    this.applicationSetName = objectName(this.node.path, metadata?.name ?? id);
    this.namespace = metadata?.namespace ?? Chart.of(this).namespace ?? ARGOCD_NAMESPACE;
    this.project = template.project;
    this.inputs = previewInputs;
    const spec = applicationSetJson(this.node.path, props);
    this.manifest = { metadata: { name: this.applicationSetName, namespace: this.namespace }, spec };
    new ApiObject(this, 'Resource', {
      apiVersion: ARGOCD_API_VERSION,
      kind: 'ApplicationSet',
      metadata: { ...metadata, name: this.applicationSetName, namespace: this.namespace },
      spec,
    });
    if (this.project instanceof ArgoProject) this.project._addSet(this.node.path);
    this.node.addValidation({
      validate: () => this.problems().map((finding) => formatFinding(this.node.path, finding)),
    });
  }

  /**
   * The Applications that Argo CD would generate, without Argo CD.
   *
   * @param inputs what the generators look at. @default - `previewInputs` of the set
   * @throws where a template fails, two Applications have one name, a name is invalid, the steps of a rolling sync do
   * not choose each Application once, or a function is used that is not evaluated here; all findings together.
   */
  public preview(inputs?: ApplicationSetPreviewInputs): PreviewedApplication[] {
    const { applications, findings } = previewSet(this.manifest, inputs ?? this.inputs ?? {});
    const all = [...setFindings(this.manifest), ...findings];
    if (all.length > 0) throw new InvalidManifestError(this.node.path, all);
    return [...applications];
  }

  /** What is wrong whatever is generated, and then what is wrong with that, where it is known. */
  private problems(): Finding[] {
    const own = setFindings(this.manifest);
    const isKnown = this.inputs !== undefined || (this.manifest.spec.generators ?? []).every(isSelfContained);
    if (own.length > 0 || !isKnown) return own;
    const { applications, findings } = previewSet(this.manifest, this.inputs ?? {});
    const manifests = applications.map(({ manifest }) => manifest as JsonObject);
    return [...findings, ...generatedMembers(this.project, this.node.path, manifests)];
  }
}
