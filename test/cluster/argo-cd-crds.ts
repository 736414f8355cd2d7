import { crdsAt } from './harness/third-party-crds';

const argoCd = crdsAt('argo-cd', 'argoproj/argo-cd', 'v3.5.1', 'manifests/crds');

/** The kinds of Argo CD. */
export const argoCdCrds = [
  argoCd('application-crd.yaml', '5dde0e229249b6b707beb98674c1deae3949d5c319a6c45b9f5a80c99618e40c'),
  argoCd('applicationset-crd.yaml', '7d282054f41ca2b71a22bab04a8caf0000e07e53a62432e6ea292dae5ab4f07d'),
  argoCd('appproject-crd.yaml', 'ab225266944322750136f1198d93786e4a79a0e43c8d149abfba44da30a3eac8'),
];
