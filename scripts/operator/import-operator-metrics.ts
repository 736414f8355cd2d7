/** `npm run import:operator-metrics`: reads from the operator's code which metrics it exposes. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { operatorMetrics } from './operator-metrics';

const file = join(__dirname, '../../imports/operator.metrics.json');
writeFileSync(file, operatorMetrics());
console.log(file);
