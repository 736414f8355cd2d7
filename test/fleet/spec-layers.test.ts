import * as fc from 'fast-check';
import type { FleetDocument } from '../../lib/fleet/fleet-document';
import { mergePatch } from '../../lib/fleet/merge-patch';
import { mergeLayers, type SpecLayer, sourceInLayers } from '../../lib/fleet/spec-layers';

function layer(patch: Record<string, unknown>, file = 'file'): SpecLayer {
  const document: FleetDocument = { file, value: patch, locate: () => ({ line: 1, column: 1 }) };
  return { patch, document, path: ['spec'] };
}

const merge = (...patches: Record<string, unknown>[]) => mergeLayers(patches.map((patch) => layer(patch)));
const autoscaling = { minReplicas: 5, maxReplicas: 20 };

describe('mergeLayers', () => {
  it('lets replicas take the place of autoscaling below', () => {
    expect(merge({ autoscaling }, { replicas: 1 })).toEqual({ replicas: 1 });
  });

  it('lets autoscaling take the place of replicas below', () => {
    expect(merge({ replicas: 2 }, { autoscaling })).toEqual({ autoscaling });
  });

  it('works for each pair of layers, the highest winning', () => {
    expect(merge({ autoscaling }, { replicas: 1 }, { autoscaling: { maxReplicas: 3 } })).toEqual({
      autoscaling: { maxReplicas: 3 },
    });
  });

  it('merges autoscaling with autoscaling', () => {
    expect(merge({ autoscaling }, { autoscaling: { maxReplicas: 7 } })).toEqual({
      autoscaling: { minReplicas: 5, maxReplicas: 7 },
    });
  });

  it('leaves both where one layer says both, so that the API refuses them', () => {
    expect(merge({ replicas: 2 }, { replicas: 3, autoscaling })).toEqual({ replicas: 3, autoscaling });
  });

  it('removes only what is null where a layer removes one of the two', () => {
    expect(merge({ replicas: 2 }, { autoscaling: null })).toEqual({ replicas: 2 });
    expect(merge({ autoscaling }, { replicas: null })).toEqual({ autoscaling });
    expect(merge({ autoscaling }, { autoscaling: null, replicas: 4 })).toEqual({ replicas: 4 });
  });

  it('is RFC 7386 for everything else', () => {
    const patches = fc.array(fc.dictionary(fc.constantFrom('a', 'b', 'host'), fc.jsonValue({ maxDepth: 3 })));
    fc.assert(
      fc.property(patches, (layers) => {
        const plain = layers.reduce<unknown>((spec, patch) => mergePatch(spec, patch), {});
        expect(merge(...layers)).toEqual(plain);
      }),
    );
  });
});

describe('sourceInLayers', () => {
  const layers = [layer({ resources: { limits: { cpu: 1 } } }, 'low'), layer({ resources: {} }, 'high')];

  it('names the highest layer that has the field', () => {
    expect(sourceInLayers(layers, ['resources'])?.document.file).toBe('high');
    expect(sourceInLayers(layers, ['resources', 'limits', 'cpu'])?.document.file).toBe('low');
  });

  it('names the nearest ancestor of a field that is missing', () => {
    const source = sourceInLayers(layers, ['resources', 'limits', 'memory']);
    expect(source?.path).toEqual(['spec', 'resources', 'limits']);
    expect(sourceInLayers(layers, ['oauth'])).toBeUndefined();
  });
});
