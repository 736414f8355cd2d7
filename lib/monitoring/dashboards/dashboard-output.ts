/** How a dashboard comes to Grafana's sidecar. */
export interface ConfigMapOutputProps {
  /**
   * Label by which the sidecar finds it.
   * @default 'grafana_dashboard'
   */
  readonly label?: string;

  /**
   * Value of the label.
   * @default '1'
   */
  readonly labelValue?: string;

  /**
   * Folder in Grafana. The sidecar must be told to read the annotation: `folderAnnotation: grafana_folder`, and
   * `provider.foldersFromFilesStructure: true`, in the values of Grafana's chart.
   * @default - the sidecar's
   */
  readonly folder?: string;
}

/** How a dashboard comes to the Grafana Operator. */
export interface GrafanaOperatorOutputProps {
  /**
   * Labels of the `Grafana` objects that show it. They cannot be changed later.
   * @default { dashboards: 'grafana' }
   */
  readonly instanceLabels?: Record<string, string>;

  /**
   * Folder in Grafana.
   * @default - the operator's: the namespace of the object
   */
  readonly folder?: string;

  /**
   * Whether Grafanas of other namespaces show it.
   * @default false
   */
  readonly allowCrossNamespaceImport?: boolean;
}

/** The object that carries a dashboard to Grafana. */
export class DashboardOutput {
  /**
   * A ConfigMap for the sidecar of Grafana's charts.
   *
   * @see https://github.com/grafana-community/helm-charts/tree/main/charts/grafana#sidecar-for-dashboards
   */
  public static configMap(props: ConfigMapOutputProps = {}): DashboardOutput {
    const { label = 'grafana_dashboard', labelValue = '1', folder } = props;
    return new DashboardOutput((uid, json) => ({
      ...{ apiVersion: 'v1', kind: 'ConfigMap' },
      labels: { [label]: labelValue },
      annotations: folder === undefined ? undefined : { grafana_folder: folder },
      // the sidecar writes the files of all ConfigMaps into one folder
      body: { data: { [`${uid}.json`]: json } },
    }));
  }

  /**
   * A `GrafanaDashboard` for the Grafana Operator.
   *
   * @see https://grafana.github.io/grafana-operator/docs/dashboards/
   */
  public static grafanaOperator(props: GrafanaOperatorOutputProps = {}): DashboardOutput {
    const { instanceLabels = { dashboards: 'grafana' }, folder, allowCrossNamespaceImport } = props;
    return new DashboardOutput((_, json) => ({
      ...{ apiVersion: 'grafana.integreatly.org/v1beta1', kind: 'GrafanaDashboard' },
      body: {
        spec: {
          instanceSelector: { matchLabels: instanceLabels },
          ...{ allowCrossNamespaceImport, folder, json },
        },
      },
    }));
  }

  private constructor(
    /** @internal */
    public readonly _carrier: (uid: string, json: string) => DashboardCarrier,
  ) {}
}

/** The object around a dashboard. */
export interface DashboardCarrier {
  readonly apiVersion: string;
  readonly kind: string;
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string> | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}
