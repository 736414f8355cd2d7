/** The label of a Secret that declares a repository to Argo CD. */
export const REPOSITORY_LABEL = { 'argocd.argoproj.io/secret-type': 'repository' } as const;

const HARMLESS_KEYS = ['url', 'name', 'type', 'project', 'enableOCI', 'enableLfs', 'depth'];

/**
 * Whether a Secret only declares a repository, with nothing in it that is secret. Argo CD has no other form for that.
 *
 * @param values its `stringData`.
 */
export function declaresRepository(
  labels: Readonly<Record<string, unknown>>,
  values: Readonly<Record<string, unknown>>,
): boolean {
  const [[label, type]] = Object.entries(REPOSITORY_LABEL) as [[string, string]];
  if (labels[label] !== type) return false;
  const { url } = values;
  const hasUser = typeof url !== 'string' || /^[a-z+]+:\/\/[^/]*:[^/]*@|^https?:\/\/[^/]*@/.test(url);
  return !hasUser && Object.keys(values).every((key) => HARMLESS_KEYS.includes(key));
}
