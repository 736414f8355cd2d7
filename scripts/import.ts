/** `npm run import`: writes everything that is made from the CRD. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedFiles } from './generated-files';

const root = join(__dirname, '..');

for (const [path, text] of generatedFiles(root)) {
  writeFileSync(join(root, path), text);
  console.log(path);
}
