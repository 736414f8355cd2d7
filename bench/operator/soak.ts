/**
 * npm run soak:operator: our operator keeps many apps true for an hour while they are changed, disturbed, deleted and made
 * anew, and it and the API server are killed now and then. Each minute ends with a check that every app is as it should
 * be. SOAK_MINUTES and SOAK_APPS set how long and how many. The result goes to docs/performance/.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { mappingAt } from '../../operator/src/engine/kubernetes/json';
import { accepted } from '../../test/cluster/harness/api-object';
import { repositoryRoot } from '../../test/cluster/harness/folders';
import { waitFor } from '../../test/cluster/harness/wait-for';
import { isWell } from './app-state';
import { appManifest, appNames, serverName } from './apps';
import { ours } from './contender';
import { currentMemory } from './process-cost';
import { SoakActs } from './soak-acts';
import { type Minute, soakPage } from './soak-page';
import { Workplace } from './workplace';

const MINUTES = Number(process.env.SOAK_MINUTES ?? 60);
const APPS = Number(process.env.SOAK_APPS ?? 200);
/** Each so many minutes something is killed. */
const FAULT_EVERY = Number(process.env.SOAK_FAULT_EVERY ?? 5);
/** Milliseconds of a minute in which things are done; in the rest the operator has its time. */
const BUSY = 40_000;
const PAUSE = 300;
/** Every app must be as it should be this soon after the last act, faults included. */
const DEADLINE_SECONDS = 60;

async function main(): Promise<void> {
  const place = await Workplace.open(ours, 'garbage-collector-controller');
  const minutes: Minute[] = [];
  try {
    await soak(place, minutes);
    report(minutes);
  } catch (error) {
    report(minutes, String(error));
    throw error;
  } finally {
    await place.close();
  }
}

/** @param failure why it ended before its time. */
function report(minutes: readonly Minute[], failure?: string): void {
  const output = join(repositoryRoot, 'docs/performance/operator-soak');
  writeFileSync(`${output}.json`, `${JSON.stringify({ apps: APPS, minutes, failure }, null, 2)}\n`);
  writeFileSync(`${output}.md`, soakPage(APPS, minutes, failure));
}

async function soak(place: Workplace, minutes: Minute[]): Promise<void> {
  const names = appNames(APPS);
  const acts = new SoakActs(place);
  for (const name of names) accepted(await place.api.create(appManifest(name)));
  await untilWell(place, acts, names);
  for (let minute = 1; minute <= MINUTES; minute++) {
    const result = await oneMinute(place, acts, names, minute);
    console.log(JSON.stringify(result));
    minutes.push(result);
  }
}

async function oneMinute(
  place: Workplace,
  acts: SoakActs,
  names: readonly string[],
  minute: number,
): Promise<Minute> {
  place.audit.count();
  const start = performance.now();
  const fault = minute % FAULT_EVERY === 0 ? await acts.fault() : undefined;
  let count = 0;
  for (; performance.now() - start < BUSY; count++) {
    await acts.one(names);
    await pause(PAUSE);
  }
  const settling = performance.now();
  await untilWell(place, acts, names);
  const seconds = (performance.now() - settling) / 1000;
  await place.untilAtRest();
  const { writes } = place.audit.count();
  await pause(Math.max(0, 60_000 - (performance.now() - start)));
  const idle = place.audit.count().writes;
  const memory = currentMemory(place.operator.pid);
  return { minute, acts: count, fault, settled: seconds, writes, idleWrites: idle, memory };
}

async function untilWell(place: Workplace, acts: SoakActs, names: readonly string[]): Promise<void> {
  const unwell = () => names.filter((name) => !isWell(place, name, acts.imageOf(name)));
  await waitFor(
    'every app is as it should be',
    () => unwell().length === 0 || undefined,
    { deadline: DEADLINE_SECONDS },
    () =>
      unwell()
        .slice(0, 5)
        .map((name) => describe(place, name))
        .join('\n'),
  );
}

/** What can be seen of an app that is not well. */
function describe(place: Workplace, name: string): string {
  const seen = [
    place.apps.get(name),
    place.deployments.get(serverName(name)),
    place.services.get(serverName(name)),
  ];
  const told = seen.map((object) =>
    JSON.stringify({ ...object?.metadata, managedFields: undefined, status: mappingAt(object, 'status') }),
  );
  return [name, ...told, ...place.operatorLog(name).slice(-12)].join('\n  ');
}

main().catch((error: Error) => {
  console.error(error);
  process.exit(1);
});
