import fc from 'fast-check';
import { ApplicationSetGenerator, TemplatePatch } from '../../../lib/argocd';
import { compareApplications } from '../../../lib/argocd/application-set/preview/compare-applications';
import { GoTemplate } from '../../../lib/argocd/go-template/go-template';
import { goValue } from '../../../lib/argocd/go-template/go-value';
import { TemplateError } from '../../../lib/argocd/go-template/template-error';
import type { JsonObject, JsonValue } from '../../../lib/manifest/json-value';
import { aSet, namesOf } from './set-fixture';

const name = fc.stringMatching(/^[a-z]([a-z0-9-]{0,10}[a-z0-9])?$/);
const nameSet = fc.uniqueArray(name, { maxLength: 8 });
const list = (key: string, names: readonly string[]) =>
  ApplicationSetGenerator.list(names.map((each) => ({ [key]: each })));

it('a list gives one Application for each element, in their order', () => {
  fc.assert(
    fc.property(nameSet, (names) => {
      expect(namesOf(aSet({ generators: [list('name', names)] }).set)).toEqual(
        names.map((each) => `shop-${each}`),
      );
    }),
  );
});

it('a matrix gives all pairs', () => {
  fc.assert(
    fc.property(nameSet, nameSet, (first, second) => {
      const generators = [ApplicationSetGenerator.matrix(list('a', first), list('b', second))];
      const pairs = first.flatMap((a) => second.map((b) => `${a}.${b}`));
      expect(namesOf(aSet({ generators, name: '{{.a}}.{{.b}}', path: 'p' }).set)).toEqual(pairs);
    }),
  );
});

it('a merge with nothing, and with itself, changes nothing', () => {
  fc.assert(
    fc.property(nameSet, fc.boolean(), (names, withItself) => {
      const own = list('name', names);
      const generators = [
        ApplicationSetGenerator.merge(['name'], [own, withItself ? own : list('name', [])]),
      ];
      expect(namesOf(aSet({ generators }).set)).toEqual(namesOf(aSet({ generators: [own] }).set));
    }),
  );
});

it('clusters give the same in whichever order they are known', () => {
  fc.assert(
    fc.property(nameSet, (names) => {
      const clusters = names.map((each) => ({ name: each, server: `https://${each}` }));
      const { set } = aSet({ generators: [ApplicationSetGenerator.clusters()] });
      expect(namesOf(set, { clusters: [...clusters].reverse() })).toEqual(namesOf(set, { clusters }));
    }),
  );
});

it('a text in a patch arrives as it is, whatever it holds', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (value, around) => {
      fc.pre(!around.includes('{') && !around.includes('}'));
      const generators = [ApplicationSetGenerator.list([{ name: 'a', value }])];
      const fields = { metadata: { annotations: { text: `${around}{{ .value }}${around}` } } };
      const [application] = aSet({ generators, templatePatch: TemplatePatch.fields(fields) }).set.preview();
      expect(application?.manifest).toMatchObject({
        metadata: { annotations: { text: `${around}${value}${around}` } },
      });
    }),
  );
});

it('an Application does not differ from itself, and a different one is told', () => {
  const application = (id: string, spec: JsonValue): JsonObject => ({ metadata: { name: id }, spec });
  fc.assert(
    fc.property(nameSet, nameSet, (before, after) => {
      const [earlier, later] = [before, after].map((names) =>
        names.map((each) => application(each, { each })),
      );
      const { appear, change, vanish } = compareApplications(earlier ?? [], later ?? []);
      expect(appear).toEqual(
        after
          .filter((each) => !before.includes(each))
          .map((each) => `argocd/${each}`)
          .sort(),
      );
      expect(vanish).toEqual(
        before
          .filter((each) => !after.includes(each))
          .map((each) => `argocd/${each}`)
          .sort(),
      );
      expect(change).toEqual([]);
    }),
  );
  expect(compareApplications([application('a', { b: [1] })], [application('a', { b: [2] })]).change).toEqual([
    { name: 'argocd/a', fields: ['spec.b[0]'] },
  ]);
});

it('whatever stands in a template, it is evaluated or refused as a template', () => {
  const piece = fc.constantFrom(
    '{{',
    '}}',
    ' ',
    '.',
    '.a',
    '$',
    '$x',
    ':=',
    '"t"',
    '(',
    ')',
    '|',
    'if',
    'range',
    'end',
    'else',
    'printf',
    '%d',
    '5',
    '-',
    '`',
    'index',
    'text',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      try {
        expect(typeof GoTemplate.parse(pieces.join('')).evaluate(goValue({ a: [1, 'b'] }))).toBe('string');
      } catch (error) {
        expect(error).toBeInstanceOf(TemplateError);
      }
    }),
    { numRuns: 3000 },
  );
});
