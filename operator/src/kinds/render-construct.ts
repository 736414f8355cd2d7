import { ApiObject, App, Chart } from 'cdk8s';
import { dependencyOrder } from '../../../lib/synth/dependency-order';
import { objectRenderer } from '../../../lib/synth/object-json';
import { ObjectGroup, resolveDependencies } from '../../../lib/synth/resolve-dependencies';
import type { KubeObject } from '../engine/kubernetes/kube-object';
import type { RenderedObject } from '../engine/reconcile/rendered';

/**
 * Renders constructs as `cdk8s synth` does, in process: the dependencies between them become what each object waits for.
 *
 * @param add adds the constructs to a chart.
 */
export function renderConstruct(add: (chart: Chart) => void): RenderedObject[] {
  const app = new App();
  const chart = new Chart(app, 'chart', { disableResourceNameHashes: true });
  add(chart);
  const tree = resolveDependencies(chart);
  const objects = dependencyOrder(tree).filter((construct) => construct instanceof ApiObject);
  const indexes = new Map(objects.map((object, index) => [object, index]));
  const render = objectRenderer(app);
  return objects.map((object) => {
    const before = [...(tree.dependencies.get(object) ?? [])].flatMap((target) =>
      target instanceof ObjectGroup ? target.members : [target],
    );
    const waitsFor = before.flatMap((target) => indexes.get(target as ApiObject) ?? []);
    return { manifest: render(object) as KubeObject, waitsFor: [...new Set(waitsFor)] };
  });
}
