import { Applier } from '../../../../operator/src/engine/control/applier';
import { Controller } from '../../../../operator/src/engine/control/controller';
import { EventRecorder } from '../../../../operator/src/engine/control/event-recorder';
import { Discovery } from '../../../../operator/src/engine/kubernetes/discovery';
import type { KubeObject } from '../../../../operator/src/engine/kubernetes/kube-object';
import { ApiError, ConnectionError } from '../../../../operator/src/engine/kubernetes/transport';
import { silentLog } from '../../../../operator/src/engine/log';
import { type ToyPart, toy, toys } from '../reconcile/toy-kind';
import { ApplyServer } from './apply-server';

const KEY = 'nursery/bear';
const PARTS: readonly ToyPart[] = [
  { name: 'account' },
  { name: 'server', kind: 'Deployment', waitsFor: [0] },
];

class Bench {
  readonly server = new ApplyServer('Toy', toys.parentLabel);
  renders = 0;
  leads = true;
  now = Date.parse('2030-01-01T00:00:00Z');
  readonly controller: Controller;

  constructor(parts: readonly ToyPart[] = PARTS) {
    const kind: typeof toys = {
      ...toys,
      render: (parent) => {
        this.renders++;
        return toys.render(parent);
      },
    };
    const { server } = this;
    this.controller = new Controller({
      ...{ kind, view: server, manager: 'us', log: silentLog },
      applier: new Applier(server, 'us', () => {
        if (!this.leads) throw new Error('this process does not lead');
      }),
      discovery: new Discovery(server),
      recorder: new EventRecorder(server, 'toys', 'test', silentLog),
      observer: { started: () => undefined, finished: () => undefined, applied: () => undefined },
      now: () => this.now,
    });
    server.put(toy({ parts }));
  }

  /** @returns the requests of one look. */
  async look(): Promise<string[]> {
    const before = this.server.requests.length;
    await this.controller.reconcile(KEY);
    return this.server.requests.slice(before);
  }

  /** Lets the Deployment run. */
  run(): void {
    const counts = { replicas: 1, updatedReplicas: 1, availableReplicas: 1, readyReplicas: 1 };
    const server = this.object('apps/Deployment/nursery/server');
    this.server.put({ ...server, status: { observedGeneration: server.metadata.generation, ...counts } });
  }

  object(id: string) {
    const object = this.server.objects.get(id);
    if (!object) throw new Error(`there is no ${id}`);
    return object;
  }

  /** Another writes into a ConfigMap. */
  write(name: string, content: string): void {
    const object = this.object(`/ConfigMap/nursery/${name}`);
    const generation = (object.metadata.generation ?? 0) + 1;
    this.server.put({ ...object, data: { content }, metadata: { ...object.metadata, generation } });
  }

  edit(spec: object): void {
    const parent = this.object('test.example.com/Toy/nursery/bear');
    const generation = (parent.metadata.generation ?? 0) + 1;
    this.server.put({ ...parent, spec, metadata: { ...parent.metadata, generation } });
  }

  get status(): {
    readonly phase: string;
    readonly conditions: readonly { type: string; reason: string; message: string }[];
  } {
    return this.object('test.example.com/Toy/nursery/bear').status as never;
  }
}

/** A bench whose toy is Ready. */
async function ready(parts?: readonly ToyPart[]): Promise<Bench> {
  const bench = new Bench(parts);
  await bench.look();
  bench.run();
  await bench.look();
  expect(bench.status.phase).toBe('Ready');
  return bench;
}

