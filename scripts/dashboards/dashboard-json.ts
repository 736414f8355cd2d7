/** What a picture needs of a dashboard's JSON. */
export interface DashboardJson {
  readonly title: string;
  readonly description: string;
  readonly refresh: string;
  readonly time: { readonly from: string };
  readonly links: readonly { readonly title: string; readonly asDropdown: boolean }[];
  readonly templating: { readonly list: readonly VariableJson[] };
  readonly panels: readonly PanelJson[];
}

export interface VariableJson {
  readonly label: string;
  readonly includeAll: boolean;
}

export interface PanelJson {
  readonly type: string;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
  readonly links?: readonly { readonly title: string }[];
  readonly fieldConfig?: {
    readonly defaults: {
      readonly unit: string;
      readonly links: readonly object[];
      readonly thresholds: { readonly steps: readonly { readonly color: string }[] };
      readonly custom?: { readonly stacking?: { readonly mode: string } };
    };
  };
}
