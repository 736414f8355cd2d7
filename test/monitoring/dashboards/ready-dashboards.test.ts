import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  AppDashboard,
  type AppDashboardProps,
  ArgoCDDashboard,
  type ArgoCDDashboardProps,
  FleetDashboard,
  type FleetDashboardProps,
  OperatorDashboard,
  type OperatorDashboardProps,
} from '../../../lib/monitoring';
import { everyPack } from '../packs/pack-fixture';
import { everyDashboard, findingsOf, jsonOf, manifestOf, monitoring } from './dashboard-fixture';

interface Target {
  refId: string;
  expr: string;
  legendFormat: string;
  datasource: object;
}

interface PanelJson {
  id: number;
  type: string;
  title: string;
  description: string;
  gridPos: { x: number; y: number; w: number; h: number };
  targets: Target[];
  links: { title: string; url: string }[];
  fieldConfig: { defaults: { unit: string } };
}

const RUNBOOKS = 'https://github.com/makeaihq/cdk8s-chatgpt-apps/blob/main/docs/runbooks/';
const every = Object.entries(everyDashboard()).map(([name, made]) => ({ name, made, json: jsonOf(made) }));

function panelsOf(json: { panels: PanelJson[] }): PanelJson[] {
  return json.panels.filter(({ type }) => type !== 'row');
}

