/**
 * One synthesis in one process: `contender.ts <name> <count> <folder> [version]`. What it costs is measured from
 * outside. The version is that of the first app, to change one.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart, Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import { ChatGPTAppConstruct, FleetApp, FleetLayout } from '../../lib';
import { addPlainCharts, plainObjects } from './plain-charts';

const [name = '', count = '0', folder = '', version = '1.0.0'] = process.argv.slice(2);

const SYNTHESES: Record<string, (count: number, outdir: string) => void> = {
  'fleet-app': (charts, outdir) => {
    const app = new FleetApp({ outdir });
    addPlainCharts(app, charts);
    app.synth();
  },
  // one object per file, and all checks
  'fleet-layout': (charts, outdir) => {
    const app = new FleetApp({ outdir, layout: FleetLayout.FLEET });
    addPlainCharts(app, charts, version);
    app.synth();
  },
  'cdk8s-app': (charts, outdir) => {
    const app = new App({ outdir });
    addPlainCharts(app, charts);
    app.synth();
  },
  'construct-only': (charts, outdir) => {
    addPlainCharts(new App({ outdir }), charts);
  },
  'chatgpt-apps': (apps, outdir) => {
    synthesizeChatGPTApps(new FleetApp({ outdir }), apps);
  },
  'chatgpt-apps-fleet-layout': (apps, outdir) => {
    synthesizeChatGPTApps(new FleetApp({ outdir, layout: FleetLayout.FLEET }), apps);
  },
  'chain-of-40': (_, outdir) => {
    const app = new FleetApp({ outdir });
    const charts = addPlainCharts(app, 40);
    charts.forEach((chart, index) => {
      const before = charts[index - 1];
      if (before) chart.addDependency(before);
    });
    app.synth();
  },
  // the input of kubectl kustomize: an overlay for each app
  'kustomize-input': (apps, outdir) => {
    const overlays = Array.from({ length: apps }, (_, index) => `app-${index}`);
    mkdirSync(outdir, { recursive: true });
    for (const overlay of overlays) writeOverlay(join(outdir, overlay), overlay);
    writeFileSync(join(outdir, 'kustomization.yaml'), Yaml.stringify({ resources: overlays }));
  },
  // the input of helm template: a chart that ranges over a list of values
  'helm-input': (apps, outdir) => {
    const template = plainObjects('{{ .name }}').map((object) => `---\n${Yaml.stringify(object)}`);
    mkdirSync(join(outdir, 'templates'), { recursive: true });
    writeFileSync(
      join(outdir, 'Chart.yaml'),
      Yaml.stringify({ apiVersion: 'v2', name: 'bench', version: '1.0.0' }),
    );
    writeFileSync(
      join(outdir, 'templates/apps.yaml'),
      `{{- range .Values.apps }}\n${template.join('')}{{- end }}\n`,
    );
    const values = Array.from({ length: apps }, (_, index) => ({ name: `app-${index}` }));
    writeFileSync(join(outdir, 'values.yaml'), Yaml.stringify({ apps: values }));
  },
};

function synthesizeChatGPTApps(app: FleetApp, apps: number): void {
  const environment = new Construct(app, 'production');
  for (let index = 0; index < apps; index++)
    addChatGPTApp(environment, `app-${index}`, index === 0 ? version : '1.0.0');
  app.synth();
}

function addChatGPTApp(scope: Construct, app: string, version: string): void {
  ChatGPTAppConstruct.fromManifest(new Chart(scope, app, { namespace: 'bench' }), app, {
    apiVersion: 'apps.makeaihq.com/v1alpha1',
    kind: 'ChatGPTApp',
    metadata: { name: app },
    spec: {
      displayName: 'Bench',
      description: 'An app of the benchmark.',
      host: `${app}.apps.example.com`,
      mcpServer: {
        image: `registry.example.com/mcp:${version}`,
        env: [{ name: 'LOG_LEVEL', value: 'info' }],
        tools: [{ name: 'list', description: 'Lists.', inputSchema: { type: 'object' } }],
      },
      monitoring: { enabled: true },
    },
  });
}

function writeOverlay(folderOfApp: string, app: string): void {
  mkdirSync(folderOfApp, { recursive: true });
  writeFileSync(join(folderOfApp, 'objects.yaml'), Yaml.stringify(...plainObjects(app)));
  writeFileSync(join(folderOfApp, 'kustomization.yaml'), Yaml.stringify({ resources: ['objects.yaml'] }));
}

const synthesis = SYNTHESES[name];
if (!synthesis) throw new Error(`no contender ${name}: ${Object.keys(SYNTHESES).join(', ')}`);
synthesis(Number(count), folder);
