/** An app that is watched: a `ChatGPTAppConstruct`, or one that the operator runs. */
export interface MonitoredApp {
  /** Name of the app. */
  readonly name: string;

  /**
   * Namespace of the app.
   * @default - none: an app without one is refused, as another of its name may be elsewhere
   */
  readonly namespace?: string;
}
