import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Chart, Testing } from 'cdk8s';
import { AvailabilityObjective } from '../../../lib/monitoring';
import { everyPack } from './pack-fixture';

const FOLDER = join(__dirname, '../../../docs/runbooks');
const PREFIX = 'https://github.com/makeaihq/cdk8s-chatgpt-apps/blob/main/docs/runbooks/';
const HEADINGS = ['Meaning', 'First look', 'Likely causes', 'Fix'];

const rules = everyPack();
AvailabilityObjective.addTo(rules, { app: 'fitness', namespace: 'apps', objective: 99.9 });
const [{ spec }] = Testing.synth(Chart.of(rules));
const alerts: { alert: string; expr: string; annotations: Record<string, string> }[] = spec.groups.flatMap(
  (group: { rules: { alert?: string }[] }) => group.rules.filter(({ alert }) => alert !== undefined),
);

function runbook(name: string): string {
  return readFileSync(join(FOLDER, name), 'utf8');
}

describe('the runbooks', () => {
  it.each(alerts)('of $alert stands where its link says', ({ alert, annotations }) => {
    expect(annotations.runbook_url).toBe(`${PREFIX}${alert}.md`);
    const text = runbook(`${alert}.md`);
    expect(text.split('\n')[0]).toBe(`# ${alert}`);
    expect([...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual(HEADINGS);
    expect(text).toMatch(/```sh\n[\s\S]+?\n```/);
  });

  it.each(alerts)('of $alert names the threshold that the alert has', ({ alert, expr }) => {
    const [, threshold] = /^Threshold: .*\(([\d.]+)\)\.$/m.exec(runbook(`${alert}.md`)) ?? [];
    if (threshold !== undefined)
      expect(expr).toMatch(new RegExp(`[<>] ${threshold.replace('.', '\\.')}( |$)`));
  });

  it('are of alerts that there are', () => {
    const names = alerts.map(({ alert }) => `${alert}.md`);
    expect(readdirSync(FOLDER).filter((file) => !names.includes(file))).toEqual([]);
  });

  it('name only alerts and files that there are', () => {
    const names = new Set(alerts.map(({ alert }) => alert));
    for (const file of readdirSync(FOLDER)) {
      const text = runbook(file);
      for (const [, name = ''] of text.matchAll(/\b(?:See|see) ([A-Z]\w+)/g))
        expect([...names]).toContain(name);
      for (const [, link = ''] of text.matchAll(/\]\((?!https?:)([^)#]+)/g)) {
        expect(existsSync(join(dirname(join(FOLDER, file)), link))).toBe(true);
      }
    }
  });
});
