import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import type { ApiClient } from './api-client';
import { type ApiObject, accepted, hasCondition } from './api-object';
import { waitFor } from './wait-for';

interface CustomResourceDefinition extends ApiObject {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly served: boolean }[];
  };
}

/** Options of `installCrds`. */
export interface InstallOptions {
  /** Leaves a CRD alone that the cluster has already: what others installed is theirs. @default false */
  readonly keepExisting?: boolean;
}

/** Installs the CRDs of YAML files and waits until the API server serves them. */
export async function installCrds(
  api: ApiClient,
  files: readonly string[],
  options: InstallOptions = {},
): Promise<void> {
  const crds = files.flatMap((file) =>
    parseAllDocuments(readFileSync(file, 'utf8')).map(
      (document) => document.toJS() as CustomResourceDefinition,
    ),
  );
  await Promise.all(
    crds.map(async (crd) => {
      const keep = options.keepExisting && (await api.get(crd)).status === 200;
      if (!keep) accepted(await api.apply(crd, { force: true }));
      await api.waitFor(crd, 'is established', (now) => hasCondition(now, 'Established'));
      // discovery follows a moment later
      for (const { name, served } of crd.spec.versions) {
        if (served)
          await untilServed(api, `${crd.spec.group}/${name}`, crd.spec.names.kind, options.keepExisting);
      }
    }),
  );
}

async function untilServed(
  api: ApiClient,
  apiVersion: string,
  kind: string,
  mayBeOlder = false,
): Promise<void> {
  if (mayBeOlder) return; // a CRD that was kept may serve other versions than the pinned one
  await waitFor(`${kind} of ${apiVersion} is served`, async () =>
    (await api.serves(apiVersion, kind)) ? true : undefined,
  );
}
