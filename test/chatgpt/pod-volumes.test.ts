import { render } from '../sample-charts';
import { type Changes, fitness, pod, server } from './fitness-app';

const inline = { name: 'inline', template: '<p>inline</p>' };
const referred = { name: 'referred', templateFrom: { configMapKeyRef: { name: 'widgets', key: 'r.html' } } };
const inImage = { name: 'in-image', path: '/app/w.html' };

const APP_CONFIG = { name: 'app-config', configMap: { name: 'fitness-mcp-app' } };
const TMP = { name: 'tmp', emptyDir: {} };
const APP_MOUNT = { name: 'app-config', mountPath: '/etc/chatgpt-app', readOnly: true };
const WIDGETS_MOUNT = { name: 'widgets', mountPath: '/etc/chatgpt-app/widgets', readOnly: true };
const TMP_MOUNT = { name: 'tmp', mountPath: '/tmp' };

it('a pod has the files of its app, read-only, and a writable /tmp', () => {
  expect(pod({}, 'volumes')).toEqual([APP_CONFIG, TMP]);
  expect(server({}, 'volumeMounts')).toEqual([APP_MOUNT, TMP_MOUNT]);
});

it('widgets of the spec and of ConfigMaps are mounted under one folder, by their names', () => {
  const changes = { widgets: [inline, referred, inImage] };
  const sources = [
    {
      configMap: { name: 'fitness-mcp-widget-inline', items: [{ key: 'inline.html', path: 'inline.html' }] },
    },
    { configMap: { name: 'widgets', items: [{ key: 'r.html', path: 'referred.html' }] } },
  ];
  expect(pod(changes, 'volumes')).toEqual([APP_CONFIG, { name: 'widgets', projected: { sources } }, TMP]);
  expect(server(changes, 'volumeMounts')).toEqual([APP_MOUNT, WIDGETS_MOUNT, TMP_MOUNT]);
});

it('widgets inside the image need no volume', () => {
  expect(pod({ widgets: [inImage] }, 'volumes')).toEqual([APP_CONFIG, TMP]);
  expect(server({ widgets: [inImage] }, 'volumeMounts')).toEqual([APP_MOUNT, TMP_MOUNT]);
});

it('an inline template is the only data of its ConfigMap, unchanged', () => {
  const template = '<!doctype html>\n\t<p>$(X) é 😀 \\n "q"</p>\n\n';
  expect(configMaps({ widgets: [{ name: 'list', template }, referred, inImage] })).toEqual({
    'fitness-mcp-app': { 'app.json': expect.any(String) },
    'fitness-mcp-widget-list': { 'list.html': template },
  });
});

it('volumes and mounts of the spec come after those of the platform, newer fields too', () => {
  const volume = { name: 'data', image: { reference: 'x:1' } };
  const mount = { name: 'data', mountPath: '/data', newer: { a: 1 } };
  const changes = { 'pod.volumes': [volume], 'pod.volumeMounts': [mount] };
  expect(pod(changes, 'volumes')).toEqual([APP_CONFIG, TMP, volume]);
  expect(server(changes, 'volumeMounts')).toEqual([APP_MOUNT, TMP_MOUNT, mount]);
});

/** The data of each ConfigMap. */
function configMaps(changes: Changes): Record<string, unknown> {
  const maps = render(fitness(changes)).filter(({ kind }) => kind === 'ConfigMap');
  return Object.fromEntries(maps.map(({ metadata, data }) => [metadata.name, data]));
}