describe('the dashboards of this package', () => {
  it.each(every)('$name passes every check', ({ made }) => {
    expect(findingsOf(made)).toBe('');
  });

  it.each(every)('$name asks what it asks', ({ made }) => {
    const asked = made.queries.map(({ row, panel, legend, expression }) => [
      `${row} / ${panel} / ${legend}`,
      expression,
    ]);
    expect(asked).toMatchSnapshot();
  });

  it.each(every)('$name is what Grafana loads: the classic model in its last version', ({ made, json }) => {
    expect(json).toMatchObject({ schemaVersion: 42, uid: made.uid, editable: false, refresh: '1m' });
    expect(json.annotations).toEqual({ list: [] });
    const ids = json.panels.map(({ id }: PanelJson) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const kinds = new Set(json.panels.map(({ type }: PanelJson) => type));
    expect(['row', 'stat', 'timeseries', 'table']).toEqual(expect.arrayContaining([...kinds]));
    expect(json.templating.list[0]).toMatchObject({
      ...{ name: 'datasource', type: 'datasource', query: 'prometheus' },
    });
  });

  it.each(every)('$name tells of each panel what it is', ({ json }) => {
    for (const { title, description, fieldConfig, targets } of panelsOf(json)) {
      expect(title).toMatch(/\S/);
      expect(description).toMatch(/\S.*\.$/s);
      expect(fieldConfig.defaults.unit).toMatch(/\S/);
      expect(targets.map(({ refId }) => refId)).toEqual(targets.map((_, index) => 'ABCDEFG'[index]));
      for (const { expr, legendFormat, datasource } of targets) {
        expect([expr, legendFormat]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/\S/)]);
        expect(datasource).toEqual({ type: 'prometheus', uid: '$datasource' });
      }
    }
    const titles = panelsOf(json).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it.each(every)('$name fills the grid cell by cell, none twice', ({ json }) => {
    const cells = json.panels.flatMap(({ gridPos: { x, y, w, h } }: PanelJson) => {
      expect(x + w).toBeLessThanOrEqual(24);
      return Array.from({ length: w * h }, (_, n) => `${x + (n % w)},${y + Math.floor(n / w)}`);
    });
    expect(new Set(cells).size).toBe(cells.length);
    const height = Math.max(...json.panels.map(({ gridPos }: PanelJson) => gridPos.y + gridPos.h));
    expect(cells).toHaveLength(24 * height);
  });

  it.each(every)('$name shows each legend of lines', ({ json }) => {
    const lines = json.panels.filter(({ type }: PanelJson) => type === 'timeseries');
    for (const { options } of lines) expect(options.legend.showLegend).toBe(true);
    expect(lines.length).toBeGreaterThan(0);
  });

  it.each(every)('$name uses each of its variables', ({ json }) => {
    const text = JSON.stringify([
      json.panels,
      json.templating.list.map(({ query }: { query: unknown }) => query),
    ]);
    for (const { name } of json.templating.list) expect(text).toMatch(new RegExp(`\\$${name}\\b`));
  });

  it.each(every)('$name leads to runbooks that there are, and to the other dashboards', ({ json }) => {
    const urls = panelsOf(json).flatMap(({ links }) => links.map(({ url }) => url));
    expect(urls.length).toBeGreaterThan(4);
    for (const url of urls) {
      expect(url.startsWith(RUNBOOKS)).toBe(true);
      const file = join(__dirname, '../../../docs/runbooks', url.slice(RUNBOOKS.length));
      expect([url, existsSync(file)]).toEqual([url, true]);
    }
    expect(json.links).toEqual([
      expect.objectContaining({ type: 'dashboards', tags: ['chatgpt-apps'], asDropdown: true }),
    ]);
    // where the SDK puts it by default, nobody looks
    expect(json.links[0]).not.toHaveProperty('placement');
  });

  it.each(every)('$name draws its lines where the alerts fire', ({ made }) => {
    const alerts = new Map(everyPack().alerts.map(({ name, expression }) => [name, expression]));
    const panels = made.rows.flatMap((row) => row.panels);
    const drawn = panels.filter(({ _props }) => _props.description.includes('line is where an alert fires'));
    expect(drawn.length).toBeGreaterThan(1);
    for (const { title, _props } of drawn) {
      const [, threshold] = / > ([\d.]+)$/.exec(alerts.get(_props.runbook ?? '') ?? '') ?? [];
      expect([title, Number(threshold)]).toEqual([title, _props.thresholds?.at(-1)?.from]);
    }
  });

  it('have uids of their own that stay', () => {
    expect(every.map(({ made }) => made.uid)).toEqual([
      ...['chatgpt-fleet', 'chatgpt-app', 'chatgpt-operator', 'argo-cd'],
    ]);
  });

  it('are ConfigMaps that a sidecar finds', () => {
    for (const { made } of every) {
      const { kind, metadata, data } = manifestOf(made);
      expect([kind, metadata.labels]).toEqual(['ConfigMap', { grafana_dashboard: '1' }]);
      expect(Object.keys(data)).toEqual([`${made.uid}.json`]);
    }
  });
});

describe('the dashboards of this package, told otherwise', () => {
  const COMMON = { title: 'Mine', uid: 'mine', tags: [] as string[], name: 'mine' };

  it('have another title, uid, name and tags', () => {
    const made = new ArgoCDDashboard(monitoring(), 'x', COMMON);
    expect(jsonOf(made)).toMatchObject({ title: 'Mine', uid: 'mine', tags: [], links: [] });
    expect(made.name).toBe('mine');
  });

  it('speak of the labels that the scrape leaves or renames', () => {
    for (const Made of [FleetDashboard, OperatorDashboard, ArgoCDDashboard]) {
      const text = (honorLabels: boolean) => {
        const made = new Made(monitoring(), 'x', { honorLabels });
        expect(findingsOf(made)).toBe('');
        return JSON.stringify(made.queries);
      };
      expect(text(false)).toContain('exported_namespace');
      expect(text(true)).not.toContain('exported_');
    }
  });

  it('read the jobs that they are told', () => {
    const fleet: FleetDashboardProps = { operatorJob: 'my-job' };
    const operator: OperatorDashboardProps = { job: 'my-job' };
    const argo: ArgoCDDashboardProps = { controllerJob: 'my-job' };
    const made = [
      new FleetDashboard(monitoring(), 'x', fleet),
      new OperatorDashboard(monitoring(), 'x', operator),
      new ArgoCDDashboard(monitoring(), 'x', argo),
    ];
    for (const { queries } of made) expect(JSON.stringify(queries)).toContain('job=\\"my-job\\"');
    expect(JSON.stringify(made[1]?.queries)).not.toContain('chatgpt-operator-metrics');
  });

  it('lead from an app to the dashboard about it, if there is one', () => {
    const chart = monitoring();
    const app: AppDashboardProps = { uid: 'my-app' };
    const fleet = new FleetDashboard(chart, 'fleet', { appDashboard: new AppDashboard(chart, 'app', app) });
    const text = JSON.stringify(jsonOf(fleet));
    expect(text).toContain(
      `/d/my-app?var-namespace=\${__data.fields.namespace}&var-app=\${__data.fields.job}`,
    );
    expect(text).toContain(`/d/my-app?var-namespace=\${__field.labels.namespace}`);
    expect(JSON.stringify(jsonOf(new FleetDashboard(monitoring(), 'fleet')))).not.toContain('/d/');
  });

  it('show what is left of the error budgets of an app, by the series that objectives record', () => {
    const { rows } = new AppDashboard(monitoring(), 'x');
    const row = rows.find(({ title }) => title === 'Objectives');
    expect(row?.panels.map(({ title }) => title)).toEqual(['Error budget left', 'Burn rate']);
  });
});
