import { ApiObject, Chart, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { formatFinding } from '../../validation/finding';
import { objectName } from '../../validation/object-name';
import { refuse } from '../../validation/refuse';
import { dashboardFindings } from './dashboard-findings';
import { type DashboardModel, dashboardModel } from './dashboard-model';
import { DashboardOutput } from './dashboard-output';
import type {
  DashboardQuery,
  DashboardVariable,
  DashboardVariableProps,
  GrafanaDashboardProps,
} from './dashboard-props';
import { DashboardRow } from './dashboard-row';
import type { PanelLink } from './panel-props';
import { claimUid } from './uid';

/**
 * A dashboard of Grafana. What its queries ask is checked when it is synthesized, as the expressions of alerts are; so are
 * the places of its panels, and that each has a title, a unit and a description.
 *
 * @see https://grafana.com/docs/grafana/latest/dashboards/
 * @example
 * const chart = new Chart(new App(), 'monitoring', { namespace: 'monitoring' });
 * const dashboard = new GrafanaDashboard(chart, 'tools', { title: 'Tools', description: 'Which tools are used.' });
 * dashboard.addVariable('job', { series: 'mcp_requests_total', label: 'job' });
 * dashboard.addRow('Calls').addPanel('Calls by tool', {
 *   description: 'How often each tool is called.',
 *   unit: 'reqps',
 *   queries: [
 *     {
 *       expression: 'sum by (tool) (rate(mcp_requests_total{job="$job", tool!=""}[$__rate_interval]))',
 *       legend: '{{tool}}',
 *     },
 *   ],
 * });
 */
export class GrafanaDashboard extends Construct {
  /** Name of the object. */
  public readonly name: string;

  /** Its identity in Grafana. */
  public readonly uid: string;

  private readonly grown: {
    readonly variables: DashboardVariable[];
    readonly rows: DashboardRow[];
    readonly links: PanelLink[];
  } = { variables: [], rows: [], links: [] };

  /** @throws where the name or the uid is invalid, or another dashboard of the app has the uid. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: GrafanaDashboardProps,
  ) {
    super(scope, id);
    this.name = objectName(this.node.path, props.name ?? id);
    this.uid = claimUid(this, props.uid ?? this.name.replaceAll('.', '-'));
    this.node.defaultChild = this.object(props.output ?? DashboardOutput.configMap());
    this.node.addValidation({
      validate: () =>
        dashboardFindings(this.model(), () => this.json()).map((finding) =>
          formatFinding(this.node.path, finding),
        ),
    });
  }

  /** Its rows, from top to bottom. */
  public get rows(): DashboardRow[] {
    return [...this.grown.rows];
  }

  /** Its variables, beside the one for the data source. */
  public get variables(): DashboardVariable[] {
    return [...this.grown.variables];
  }

  /** What its panels ask of Prometheus. */
  public get queries(): DashboardQuery[] {
    return this.grown.rows.flatMap((row) =>
      row.panels.flatMap(({ title, kind, _props }) =>
        _props.queries.map(({ expression, legend }) => ({
          ...{ row: row.title, panel: title, expression, legend, instant: kind._instant },
        })),
      ),
    );
  }

  /** Adds a row at the bottom, to which panels are added. */
  public addRow(title: string): DashboardRow {
    const row = new DashboardRow(title);
    this.grown.rows.push(row);
    return row;
  }

  /**
   * Adds a choice at the top.
   *
   * @throws where the name is none, or taken.
   */
  public addVariable(name: string, props: DashboardVariableProps): void {
    const taken = ['datasource', ...this.grown.variables.map((variable) => variable.name)];
    if (!/^[a-zA-Z]\w*$/.test(name)) {
      refuse(this.node.path, ['variables'], name, 'is no name of a variable', 'use letters and digits');
    }
    if (taken.includes(name)) {
      refuse(this.node.path, ['variables'], name, 'is the name of another variable', 'choose another');
    }
    this.grown.variables.push({ ...props, name });
  }

  /** Adds a link at the top. */
  public addLink(title: string, url: string): void {
    this.grown.links.push({ title, url });
  }

  private object(output: DashboardOutput): ApiObject {
    const { apiVersion, kind, labels, annotations, body } = output._carrier(
      this.uid,
      Lazy.any({ produce: () => this.json() }),
    );
    return new ApiObject(this, 'Resource', {
      ...{ apiVersion, kind },
      metadata: {
        name: this.name,
        namespace: this.props.namespace ?? Chart.of(this).namespace,
        ...{ labels: { ...labels, ...this.props.labels }, annotations },
      },
      ...body,
    });
  }

  private json(): string {
    // only programs that have a dashboard load the SDK, which takes longer than everything else
    const { dashboardJson } = require('./dashboard-json') as typeof import('./dashboard-json');
    return dashboardJson(this.model());
  }

  private model(): DashboardModel {
    return dashboardModel(this.uid, this.props, this.grown);
  }
}
