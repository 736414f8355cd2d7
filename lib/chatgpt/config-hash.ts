import { hash } from 'node:crypto';
import type { App } from './app';
import { appFiles } from './app-files';
import { environment } from './pod-environment';
import { withSortedKeys } from './sorted-keys';
import { widgetTemplates } from './widget';

/** Annotation on the pod template: it changes with whatever the server reads at start, so that a change rolls out. */
export const CONFIG_HASH_ANNOTATION = 'apps.makeaihq.com/config-hash';

/** A digest of the files and variables that the server gets. */
export function configHash(app: App): string {
  const config = {
    files: appFiles(app),
    widgets: widgetTemplates(app.widgets),
    env: environment(app),
    envFrom: app.spec.mcpServer.envFrom,
  };
  return hash('sha256', JSON.stringify(withSortedKeys(config))).slice(0, 16);
}
