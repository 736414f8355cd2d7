import { Panel } from './panel';
import type { PanelProps } from './panel-props';

/** Panels under one title. */
export class DashboardRow {
  private readonly grown: Panel[] = [];

  constructor(
    /** What people read above the panels. */
    public readonly title: string,
  ) {}

  /** Its panels. */
  public get panels(): Panel[] {
    return [...this.grown];
  }

  /** Adds a panel behind the others. */
  public addPanel(title: string, props: PanelProps): Panel {
    const panel = new Panel(title, props);
    this.grown.push(panel);
    return panel;
  }
}