describe('a look', () => {
  it('writes each object once, and the status, and reads nothing', async () => {
    const bench = new Bench();
    expect(await bench.look()).toEqual(['PATCH account', 'PATCH server']);
    bench.run();
    expect(await bench.look()).toEqual(['PATCH bear/status']);
    expect(await bench.look()).toEqual([]);
  });

  it('renders once for all its waves, and not at all where only a status changed', async () => {
    const bench = new Bench();
    await bench.look();
    expect(bench.renders).toBe(1);
    bench.run();
    await bench.look();
    await bench.look();
    expect(bench.renders).toBe(1);
  });

  it('renders again where a child or the parent changed', async () => {
    const bench = await ready();
    bench.write('account', 'theirs');
    expect(await bench.look()).toEqual(['PATCH account']);
    bench.edit({ parts: [{ name: 'account', content: 'new' }, ...PARTS.slice(1)] });
    expect(await bench.look()).toEqual(['PATCH account', 'PATCH bear/status']);
    expect(bench.object('/ConfigMap/nursery/account').data).toEqual({ content: 'new' });
    expect(bench.renders).toBe(3);
  });

  it('sees by a new process that everything is in place', async () => {
    const bench = await ready();
    const second = new Bench();
    for (const object of bench.server.objects.values()) second.server.put(object);
    expect(await second.look()).toEqual([]);
    expect(second.renders).toBe(1);
  });

  it('writes nothing where the process does not lead', async () => {
    const bench = new Bench();
    bench.leads = false;
    await expect(bench.look()).rejects.toThrow('does not lead');
    expect(bench.server.requests).toEqual([]);
  });

  it('of a parent that is gone does nothing', async () => {
    const bench = await ready();
    bench.server.objects.delete('test.example.com/Toy/nursery/bear');
    expect(await bench.look()).toEqual([]);
  });
});

describe('an object that the server refuses', () => {
  const parts: readonly ToyPart[] = [{ name: 'good' }, { name: 'bad' }, { name: 'after', waitsFor: [1] }];
  const refuse = (error: Error) => (request: { method: string; path: string }) => {
    if (request.method === 'PATCH' && request.path.endsWith('/bad')) throw error;
  };

  it('is told in the status, in the words of the server, and tried again', async () => {
    const bench = new Bench(parts);
    const { fault } = bench.server;
    bench.server.fault = refuse(
      new ApiError(422, { message: 'data: too long' }, { method: 'PATCH', path: '/bad' }),
    );
    await expect(bench.look()).rejects.toThrow('ConfigMap bad: data: too long');
    expect([...bench.server.objects.keys()]).toContain('/ConfigMap/nursery/good');
    expect([...bench.server.objects.keys()]).not.toContain('/ConfigMap/nursery/after');
    expect(bench.status.conditions.find(({ type }) => type === 'Applied')).toMatchObject({
      reason: 'ApplyFailed',
      message: 'ConfigMap bad: data: too long; ConfigMap after waits for ConfigMap bad',
    });
    bench.server.fault = fault;
    await bench.look();
    expect(bench.status.phase).toBe('Ready');
  });

  it.each([
    ['is not there', new ConnectionError('reset')],
    ['has too much to do', new ApiError(429, {}, { method: 'PATCH', path: '/bad' })],
  ])('because it %s is told to nobody, and tried again', async (_, error) => {
    const bench = new Bench(parts);
    bench.server.fault = refuse(error);
    await expect(bench.look()).rejects.toThrow(error);
    expect(bench.server.requests).not.toContain('PATCH bear/status');
    expect([...bench.server.objects.keys()]).toContain('/ConfigMap/nursery/good');
  });
});

describe('what is no longer wanted', () => {
  it('is deleted once, as the very object that it was', async () => {
    const bench = await ready([...PARTS, { name: 'extra' }]);
    bench.edit({ parts: PARTS });
    expect(await bench.look()).toContain('DELETE extra');
    expect([...bench.server.objects.keys()]).not.toContain('/ConfigMap/nursery/extra');
  });

  it('of a kind that an earlier version rendered is found by the inventory', async () => {
    const bench = await ready();
    const parent = bench.object('test.example.com/Toy/nursery/bear');
    const { uid = '', name } = parent.metadata;
    const owner = { apiVersion: 'test.example.com/v1', kind: 'Toy', name, uid, controller: true };
    const metadata = { name: 'old', namespace: 'nursery', ownerReferences: [owner] };
    bench.server.put({ apiVersion: 'v1', kind: 'Secret', metadata });
    const entry = { apiVersion: 'v1', kind: 'Secret', name: 'old', wave: 0 };
    const status = parent.status as { inventory: readonly object[] };
    bench.server.put({ ...parent, status: { ...status, inventory: [...status.inventory, entry] } });
    serveSecrets(bench.server);
    expect(await bench.look()).toContain('DELETE old');
  });
});

