import { join } from 'node:path';
import { ApiObject, Chart } from 'cdk8s';
import fc from 'fast-check';
import { FleetApp, FleetLayout } from '../../lib/synth/fleet-app';
import { anyCharacter } from '../any-character';
import { temporaryFolder } from '../synth/temporary-folder';
import { cluster } from './harness/cluster';

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
const root = temporaryFolder();

const text = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 6 }),
  fc.string({
    unit: fc.constantFrom('\u0085', '\u2028', '\ufeff', '\n', '\t', ' ', '#', ':', 'x'),
    maxLength: 5,
  }),
  fc.stringMatching(/^[-+.0-9][-+.:_0-9a-fA-FoOxX]{0,6}$/),
  fc.stringMatching(/^[ -~]{0,8}$/),
);

it(`kubectl reads any text of the fleet layout as it is, seed ${seed}`, async () => {
  const texts = [
    '0o644',
    '0X1F',
    'a\u0085b',
    '<p>\n\u2028</p>',
    '\tx\n',
    ...fc.sample(text, { numRuns: 2000, seed }),
  ];
  const data = Object.fromEntries(texts.map((value, index) => [`text-${index}`, value]));
  const app = new FleetApp({ outdir: root(), layout: FleetLayout.FLEET });
  const chart = new Chart(app, 'texts', { namespace: 'default' });
  new ApiObject(chart, 'texts', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'texts' }, data });
  app.synth();
  const file = join(root(), 'texts/configmap.texts.yaml');
  const { kubectl } = cluster();
  // not by server-side apply: there the server reads the JSON of kubectl as YAML once more, and takes U+0085 for a space
  const read = await kubectl.output('create', '--dry-run=server', '--output=json', '-f', file);
  expect((JSON.parse(read) as { readonly data: unknown }).data).toEqual(data);
});
