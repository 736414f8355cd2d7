import type { LoadProfile } from '../app/load';
import { type Live, SHOP } from '../harness/live';
import type { End, Fault } from './fault';
import { withAnother } from './fault';

/** What these faults happen to. */
export const FAULTY_APPS = { failing: {}, slow: {}, crowded: {}, gone: {} };

/** What apps answer all the time: a call of each tool every half second. */
export const EVERYDAY: readonly LoadProfile[] = [
  { tool: 'list_classes', callsPerSecond: 2 },
  { tool: 'book_class', callsPerSecond: 2 },
];

const of = (app: string) => ({ namespace: SHOP, job: `${app}-mcp` });

export const APP_FAULTS: readonly Fault[] = [
  {
    alert: 'ChatGPTAppToolErrors',
    labels: { ...of('failing'), tool: 'book_class' },
    begin: (live) => load(live, 'failing', { tool: 'book_class', callsPerSecond: 10, failing: 0.6 }),
  },
  { alert: 'ChatGPTAppErrors', labels: of('failing'), begin: async () => withAnother },
  {
    alert: 'ChatGPTAppSlow',
    labels: of('slow'),
    begin: (live) => load(live, 'slow', { tool: 'book_class', callsPerSecond: 10, seconds: 6 }),
  },
  {
    alert: 'ChatGPTAppDown',
    labels: of('gone'),
    begin: async (live) => {
      const app = appOf(live, 'gone');
      await app.kill();
      return () => app.restart();
    },
  },
];

/** Calls that take longer than half a minute. */
export const LONG_CALLS: readonly Fault[] = [
  {
    alert: 'ChatGPTAppToolSlow',
    labels: { ...of('crowded'), tool: 'book_class' },
    // 5 calls a second, 31 seconds each: 155 are in flight
    begin: (live) => load(live, 'crowded', { tool: 'book_class', callsPerSecond: 5, seconds: 31 }),
  },
  { alert: 'ChatGPTAppSaturated', labels: of('crowded'), begin: async () => withAnother },
];

async function load(live: Live, name: string, profile: LoadProfile): Promise<End> {
  return appOf(live, name).load(profile);
}

function appOf({ apps }: Live, name: string) {
  const app = apps.get(name);
  if (app === undefined) throw new Error(`no app ${name} runs`);
  return app;
}
