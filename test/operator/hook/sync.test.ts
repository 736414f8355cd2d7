import type { KubeObject } from '../../../operator/src/engine/kubernetes/kube-object';
import { type SyncRequest, sync } from '../../../operator/src/hook/sync';
import { chatGPTApps } from '../../../operator/src/kinds/chatgptapp';
import { sampleApp } from '../../sample-apps';

const NOW = '2030-01-01T00:00:00Z';
const NAMESPACE = 'shop';

/** A Metacontroller that applies what it is told and deletes what it is not. */
class PlayedMetacontroller {
  parent: KubeObject;
  readonly children = new Map<string, KubeObject>();

  constructor(manifest: unknown) {
    const { metadata, ...rest } = manifest as KubeObject;
    this.parent = { ...rest, metadata: { ...metadata, namespace: NAMESPACE, uid: 'uid', generation: 1 } };
  }

  sync(): void {
    // through JSON, as it comes over the network
    const request = JSON.parse(
      JSON.stringify({ parent: this.parent, children: this.grouped() }),
    ) as SyncRequest;
    const { status, children } = sync(chatGPTApps, request, NOW);
    this.parent = { ...this.parent, status };
    const told = new Set(children.map(titleOf));
    for (const title of this.children.keys()) if (!told.has(title)) this.children.delete(title);
    for (const child of children) this.apply(child);
  }

  finishRollout(): void {
    for (const [title, child] of this.children) {
      if (child.kind !== 'Deployment') continue;
      const replicas = Number((child.spec as { replicas?: number }).replicas ?? 1);
      const counts = {
        replicas,
        updatedReplicas: replicas,
        availableReplicas: replicas,
        readyReplicas: replicas,
      };
      this.children.set(title, {
        ...child,
        status: { observedGeneration: child.metadata.generation, ...counts },
      });
    }
  }

  get kinds(): string[] {
    return [...this.children.values()].map(({ kind }) => kind).sort();
  }

  get phase(): unknown {
    return (this.parent.status as { phase?: unknown }).phase;
  }

  private apply(child: KubeObject): void {
    const known = this.children.get(titleOf(child));
    const isSame = JSON.stringify(known?.spec) === JSON.stringify(child.spec);
    const generation = (known?.metadata.generation ?? 0) + (isSame ? 0 : 1);
    const owner = { apiVersion: '', kind: 'ChatGPTApp', name: '', uid: 'uid', controller: true };
    const metadata = { ...child.metadata, generation, ownerReferences: [owner] };
    this.children.set(titleOf(child), { ...child, status: known?.status, metadata });
  }

  private grouped(): SyncRequest['children'] {
    const groups: Record<string, Record<string, KubeObject>> = {};
    for (const { group, version, kind } of chatGPTApps.children)
      groups[`${kind}.${group ? `${group}/` : ''}${version}`] = {};
    for (const child of this.children.values()) {
      const group = groups[`${child.kind}.${child.apiVersion}`];
      if (group) group[child.metadata.name] = child;
    }
    return groups;
  }
}

const titleOf = ({ kind, metadata }: KubeObject) => `${kind}/${metadata.name}`;

describe('the hook', () => {
  it('makes an app Ready with an engine of another, wave by wave', () => {
    const engine = new PlayedMetacontroller(sampleApp('salon'));
    engine.sync();
    // the Deployment waits for what the first answer brings
    expect(engine.kinds).not.toContain('Deployment');
    engine.sync();
    expect(engine.kinds).toContain('Deployment');
    expect(engine.kinds).not.toContain('HTTPRoute');
    engine.sync();
    expect(engine.phase).toBe('Progressing');
    engine.finishRollout();
    engine.sync();
    engine.sync();
    expect(engine.kinds).toContain('HTTPRoute');
    expect(engine.phase).toBe('Ready');
  });

  it('gives the same answer again as long as nothing changes', () => {
    const engine = new PlayedMetacontroller(sampleApp('hello'));
    for (let looks = 0; looks < 4; looks++) {
      engine.sync();
      engine.finishRollout();
    }
    const before = JSON.stringify([engine.parent, ...engine.children.values()]);
    engine.sync();
    expect(JSON.stringify([engine.parent, ...engine.children.values()])).toBe(before);
  });

  it('keeps telling what may not go yet, so that the engine does not delete it', () => {
    const engine = new PlayedMetacontroller(sampleApp('hello'));
    for (let looks = 0; looks < 4; looks++) {
      engine.sync();
      engine.finishRollout();
    }
    const { spec, metadata } = engine.parent as KubeObject & { spec: { mcpServer: object } };
    const mcpServer = { ...spec.mcpServer, image: 'ghcr.io/acme/hello:9.9.9' };
    engine.parent = {
      ...engine.parent,
      metadata: { ...metadata, generation: 2 },
      spec: { ...spec, mcpServer, pod: { serviceAccountName: 'given' } },
    };
    engine.sync();
    engine.sync();
    expect(engine.kinds).toContain('ServiceAccount');
    engine.finishRollout();
    engine.sync();
    engine.sync();
    expect(engine.kinds).not.toContain('ServiceAccount');
  });

  it('changes nothing for an app that breaks a rule', () => {
    const engine = new PlayedMetacontroller(sampleApp('hello'));
    engine.sync();
    engine.sync();
    const before = engine.kinds;
    engine.parent = { ...engine.parent, spec: { displayName: '' } };
    engine.sync();
    expect(engine.kinds).toEqual(before);
    expect(engine.phase).toBe('Degraded');
  });
});
