import type { JsonObject } from '../../manifest/json-value';
import type { Finding } from '../../validation/finding';
import type { DestinationSpec } from '../destination';
import { ArgoProject, type IArgoProject } from '../project/argo-project';
import { kindRules } from '../project/kind-rules';
import { memberFindings } from '../project/member-findings';
import type { MemberRepository } from '../project/project-member';

interface GeneratedSpec {
  readonly destination?: DestinationSpec;
  readonly source?: { readonly repoURL: string };
  readonly sources?: readonly { readonly repoURL: string }[];
  readonly sourceHydrator?: {
    readonly drySource: { readonly repoURL: string };
    readonly syncSource: { readonly repoURL?: string };
  };
  readonly syncPolicy?: { readonly syncOptions?: readonly string[] };
}

/** Why Argo CD would refuse generated Applications of a project: what it would say, before it is asked. */
export function generatedMembers(
  project: IArgoProject,
  path: string,
  applications: readonly JsonObject[],
): Finding[] {
  if (!(project instanceof ArgoProject)) return [];
  const spec = project._spec();
  const ofMember = { name: project.projectName, namespace: project.namespace, spec, kinds: kindRules(spec) };
  return applications.flatMap((application) => {
    const { name, namespace } = application.metadata as { readonly name: string; readonly namespace: string };
    const generated = application.spec as unknown as GeneratedSpec;
    const creates = generated.syncPolicy?.syncOptions?.includes('CreateNamespace=true');
    const found = memberFindings(ofMember, {
      path,
      name,
      namespace,
      repositories: repositoriesOf(generated),
      destination: generated.destination ?? {},
      createdNamespace: creates ? generated.destination?.namespace : undefined,
    });
    return found.map((finding) => ({ ...finding, rule: `of ${name} ${finding.rule}` }));
  });
}

function repositoriesOf({ source, sources, sourceHydrator }: GeneratedSpec): MemberRepository[] {
  const all = sources ?? (source ? [source] : []);
  const plain = all.map(({ repoURL }) => ({ url: repoURL, role: 'application repo' as const }));
  if (sourceHydrator === undefined) return plain;
  const dry = sourceHydrator.drySource.repoURL;
  const synced = sourceHydrator.syncSource.repoURL ?? dry;
  const more = synced === dry ? [] : [{ url: synced, role: 'sync source repo' as const }];
  return [{ url: dry, role: 'application repo' }, ...more];
}