describe('an object of another', () => {
  it('is left alone, told, and looked at again after a while', async () => {
    const bench = new Bench([{ name: 'account' }]);
    const managedFields = [{ manager: 'helm', operation: 'Update' as const }];
    bench.server.put({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'account', namespace: 'nursery', managedFields },
    });
    expect(await bench.controller.reconcile(KEY)).toBe(30);
    expect(bench.server.requests.slice(0, 2)).toEqual(['PATCH account', 'GET account']);
    expect(bench.object('/ConfigMap/nursery/account').data).toBeUndefined();
    expect(bench.status.conditions.find(({ type }) => type === 'Conflict')?.message).toContain(
      'helm made it',
    );
    bench.server.objects.delete('/ConfigMap/nursery/account');
    expect(await bench.look()).toContain('PATCH account');
    expect(bench.status.phase).toBe('Ready');
  });
});

describe('an object that we do not see', () => {
  const hide = (bench: Bench) => {
    const { metadata, ...account } = bench.object('/ConfigMap/nursery/account');
    return bench.server.put({ ...account, metadata: { ...metadata, labels: {} } });
  };

  it('is ours all the same where we made it, and is mended', async () => {
    const bench = await ready();
    const { uid } = hide(bench).metadata;
    expect(await bench.look()).toEqual(['PATCH account', 'GET account', 'PATCH account']);
    expect(bench.object('/ConfigMap/nursery/account').metadata).toMatchObject({
      uid,
      labels: { [toys.parentLabel]: 'bear' },
    });
  });

  it('is not mended where another has taken its place meanwhile', async () => {
    const bench = await ready();
    const { metadata, ...theirs } = hide(bench);
    bench.server.fault = ({ method, body }) => {
      if (method === 'PATCH' && (body as KubeObject).metadata.uid === metadata.uid)
        bench.server.put({
          ...theirs,
          metadata: { name: 'account', namespace: 'nursery' },
          data: { of: 'another' },
        });
    };
    await expect(bench.look()).rejects.toThrow('Conflict');
    expect(bench.object('/ConfigMap/nursery/account').data).toEqual({ of: 'another' });
  });

  it('and that another makes at the very moment of our write stays as it is', async () => {
    const bench = new Bench([{ name: 'account' }]);
    const metadata = { name: 'account', namespace: 'nursery' };
    bench.server.fault = ({ method }) => {
      if (method === 'PATCH' && bench.server.objects.size === 1)
        bench.server.put({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { of: 'another' } });
    };
    await bench.look();
    expect(bench.object('/ConfigMap/nursery/account').data).toEqual({ of: 'another' });
    expect(bench.status.conditions.find(({ type }) => type === 'Conflict')?.reason).toBe('Foreign');
  });
});

describe('a fight', () => {
  it('ends in a truce, is told, and is tried again when the truce is over', async () => {
    const bench = await ready();
    let writes = 0;
    for (let round = 0; round < 10; round++) {
      bench.write('account', `theirs ${round}`);
      writes += (await bench.look()).filter((request) => request === 'PATCH account').length;
      bench.now += 1_000;
    }
    expect(writes).toBe(4);
    expect(bench.controller.contested()).toBe(1);
    expect(bench.status.conditions.find(({ type }) => type === 'Conflict')).toMatchObject({
      reason: 'FieldFight',
    });
    expect(bench.status.phase).toBe('Degraded');
    bench.now += 120_000;
    expect(await bench.look()).toContain('PATCH account');
    expect(bench.status.phase).toBe('Ready');
    expect(bench.controller.contested()).toBe(0);
  });
});

function serveSecrets(server: ApplyServer): void {
  const { send } = server;
  server.send = async <T>(request: Parameters<typeof send>[0]): Promise<T> => {
    const resources = [{ name: 'secrets', kind: 'Secret', namespaced: true }];
    return request.path === '/api/v1' ? ({ resources } as T) : (send.call(server, request) as Promise<T>);
  };
}
