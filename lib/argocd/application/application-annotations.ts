import { Lazy } from 'cdk8s';
import type { ArgoApplicationOptions } from './application-props';
import type { SourceOfApplication } from './source-of-application';

/** What an Application says by annotations. */
export function applicationAnnotations(
  { serverSideDiff = true, manifestGeneratePaths, protection }: ArgoApplicationOptions,
  { generatePaths }: SourceOfApplication,
): Record<string, string> {
  const paths =
    manifestGeneratePaths?.join(';') ?? (generatePaths && (Lazy.any({ produce: generatePaths }) as string));
  return {
    'argocd.argoproj.io/compare-options': `ServerSideDiff=${serverSideDiff}`,
    ...(paths && { 'argocd.argoproj.io/manifest-generate-paths': paths }),
    ...(protection && { 'argocd.argoproj.io/sync-options': `Prune=${protection},Delete=${protection}` }),
  };
}
