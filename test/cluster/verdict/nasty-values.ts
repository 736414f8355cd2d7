import fc from 'fast-check';
import type { StructuralSchema } from '../../../lib/validation/structural-schema';
import { anyCharacter } from '../../any-character';

/** Strings on the border of some rule: URLs, names, images, quantities, paths, Unicode. */
const STRINGS = [
  '',
  ' ',
  'a',
  'A',
  '0',
  '-',
  '_',
  '.',
  '/',
  '..',
  'a b',
  ' a',
  'a ',
  'a\n',
  '\na',
  'a\tb',
  'a\rb',
  '\u0000',
  '\u007f',
  '\u0085',
  '\u00a0',
  '\u2028',
  '\u2029',
  '\u200b',
  '\ufeff',
  'é',
  'e\u0301',
  '日本語',
  '👨‍👩‍👧',
  '\ud83d',
  'ſ',
  'K',
  'İ',
  'ß',
  '𝒳',
  'true',
  'null',
  '~',
  'y',
  '017',
  '1e3',
  '1_000',
  '-1',
  '+1',
  '1.5',
  '.5',
  '5.',
  '0x10',
  // quantities
  '1',
  '100m',
  '1Ki',
  '1Gi',
  '1gi',
  '1GiB',
  '1.5e1.5',
  '1e-3',
  '1E',
  '1Ei',
  'Ki',
  'm',
  '+',
  '-',
  '.',
  '1e',
  '1e+',
  '0.1n',
  '1e-20',
  '9e99',
  '17Ei',
  '-5Mi',
  '１',
  '1 Gi',
  '512MI',
  '12345678901234567890123456789012',
  '123456789012345678901234567890123',
  '1k',
  '1K',
  '1u',
  '1n',
  '00012',
  // names
  'web',
  'Web',
  'web-',
  '-web',
  'web.app',
  'a-mcp-widget-b',
  'x'.repeat(52),
  'x'.repeat(53),
  'x'.repeat(63),
  'x'.repeat(64),
  'tmp',
  'widgets',
  'app-config',
  'mcp-server',
  'PORT',
  'OAUTH_SCOPES',
  'MY_VAR',
  '9VAR',
  'A.B',
  'classes:read',
  'offline_access',
  'a"b',
  'a\\b',
  'model',
  'app',
  // hosts, origins, URLs
  'example.com',
  'Example.com',
  'example',
  'example.com.',
  '.example.com',
  '*.example.com',
  'example.com:443',
  '1.2.3.4',
  '1.2.3.4.5',
  'a.1',
  'a.0x1',
  'xn--bcher-kva.example',
  'bücher.example',
  'a..b',
  'a_b.example',
  `${'a'.repeat(63)}.example`,
  `${'a'.repeat(64)}.example`,
  `${'a.'.repeat(126)}aa`,
  `${'a.'.repeat(127)}aa`,
  'https://example.com',
  'https://example.com/',
  'https://example.com/a',
  'https://example.com/a/',
  'https://example.com?x',
  'https://example.com/?x=1',
  'https://example.com/a/?x',
  'https://example.com#f',
  'https://user@example.com',
  'https://u:p@example.com',
  'http://example.com',
  'HTTPS://example.com',
  'https://Example.com',
  'https://example.com:443',
  'https://example.com:0',
  'https://example.com:65535',
  'https://example.com:65536',
  'https://example.com:99999',
  'https://',
  'https://*',
  'https://*.example.com',
  'https://a.*.example.com',
  'https://[::1]',
  'https://[::1]:8080',
  'https://exa mple.com',
  'https://example.com/%zz',
  'https://example.com/%20',
  'https://example.com/é',
  'ui://a/b.html',
  'ui://',
  'ui:///',
  'ui://a b',
  'ui://fitness/class-schedule.html',
  // images
  'nginx',
  'nginx:1',
  'nginx:latest',
  'Nginx',
  'a/b/c:1',
  'a//b',
  'localhost:5000/a',
  'localhost:5000/a:1',
  'host:port/a',
  '[::1]:5000/a:1',
  '[::1]/a',
  'a:',
  'a@',
  `a@sha256:${'a'.repeat(64)}`,
  `a@sha256:${'a'.repeat(63)}`,
  `a@sha256:${'a'.repeat(65)}`,
  `a@sha256:${'A'.repeat(64)}`,
  `a@sha512:${'a'.repeat(128)}`,
  `a@md5:${'a'.repeat(32)}`,
  `a:1@sha256:${'a'.repeat(64)}`,
  `a:${'t'.repeat(128)}`,
  `a:${'t'.repeat(129)}`,
  `${'a'.repeat(255)}:1`,
  `${'a'.repeat(256)}:1`,
  'a__b',
  'a___b',
  'a--b',
  'a._b',
  'a.b/c_d:V1.0-RC1_x',
  '-a',
  'a-',
  // paths
  '/a',
  '/a/',
  '//',
  '/a//b',
  '/a/../b',
  '/a/./b',
  '/.',
  '/..',
  '/a..b',
  '/a?b',
  '/a#b',
  '/a b',
  '/%2f',
  '/%2F',
  '/%41',
  '/%',
  '/é',
  '/tmp',
  '/tmp/',
  '/tmp/x',
  '/tmpx',
  '/etc/chatgpt-app',
  '/etc/chatgpt-app/x',
  '/etc/chatgpt-appx',
  // durations, percentages, ports
  '30s',
  '1m30s',
  '1h1m1s',
  '1s1m',
  '0s',
  '1d',
  '50%',
  '100%',
  '101%',
  '0%',
  '00%',
  '-1%',
  '5',
  'http',
  'a--b',
  '123',
  'metrics',
  'averylongportname',
];

