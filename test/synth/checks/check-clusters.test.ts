import { checkClusters } from '../../../lib/synth/checks/check-clusters';
import { object } from './check-fixture';

const part = (cluster: string) => ({ cluster, objects: [object('v1', 'ConfigMap', 'a')] });

it('takes the same object in two clusters, and refuses it twice in one', () => {
  expect(checkClusters([part('a'), part('b')], {}).errors).toEqual([]);
  expect(checkClusters([part('a'), part('b'), part('a')], {}).errors).toEqual([
    expect.stringContaining('[duplicate-object]'),
  ]);
});

it('says once what is wrong with the switches, also where there is nothing to check', () => {
  const off = { 'plain-secret': '' };
  const message = expect.stringContaining('gives no reason');
  expect(checkClusters([], off).errors).toEqual([message]);
  expect(checkClusters([part('a'), part('b')], off).errors).toEqual([message]);
});
