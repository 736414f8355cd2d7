/** `npm run import:argo-cd`: reads what the library knows about Argo CD from its sources. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ArgoCdSources, argoCdFacts, MODULES } from './argo-cd-facts';

/** The folder whose go.mod pins the versions. */
const pins = join(__dirname, '../test/gitops/tools');
const file = join(__dirname, '../imports/argo-cd.facts.json');

function folderOf(module: string): string {
  const options = { cwd: process.argv[2] ?? pins, encoding: 'utf8' } as const;
  return execFileSync('go', ['list', '-mod=mod', '-m', '-f', '{{.Dir}}', module], options).trim();
}

const sources = Object.fromEntries(Object.entries(MODULES).map(([key, module]) => [key, folderOf(module)]));
writeFileSync(file, argoCdFacts(sources as unknown as ArgoCdSources));
console.log(file);
