import { argoSamples } from '../argocd/argo-samples';
import { platformObjects } from '../dist-objects';
import { argoCdCrds } from './argo-cd-crds';
import { accepted } from './harness/api-object';
import { cluster } from './harness/cluster';
import { findCrdFile } from './harness/crd-files';
import type { RestrictedNamespace } from './harness/restricted-namespace';
import { lostFields } from './lost-fields';

// whether Argo CD itself does what they say is judged in the gitops tier
describe('the objects of Argo CD, by its CustomResourceDefinitions', () => {
  const { api } = cluster();
  let namespace: RestrictedNamespace;
  beforeAll(async () => {
    const files = await Promise.all(argoCdCrds.map((crd) => findCrdFile(crd)));
    await cluster().installCrds(files, { keepExisting: true });
    namespace = await cluster().namespace('argocd');
  }, 120_000);
  afterAll(() => namespace?.delete());

  const samples = [...argoSamples('argocd'), ...platformObjects()];

  it.each(samples.map((object) => [`${object.kind} ${object.metadata.name}`, object] as const))(
    '%s is accepted and loses no field',
    async (_, object) => {
      const { finalizers, ...metadata } = object.metadata;
      // nobody would remove the finalizers: there is no Argo CD here
      const placed = { ...object, metadata: { ...metadata, namespace: namespace.name } };
      const dryRun = await api.apply(
        { ...placed, metadata: { ...placed.metadata, finalizers } },
        { dryRun: true },
      );
      expect(dryRun.refusal?.message).toBeUndefined();
      expect(dryRun.warnings).toEqual([]);
      accepted(await api.apply(placed));
      expect(lostFields(placed, accepted(await api.get(placed)))).toEqual([]);
    },
  );

  it('all kinds are among them', () => {
    expect(new Set(samples.map(({ kind }) => kind))).toEqual(
      new Set(['Application', 'ApplicationSet', 'AppProject', 'ConfigMap']),
    );
  });
});
