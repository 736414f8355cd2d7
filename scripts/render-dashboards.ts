/** `npm run render:dashboards`: draws the layouts of the dashboards for the guide. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dashboardImages } from './dashboards/dashboard-images';

const folder = join(__dirname, '../docs/images');
mkdirSync(folder, { recursive: true });
for (const [name, svg] of Object.entries(dashboardImages())) {
  const file = join(folder, name);
  writeFileSync(file, svg);
  console.log(file);
}
