import type { KubernetesObject } from '../dist-objects';
import { sampleApps } from '../sample-apps';
import { render } from '../sample-charts';
import { at, fitness, rendered } from './fitness-app';

const EVERYTHING = {
  autoscaling: { maxReplicas: 3 },
  'exposure.tls': { issuerRef: { name: 'ca' } },
  widgets: [{ name: 'list', template: '<p>' }],
};
const SELECTOR = { 'apps.makeaihq.com/app': 'fitness' };

function names(objects: KubernetesObject[]): string[] {
  return objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort();
}

describe('the names of the objects', () => {
  it('are <app>-mcp, and for ConfigMaps <app>-mcp-app and <app>-mcp-widget-<widget>', () => {
    expect(names(render(fitness(EVERYTHING)))).toEqual([
      'Certificate fitness-mcp',
      'ConfigMap fitness-mcp-app',
      'ConfigMap fitness-mcp-widget-list',
      'Deployment fitness-mcp',
      'HTTPRoute fitness-mcp',
      'HorizontalPodAutoscaler fitness-mcp',
      'NetworkPolicy fitness-mcp',
      'PodDisruptionBudget fitness-mcp',
      'Service fitness-mcp',
      'ServiceAccount fitness-mcp',
      'ServiceMonitor fitness-mcp',
    ]);
    expect(names(render(fitness({ 'exposure.type': 'Ingress' })))).toContain('Ingress fitness-mcp');
  });

  it('never meet those of another app of the fleet', () => {
    const all = sampleApps().flatMap((app) => names(render(app)));
    expect(new Set(all).size).toBe(all.length);
  });

  it('all carry the namespace', () => {
    const namespaces = render(fitness(EVERYTHING)).map(({ metadata }) => metadata.namespace);
    expect(new Set(namespaces)).toEqual(new Set(['chatgpt-test']));
  });
});

describe('the labels', () => {
  const labels = {
    ...SELECTOR,
    'app.kubernetes.io/name': 'fitness',
    'app.kubernetes.io/component': 'mcp-server',
    'app.kubernetes.io/part-of': 'chatgpt-apps',
    'app.kubernetes.io/managed-by': 'cdk8s-chatgpt-apps',
    'app.kubernetes.io/version': '1.4.2',
  };

  it('are the recommended ones on every object and on the pods, and no other', () => {
    const objects = render(fitness(EVERYTHING));
    for (const { metadata } of objects) expect(metadata.labels).toEqual(labels);
    expect(at(rendered('Deployment'), 'spec.template.metadata.labels')).toEqual(labels);
  });

  it('never hold app.kubernetes.io/instance, which Argo CD may own', () => {
    const texts = sampleApps().map((app) => JSON.stringify(render(app)));
    expect(texts.filter((text) => text.includes('app.kubernetes.io/instance'))).toEqual([]);
  });

  it.each([
    ['acme/app:1.0', '1.0'],
    ['acme/app:V1.0-RC1_x', 'V1.0-RC1_x'],
    ['localhost:5000/app:1', '1'],
    [`acme/app:1.0@sha256:${'a'.repeat(64)}`, '1.0'],
    [`acme/app:${'t'.repeat(63)}`, 't'.repeat(63)],
    [`acme/app:${'t'.repeat(64)}`, undefined],
    ['acme/app:_x', undefined],
    ['acme/app:x-', undefined],
    ['acme/app', undefined],
    ['localhost:5000/app', undefined],
    [`acme/app@sha256:${'a'.repeat(64)}`, undefined],
  ])('tell of the image %s the version %p', (image, version) => {
    const { metadata } = rendered('Service', { 'mcpServer.image': image }) ?? { metadata: undefined };
    const { 'app.kubernetes.io/version': _, ...others } = labels;
    expect(metadata?.labels).toEqual({ ...others, ...(version && { 'app.kubernetes.io/version': version }) });
  });

  it('of a pod are joined by those of the spec', () => {
    const given = { 'example.com/team': 'a' };
    expect(at(rendered('Deployment', { 'pod.labels': given }), 'spec.template.metadata.labels')).toEqual({
      ...labels,
      ...given,
    });
  });
});

it.each([
  ['Deployment', 'spec.selector.matchLabels'],
  ['Service', 'spec.selector'],
  ['PodDisruptionBudget', 'spec.selector.matchLabels'],
  ['NetworkPolicy', 'spec.podSelector.matchLabels'],
  ['ServiceMonitor', 'spec.selector.matchLabels'],
])('the selector of the %s is the one label that never changes', (kind, path) => {
  expect(at(rendered(kind), path)).toEqual(SELECTOR);
});
