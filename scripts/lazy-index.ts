/**
 * The end of `npm run build`: makes lib/index.js load the parts of the library when they are first used. Most programs use
 * few of its 300 modules, and loading them all takes as long as a synthesis of some apps.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lazyExports } from './lazy-exports';

const lib = join(__dirname, '../lib');
const index = readFileSync(join(lib, 'index.ts'), 'utf8');

writeFileSync(
  join(lib, 'index.js'),
  lazyExports(index, (part) => Object.keys(require(join(lib, part)))),
);
