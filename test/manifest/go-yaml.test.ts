import { readManifests } from '../../lib/manifest/read-manifests';
import documents from './go-yaml-documents.json';
import scalars from './go-yaml-scalars.json';

/**
 * The verdicts of the parser that kubectl and the API server use: sigs.k8s.io/yaml v1.6.0 (over
 * go.yaml.in/yaml/v2 v2.4.2), asked by go-yaml/main.go beside this file:
 * `go mod init judge && go get sigs.k8s.io/yaml@v1.6.0 && go run . < sources.json`.
 * Not among them is what we refuse on purpose; see the last test.
 */
interface Verdict {
  readonly source: string;
  readonly json?: string;
  readonly error?: string;
}

function errorsOf(source: string): string[] {
  const findings = readManifests(source).flatMap((document) => document.findings);
  return findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
}

describe.each<[string, Verdict[], number]>([
  ['scalars', scalars, 2500],
  ['documents', documents, 70],
])('%s of the fixture', (_, verdicts, least) => {
  it('are many', () => {
    expect(verdicts.length).toBeGreaterThan(least);
  });

  it('are refused where Go refuses them', () => {
    const refused = verdicts.filter(({ error }) => error !== undefined);
    const accepted = refused.filter(({ source }) => errorsOf(source).length === 0);
    expect(refused.length).toBeGreaterThan(0);
    expect(accepted).toEqual([]);
  });

  it('are read as the value that Go reads', () => {
    const wrong = verdicts
      .filter(({ json }) => json !== undefined)
      .map(({ source, json = '' }) => ({ source, go: JSON.parse(json), document: readManifests(source)[0] }))
      .filter(({ source, go, document }) => {
        if (errorsOf(source).length > 0) return true;
        return canonical(document?.value ?? null) !== canonical(go);
      });
    expect(wrong).toEqual([]);
  });
});

it.each([
  ['a tag that Kubernetes does not know', 'a: !mine 1', 'has the tag !mine'],
  ['a tag on a list or an object', 'a: !!set {b}', 'has the tag !!set'],
  ['a field given twice', 'a: 1\na: 2', 'is given twice, first in line 1'],
  ['binary data that is no text', 'a: !!binary /w==', 'does not fit its tag !!binary'],
  ['a text in [] that YAML 1.2 reads otherwise', '[?x]', 'begins with ? or :'],
  ['a document that kubectl ignores', 'a: 1\n...\nb: 2', 'follows a document end'],
  ['a directive, at which kubectl cuts', '%TAG ! x\n---\na: 1', 'is the directive "%TAG ! x"'],
  ['content behind a separator', '--- {a: 1}', 'is no document separator'],
])('refuses %s, though Go may read it', (_, source, rule) => {
  expect(errorsOf(source)).toEqual([expect.stringContaining(rule)]);
});

/** JSON with sorted keys, because Go sorts them; -0 and 0 are one number. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
