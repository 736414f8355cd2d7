/** Colours of values. */
export enum PanelColor {
  GREEN = 'green',
  YELLOW = 'yellow',
  ORANGE = 'orange',
  RED = 'red',
  BLUE = 'blue',
  /** Of the text around. */
  TEXT = 'text',
}
