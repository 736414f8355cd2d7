import { formatFieldPath } from '../../lib/validation/field-path';
import { type Changes, fitness, verdict } from './fitness-app';

const oauth = { issuers: ['https://a.example.com'] };
const KIB = 1024;

function warned(changes: Changes): string[] {
  const { errors, warnings } = verdict(changes);
  expect(errors).toEqual([]);
  expect(warnings.every(({ severity }) => severity === 'warning')).toBe(true);
  return warnings.map(({ path, rule }) => `${formatFieldPath(path)} ${rule}`);
}

/** A template that makes the manifest that many bytes of JSON. */
function templateFor(bytes: number): Changes {
  const widgets = (template: string) => ({ widgets: [{ name: 'a', template }] });
  const rest = JSON.stringify(fitness(widgets(''))).length;
  return widgets('x'.repeat(bytes - rest));
}

it.each<[string, Changes]>([
  ['a plain app', {}],
  ['an app inside the cluster', { host: undefined }],
  ['a digest', { 'mcpServer.image': `app@sha256:${'a'.repeat(64)}` }],
  ['latest with a digest', { 'mcpServer.image': `app:latest@sha256:${'a'.repeat(64)}` }],
  ['oauth with a host', { oauth }],
  ['oauth with a resource', { oauth: { ...oauth, resource: 'https://x.example.com' }, host: undefined }],
  ['affinity inside the cluster', { 'transport.sessionAffinity': 'ClientIP', host: undefined }],
  ['a listing of an exposed app', { listing: {}, domainVerification: { token: 'x' } }],
  ['200 KiB', templateFor(200 * KIB)],
])('there is no warning about %s', (_, changes) => {
  expect(warned(changes)).toEqual([]);
});

it.each<[string, Changes, string, string]>([
  [
    'neither tag nor digest',
    { 'mcpServer.image': 'r:5000/app' },
    'spec.mcpServer.image',
    'names neither tag nor digest',
  ],
  ['the tag latest', { 'mcpServer.image': 'app:latest' }, 'spec.mcpServer.image', 'has the tag latest'],
  [
    'a superseded type',
    {
      widgets: [
        { name: 'a', path: '/a' },
        { name: 'b', path: '/b', mimeType: 'text/html+skybridge' },
      ],
    },
    'spec.widgets[1].mimeType',
    'is superseded',
  ],
  [
    'maxTokens',
    { widgets: [{ name: 'a', path: '/a', maxTokens: 9 }] },
    'spec.widgets[0].maxTokens',
    'is ignored',
  ],
  ['an unknown resource', { host: undefined, oauth }, 'spec.oauth.resource', 'is unknown'],
  [
    'affinity of a public app',
    { 'transport.sessionAffinity': 'ClientIP' },
    'spec.transport.sessionAffinity',
    'sends all of the public to one pod',
  ],
  [
    'a listing that nothing routes',
    { listing: {}, 'exposure.type': 'None' },
    'spec.listing',
    'is given, but',
  ],
  [
    'a verification that nothing routes',
    { domainVerification: { token: 'x' }, 'exposure.type': 'None' },
    'spec.domainVerification',
    'is given, but',
  ],
  ['a byte more than 200 KiB', templateFor(200 * KIB + 1), '', 'is larger than 200 KiB'],
])('there is one warning about %s, with its field', (_, changes, field, rule) => {
  const [warning = '', ...more] = warned(changes);
  expect(warning.startsWith(`${field} ${rule}`)).toBe(true);
  expect(more).toEqual([]);
});

it('every doubtful thing is reported together', () => {
  const changes = {
    'mcpServer.image': 'app',
    'exposure.type': 'None',
    listing: {},
    domainVerification: { token: 'x' },
    widgets: [{ name: 'a', path: '/a', maxTokens: 9, mimeType: 'text/html+skybridge' }],
  };
  expect(warned(changes)).toHaveLength(5);
});
