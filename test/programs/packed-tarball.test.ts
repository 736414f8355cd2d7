import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const { devDependencies, peerDependencies } = JSON.parse(
  readFileSync(join(ROOT, 'package.json'), 'utf8'),
) as {
  devDependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
};

/** The first TypeScript block of the README. */
function readmeExample(): string {
  const [, code] = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(ROOT, 'README.md'), 'utf8')) ?? [];
  if (code === undefined) throw new Error('README.md has no TypeScript example');
  return code;
}

describe('the packed package, in an empty project', () => {
  let project: string;
  const run = (command: string, ...args: string[]) =>
    execFileSync(command, args, { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), 'packed-'));
    execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', project], {
      cwd: ROOT,
    });
    const tarball = readdirSync(project).find((file) => file.endsWith('.tgz')) ?? '';
    const peers = Object.keys(peerDependencies).map((name) => `${name}@${devDependencies[name]}`);
    const tools = [
      `typescript@${devDependencies.typescript}`,
      `@types/node@${devDependencies['@types/node']}`,
    ];
    writeFileSync(join(project, 'package.json'), '{"private":true}');
    run(
      'npm',
      'install',
      '--silent',
      '--omit=optional',
      '--prefer-offline',
      `./${tarball}`,
      ...peers,
      ...tools,
    );
  }, 180_000);

  afterAll(() => rmSync(project, { recursive: true, force: true }));

  it('compiles the example of the README under strict rules and renders it', () => {
    writeFileSync(join(project, 'main.ts'), readmeExample());
    const compiler = join('node_modules', 'typescript', 'bin', 'tsc');
    run(process.execPath, compiler, '--strict', '--module', 'node20', '--types', 'node', 'main.ts');
    run(process.execPath, 'main.js');
    const rendered = readFileSync(join(project, 'dist/production.k8s.yaml'), 'utf8');
    expect(rendered).toContain('kind: HTTPRoute');
    expect(rendered).toContain('name: LOG_LEVEL');
  }, 60_000);

  it('loads of the library only what is used', () => {
    const loaded = (code: string) =>
      run(process.execPath, '-e', `${code}; console.log(Object.keys(require.cache).join('\\n'))`);
    const use = (name: string) => loaded(`require('cdk8s-chatgpt-apps').${name}`);
    expect(use('FleetApp')).not.toMatch(/cdk8s-chatgpt-apps\/lib\/(?:argocd|monitoring|operator)\/index\.js/);
    expect(use('ArgoProject')).toContain('cdk8s-chatgpt-apps/lib/argocd/index.js');
  });

  it('tells its names to ES modules', () => {
    writeFileSync(
      join(project, 'names.mjs'),
      "import { ArgoProject, ChatGPTAppConstruct, FleetApp } from 'cdk8s-chatgpt-apps';\nconsole.log(ArgoProject.name, ChatGPTAppConstruct.name, FleetApp.name);\n",
    );
    expect(run(process.execPath, 'names.mjs')).toBe('ArgoProject ChatGPTAppConstruct FleetApp\n');
  });

  it('brings a working chatgpt-apps command', () => {
    const manifest =
      'apiVersion: apps.makeaihq.com/v1alpha1\nkind: ChatGPTApp\nmetadata: {name: a}\nspec: {displayName: A, description: B, mcpServer: {image: "a:1"}}\n';
    writeFileSync(join(project, 'app.yaml'), manifest);
    expect(run('npx', '--no-install', 'chatgpt-apps', 'validate', 'app.yaml')).toContain('1 app valid');
  }, 60_000);

  it('holds what it promises, and neither sources nor tests', () => {
    const files = readdirSync(join(project, 'node_modules/cdk8s-chatgpt-apps'), {
      recursive: true,
      encoding: 'utf8',
    });
    const own = files.filter((file) => !file.startsWith('node_modules'));
    expect(own).toEqual(
      expect.arrayContaining(['.jsii', 'LICENSE', 'README.md', 'crds/apps.makeaihq.com_chatgptapps.yaml']),
    );
    expect(own.filter((file) => /^(test|apps|dist|fleet|scripts)(\/|$)|(?<!\.d)\.ts$/.test(file))).toEqual(
      [],
    );
  });
});
