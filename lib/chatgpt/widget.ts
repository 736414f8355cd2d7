import { posix } from 'node:path';
import { CONFIG_FOLDER } from './app-files';
import type { Widget } from './plain-spec';

/** A widget with its derived URI, origin and file. */
export interface ResolvedWidget {
  readonly source: Widget;
  readonly name: string;
  readonly uri: string;
  readonly mimeType: string;
  /** The origin that it runs under; unknown for an app without host. */
  readonly domain?: string;
  /** Where the server finds its HTML. */
  readonly file: string;
}

/** Where the HTML of widgets is mounted. */
export const WIDGETS_FOLDER = posix.join(CONFIG_FOLDER, 'widgets');

export function resolveWidgets(
  app: string,
  host: string | undefined,
  widgets: readonly Widget[],
): ResolvedWidget[] {
  return widgets.map((source) => ({
    source,
    name: source.name,
    uri: source.uri ?? `ui://${app}/${source.name}.html`,
    mimeType: source.mimeType ?? '',
    domain: source.domain ?? (host && `https://${host}`),
    file: source.path ?? posix.join(WIDGETS_FOLDER, `${source.name}.html`),
  }));
}

/** The inline templates, by the file that they become. */
export function widgetTemplates(widgets: readonly ResolvedWidget[]): Record<string, string> {
  return Object.fromEntries(
    widgets.flatMap(({ source, file }) =>
      source.template === undefined ? [] : [[posix.basename(file), source.template]],
    ),
  );
}

/** Name of the ConfigMap that holds a widget's inline template. */
export function widgetConfigMapName(objectName: string, widget: ResolvedWidget): string {
  return `${objectName}-widget-${widget.name}`;
}
