import { findCrdFile } from './harness/crd-files';
import type { ThirdPartyCrd } from './harness/third-party-crds';

/** The kinds of Argo CD that we emit. Only those tests install them that need them: together they are 2 MB. */
const argoCdCrds: readonly ThirdPartyCrd[] = [
  argoCd('application-crd.yaml', '5dde0e229249b6b707beb98674c1deae3949d5c319a6c45b9f5a80c99618e40c'),
  argoCd('appproject-crd.yaml', 'ab225266944322750136f1198d93786e4a79a0e43c8d149abfba44da30a3eac8'),
];

/** Their files, at the pinned version. */
export function argoCdCrdFiles(): Promise<string[]> {
  return Promise.all(argoCdCrds.map((crd) => findCrdFile(crd)));
}

function argoCd(file: string, sha256: string): ThirdPartyCrd {
  return {
    path: `argo-cd/${file}`,
    url: `https://raw.githubusercontent.com/argoproj/argo-cd/v3.5.1/manifests/crds/${file}`,
    sha256,
  };
}
