import { setTimeout as pause } from 'node:timers/promises';
import type { KubeObject } from '../../operator/src/engine/kubernetes/kube-object';
import { objectPath } from '../../operator/src/engine/kubernetes/resource';
import { accepted } from '../../test/cluster/harness/api-object';
import { waitFor } from '../../test/cluster/harness/wait-for';
import { isLabelled, isReady, isRolledOut, isWell, refOf, strategicPatch } from './app-state';
import { appManifest, appNames, IMAGES, KINDS, NAMESPACE, PART_OF, serverName } from './apps';
import { type Changes, measure, type PhaseCost, type PhaseName } from './measure';
import type { ObjectWatch } from './object-watch';
import type { Workplace } from './workplace';

/** Requests of the harness at the same time. */
const PARALLEL = 16;
const IDLE_SECONDS = Number(process.env.BENCH_IDLE ?? 35);
const WARM_UP = 'warm-up';
/** Of more apps there is one change of the image and one kind of drift: all of them would take more than an hour. */
const MOST_FOR_EACH_KIND = 1000;
/** Milliseconds between two writes of the foreign writer. */
const FOREIGN_PAUSE = 25;

/** The life of so many apps. Ends with a check that everything was as it should be in each phase. */
export async function runScenario(
  place: Workplace,
  size: number,
  told: (cost: PhaseCost) => void,
): Promise<PhaseCost[]> {
  const names = appNames(size);
  const costs: PhaseCost[] = [];
  const phase = async (name: PhaseName, work: () => Promise<Changes | undefined>, image?: string) => {
    const cost = await measure(place, name, work);
    costs.push(cost);
    told(cost);
    if (image) await untilAllAt(place, names, image);
  };
  const { first, rebuilt, released } = IMAGES;
  await create(place, [WARM_UP]); // the API server does much for the first object of a kind, and the simulator starts
  await deleteAll(place, [WARM_UP]);
  await phase('create', () => create(place, names), first);
  await phase('change the image, same version', () => changeImage(place, names, rebuilt), rebuilt);
  const hasEachKind = size <= MOST_FOR_EACH_KIND;
  const last = hasEachKind ? released : rebuilt;
  if (hasEachKind) {
    await phase('change the image, new version', () => changeImage(place, names, released), last);
    await phase('heal a deleted Service', () => deleteServices(place, names), last);
  }
  await phase('heal a foreign label', () => relabel(place, names), last);
  if (hasEachKind) await phase('heal a foreign image', () => replaceImage(place, names, last), last);
  await phase('restart', () => restart(place, size), last);
  await phase('idle', () => idle());
  await phase('idle beside a foreign writer', () => touchForeignFields(place, names), last);
  await phase('delete', () => deleteAll(place, names));
  return costs;
}

function create(place: Workplace, names: readonly string[]): Promise<Changes> {
  const ready = place.apps.untilEach(names, (app) => isReady(app, IMAGES.first));
  return changes(names, ready, async (name) => {
    accepted(await place.api.create(appManifest(name)));
  });
}

function changeImage(place: Workplace, names: readonly string[], image: string): Promise<Changes> {
  const ready = place.apps.untilEach(names, (app) => isReady(app, image));
  return changes(names, ready, async (name) => {
    accepted(await place.api.patch(refOf(KINDS.app, name), { spec: { mcpServer: { image } } }));
  });
}

function deleteServices(place: Workplace, names: readonly string[]): Promise<Changes> {
  const servers = names.map(serverName);
  const before = new Set(place.services.list().map(({ metadata }) => metadata.uid));
  const back = place.services.untilEach(servers, ({ metadata }) => !before.has(metadata.uid));
  return changes(servers, back, async (name) => {
    accepted(await place.api.delete(refOf(KINDS.service, name)));
  });
}

function relabel(place: Workplace, names: readonly string[]): Promise<Changes> {
  return disturb(place, names, { metadata: { labels: { [PART_OF.key]: 'foreign' } } }, isLabelled);
}

/** @param image that the operator wants. */
function replaceImage(place: Workplace, names: readonly string[], image: string): Promise<Changes> {
  const containers = [{ name: 'mcp-server', image: IMAGES.foreign }];
  const patch = { spec: { template: { spec: { containers } } } };
  return disturb(place, names, patch, (deployment) => isRolledOut(deployment, image));
}

/** Another manager changes each Deployment, against the will of the operator. */
function disturb(
  place: Workplace,
  names: readonly string[],
  patch: object,
  isRight: (deployment: KubeObject) => boolean,
): Promise<Changes> {
  const servers = names.map(serverName);
  const disturbed = new Set<string>();
  const healed = place.deployments.untilEach(servers, (deployment) => {
    if (!isRight(deployment)) disturbed.add(deployment.metadata.name);
    return isRight(deployment) && disturbed.has(deployment.metadata.name);
  });
  return changes(servers, healed, async (name) => {
    accepted(await strategicPatch(place, name, patch));
  });
}

async function restart(place: Workplace, size: number): Promise<undefined> {
  await place.stopOperator();
  await place.startOperator();
  await place.operator.untilDone(size);
}

async function idle(): Promise<undefined> {
  await pause(IDLE_SECONDS * 1000);
}

/** Another manager keeps writing what is none of the operator's business: annotations, and a field of a status. */
async function touchForeignFields(place: Workplace, names: readonly string[]): Promise<undefined> {
  const { serviceAccount, service, deployment, networkPolicy, disruptionBudget, serviceMonitor } = KINDS;
  const kinds = [serviceAccount, service, deployment, networkPolicy, disruptionBudget, serviceMonitor];
  const end = performance.now() + IDLE_SECONDS * 1000;
  for (let count = 0; performance.now() < end; count++) {
    const name = serverName(names[count % names.length] ?? '');
    const kind = kinds[count % kinds.length] ?? deployment;
    const patch = { metadata: { annotations: { 'example.com/touched': `${count}` } } };
    accepted(await place.api.patch(refOf(kind, name), patch));
    const status = `${objectPath(deployment, name, NAMESPACE)}/status`;
    const contentType = 'application/merge-patch+json';
    accepted(
      await place.api.request('PATCH', status, { status: { collisionCount: count } }, { contentType }),
    );
    await pause(FOREIGN_PAUSE);
  }
}

async function deleteAll(place: Workplace, names: readonly string[]): Promise<undefined> {
  await inParallel(names, async (name) => {
    accepted(await place.api.delete(refOf(KINDS.app, name)));
  });
  await waitFor('all apps are gone', () => place.apps.list().length === 0 || undefined, { deadline: 300 });
}

/** Starts a change of each, and waits for the end of all. */
async function changes(
  names: readonly string[],
  end: ReturnType<ObjectWatch['untilEach']>,
  change: (name: string) => Promise<void>,
): Promise<Changes> {
  const begun = new Map<string, number>();
  const changing = inParallel(names, (name) => {
    begun.set(name, performance.now());
    return change(name);
  });
  const [done] = await Promise.all([end, changing]);
  return { begun, done };
}

async function inParallel(names: readonly string[], work: (name: string) => Promise<void>): Promise<void> {
  const left = names.values();
  const worker = async () => {
    for (const name of left) await work(name);
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
}

/** The state that must be there when a phase is over, whoever was quick. */
async function untilAllAt(place: Workplace, names: readonly string[], image: string): Promise<void> {
  const unwell = () => names.filter((name) => !isWell(place, name, image));
  await waitFor(
    'all apps are Ready and in place',
    () => unwell().length === 0 || undefined,
    { deadline: 30 },
    () => `Not so: ${unwell().slice(0, 5).join(', ')}.`,
  );
}
