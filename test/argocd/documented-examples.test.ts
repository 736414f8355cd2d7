import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as cdk8s from 'cdk8s';
import * as constructs from 'constructs';
import ts from 'typescript';
import * as library from '../../lib';

const ROOT = join(__dirname, '../..');
const EXAMPLES = join(ROOT, 'examples-of-the-documentation');

interface Example {
  readonly name: string;
  readonly code: string;
}

const GUIDES = [
  'argocd',
  'argocd-applicationsets',
  'argocd-config',
  'argocd-notifications',
  'admission',
  'dashboards',
  'monitoring',
  'objectives',
  'operator-install',
  'scraping-and-routing',
];
const FOLDERS = ['lib/argocd', 'lib/monitoring', 'lib/operator'];

/** The TypeScript blocks of the guides, each a program of its own. */
function guideExamples(): Example[] {
  return GUIDES.flatMap((guide) => {
    const text = readFileSync(join(ROOT, `docs/guides/${guide}.md`), 'utf8');
    return [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = ''], index) => ({
      name: `guide-${guide}-${index + 1}.ts`,
      code,
    }));
  });
}

/** The examples in the comments of the constructs, which leave their imports out. */
function commentExamples(): Example[] {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  ).filter((file) => /(?<!\.d)\.ts$/.test(file));
  return files.sort().flatMap((file) => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    const examples = [...text.matchAll(/\* @example\n((?:\s*\* (?!@).*\n)+)/g)];
    return examples.map(([, lines = ''], index) => {
      const code = lines.replace(/^\s*\* ?/gm, '');
      const name = `${file.replace(/[/\\]/g, '-').replace('.ts', '')}-${index}.ts`;
      return { name, code: withImports(code) };
    });
  });
}

function withImports(code: string): string {
  const used = (names: readonly string[]) => names.filter((name) => new RegExp(`\\b${name}\\b`).test(code));
  const ours = used(Object.keys(library));
  const theirs = used(['ApiObject', 'App', 'Chart', 'Duration']);
  return `import { ${theirs} } from 'cdk8s';\nimport { ${ours} } from 'cdk8s-chatgpt-apps';\n${code}`;
}

const examples = [...guideExamples(), ...commentExamples()];

it('there are some, of the guides and of comments', () => {
  expect(guideExamples().length).toBeGreaterThanOrEqual(10);
  expect(commentExamples().length).toBeGreaterThanOrEqual(6);
});

// against the compiled library, as a user has it: npm run build
it('all compile under the strict rules of a user', () => {
  const files = new Map(examples.map(({ name, code }) => [join(EXAMPLES, name), code]));
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    resolveJsonModule: true,
    esModuleInterop: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.Node20,
    types: ['node'],
    paths: { 'cdk8s-chatgpt-apps': [join(ROOT, 'lib/index.d.ts')] },
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.readFile = (file) => files.get(file) ?? readFile(file);
  host.getSourceFile = (file, ...rest) => {
    const code = files.get(file);
    return code === undefined
      ? getSourceFile.call(host, file, ...rest)
      : ts.createSourceFile(file, code, rest[0] as ts.ScriptTarget);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  const diagnostics = [...files.keys()].flatMap((file) => [
    ...program.getSyntacticDiagnostics(program.getSourceFile(file)),
    ...program.getSemanticDiagnostics(program.getSourceFile(file)),
  ]);
  const problems = diagnostics.map(
    ({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
  );
  expect(problems).toEqual([]);
}, 60_000);

it.each(examples.map(({ name, code }) => [name, code] as const))(
  '%s runs, and its app is valid',
  (_, code) => {
    const { outputText } = ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
    const apps: cdk8s.App[] = [];
    const remembered = <Type extends new (...args: never[]) => cdk8s.App>(type: Type): Type =>
      new Proxy(type, {
        construct(target, args, newTarget) {
          const app = Reflect.construct(target, args, newTarget) as cdk8s.App;
          // an example does not write into this repository
          app.synth = () => undefined;
          apps.push(app);
          return app;
        },
      });
    const modules: Record<string, unknown> = {
      cdk8s: { ...cdk8s, App: remembered(cdk8s.App) },
      constructs,
      'cdk8s-chatgpt-apps': { ...library, FleetApp: remembered(library.FleetApp) },
    };
    new Function('require', 'exports', outputText)((name: string) => modules[name], {});
    for (const app of apps) expect(() => app.synthYaml()).not.toThrow();
  },
);
