import { formatFieldPath } from '../../lib/validation/field-path';
import { type Changes, fitness, verdict } from './fitness-app';

const KIB = 1024;

function refused(changes: Changes): string[] {
  return verdict(changes).errors.map(({ path, rule }) => `${formatFieldPath(path)} ${rule}`);
}

describe('a uri that another widget gets from its name', () => {
  const derived = { name: 'a', path: '/a' };
  const explicit = { name: 'b', path: '/b', uri: 'ui://fitness/a.html' };
  const rule = 'uri is also the uri that another widget gets from its name';

  it.each([
    ['after', [derived, explicit], 1],
    ['before', [explicit, derived], 0],
  ])('is refused where it stands, %s the other', (_, widgets, index) => {
    expect(refused({ widgets })).toEqual([`spec.widgets[${index}].${rule}`]);
  });

  it('is accepted on that very widget, and in another app', () => {
    expect(refused({ widgets: [{ ...derived, uri: 'ui://fitness/a.html' }] })).toEqual([]);
    expect(refused({ widgets: [derived, { ...explicit, uri: 'ui://other/a.html' }] })).toEqual([]);
  });
});

/** Tools whose schemas hold that many bytes of text. */
function toolsOf(bytes: number): Changes {
  const inputSchema = { type: 'object', $comment: 'x'.repeat(bytes) };
  return { 'mcpServer.tools': [{ name: 'a', description: 'b', inputSchema }] };
}

it('an app of 1 MiB as JSON is accepted, and a byte more refused', () => {
  // templates and literal variables do not count for app.json
  const env = (length: number) => ({
    widgets: [{ name: 'a', template: 'x'.repeat(768_000) }],
    'mcpServer.env': [0, 1, 2, 3, 4].map((n) => ({ name: `V${n}`, value: 'x'.repeat(n ? 60_000 : length) })),
  });
  const rest = JSON.stringify(fitness(env(0))).length;
  expect(refused(env(1024 * KIB - rest))).toEqual([]);
  expect(refused(env(1024 * KIB - rest + 1))).toEqual([
    ' is larger than 1 MiB as JSON, more than a cluster stores of one object',
  ]);
});

it('tools that make app.json larger than 900 KiB are refused, smaller ones are not', () => {
  expect(refused(toolsOf(899 * KIB))).toEqual([]);
  expect(refused(toolsOf(900 * KIB))).toEqual([
    'spec.mcpServer.tools make app.json larger than 900 KiB, more than a ConfigMap holds',
  ]);
});
