import { PanelKind } from './panel-kind';
import type { PanelPosition, PanelProps } from './panel-props';

/** One picture of a dashboard. */
export class Panel {
  /** How it is shown. */
  public readonly kind: PanelKind;

  /** Columns of 24. */
  public readonly width: number;

  /** Units of height. */
  public readonly height: number;

  /** @internal */
  public readonly _props: PanelProps;

  constructor(
    /** What people read above it. */
    public readonly title: string,
    props: PanelProps,
  ) {
    this._props = props;
    this.kind = props.kind ?? PanelKind.TIME_SERIES;
    const [width, height] = SIZES[this.kind.plugin] ?? [8, 8];
    this.width = props.width ?? width;
    this.height = props.height ?? height;
  }

  /** The place that it was given. */
  public get position(): PanelPosition | undefined {
    return this._props.position;
  }
}

const SIZES: Readonly<Record<string, readonly [width: number, height: number]>> = {
  stat: [4, 4],
  table: [24, 8],
};