/** Any value at all. */
export const nastyValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...STRINGS) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(null, true, false, [], {}, [null], [{}], { a: 1 }, [[]], ['a', 'a']),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      0,
      -0,
      1,
      -1,
      1.5,
      1e21,
      -1e21,
      2147483647,
      2147483648,
      4294967296,
      2 ** 53,
      65535,
      65536,
      0.1,
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: anyCharacter, maxLength: 20 }) },
  { weight: 1, arbitrary: fc.json({ maxDepth: 2 }).map((text) => JSON.parse(text) as unknown) },
);

/** A value of the right type more often than not, on and beside the bounds of the schema. */
export function valueNear(schema: StructuralSchema | undefined, name: string): fc.Arbitrary<unknown> {
  if (!schema) return nastyValue;
  if (schema.enum) return fc.constantFrom(...schema.enum, `${String(schema.enum[0])}x`);
  if (schema['x-kubernetes-int-or-string']) return fc.oneof(near(schema), fc.constantFrom(...STRINGS));
  switch (schema.type) {
    case 'integer':
      return near(schema);
    case 'boolean':
      return fc.boolean();
    case 'string':
      return textNear(schema, name);
    case 'array':
      return listNear(schema, name);
    default:
      return objectNear(schema);
  }
}

function near({ minimum = 0, maximum = 100 }: StructuralSchema): fc.Arbitrary<number> {
  return fc.constantFrom(minimum - 1, minimum, minimum + 1, maximum - 1, maximum, maximum + 1, 0, 1, 2);
}

function textNear(schema: StructuralSchema, name: string): fc.Arbitrary<string> {
  const { minLength = 0, maxLength = 100, example } = schema;
  const lengths = [minLength - 1, minLength, maxLength - 1, maxLength, maxLength + 1].filter(
    (length) => length >= 0 && length < 10_000,
  );
  const ofLength = fc
    .constantFrom(...lengths)
    .chain((length) => fc.constantFrom('a', 'é', '𝒳').map((letter) => letter.repeat(length)));
  const known = fc.constantFrom(
    String(example ?? name),
    'workout-list',
    'classes:read',
    'menu',
    'x.example.com',
  );
  return fc.oneof(ofLength, known, fc.constantFrom(...STRINGS));
}

function listNear(schema: StructuralSchema, name: string): fc.Arbitrary<unknown[]> {
  const item = valueNear(schema.items, name);
  const full = (schema.maxItems ?? 8) <= 16 ? [(schema.maxItems ?? 8) + 1, schema.maxItems ?? 8] : [];
  return fc
    .constantFrom(0, 1, 2, ...full)
    .chain((length) => fc.array(item, { minLength: length, maxLength: length }));
}

function objectNear(schema: StructuralSchema): fc.Arbitrary<Record<string, unknown>> {
  const fields = Object.entries(schema.properties ?? {}).map(
    ([name, property]) => [name, valueNear(property, name)] as const,
  );
  if (fields.length === 0) {
    const keys = fc.constantFrom(
      'a',
      'example.com/team',
      'app.kubernetes.io/name',
      'apps.makeaihq.com/x',
      'bad key',
      '',
    );
    return fc.dictionary(keys, fc.constantFrom<unknown>('x', 'a b', 1, null), { maxKeys: 3 });
  }
  return fc.record(Object.fromEntries(fields), { requiredKeys: [...(schema.required ?? [])] });
}
