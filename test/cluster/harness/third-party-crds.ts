/** A CRD of another project that our objects are tested against. The file itself is not in this repository. */
export interface ThirdPartyCrd {
  /** Its place below `../shared/crds`. */
  readonly path: string;
  readonly url: string;
  readonly sha256: string;
}

const gatewayApi = crdsAt('gateway-api', 'kubernetes-sigs/gateway-api', 'v1.6.1', 'config/crd/standard');
const certManager = crdsAt('cert-manager', 'cert-manager/cert-manager', 'v1.21.1', 'deploy/crds');
/** Names files of the Prometheus Operator. */
export const prometheusOperator = crdsAt(
  'prometheus-operator',
  'prometheus-operator/prometheus-operator',
  'v0.93.0',
  'example/prometheus-operator-crd',
);

/** Every CRD that the cluster tests install. To move to a newer tag: change it above and the sums below. */
export const thirdPartyCrds: readonly ThirdPartyCrd[] = [
  gatewayApi(
    'gateway.networking.k8s.io_httproutes.yaml',
    'a424a0d6c953b162e71d1d97bb7e75012d8f1ac264e7274f2763d1b96ab39852',
  ),
  gatewayApi(
    'gateway.networking.k8s.io_gateways.yaml',
    '25b885f5870b8fff1ae82efa2628b2761cef3745900c2aecf8fb76629a01255a',
  ),
  gatewayApi(
    'gateway.networking.k8s.io_gatewayclasses.yaml',
    '53710048ba26f8620eed59d5e51b157ecf040daf5c6eef31a4b991e0808c4be5',
  ),
  gatewayApi(
    'gateway.networking.k8s.io_referencegrants.yaml',
    '8c645e9333cfa67790cc2a53e0c00076f88b2bd4230d2b49688c78bc34f9b2c3',
  ),
  certManager(
    'cert-manager.io_certificates.yaml',
    '7ad91029c00ec959d54215b19d3b1a9b7e0247eaa60f987151c2b70d8661f8af',
  ),
  certManager(
    'cert-manager.io_issuers.yaml',
    '05e37efb02777e0362d24269fa103c2fc11419f9c85e31854ef873e5d9e5c5cc',
  ),
  certManager(
    'cert-manager.io_clusterissuers.yaml',
    '30008001b78aafb8e110af61359561104b5fafc3a4dc6ac0013245d0ee3fe4ca',
  ),
  prometheusOperator(
    'monitoring.coreos.com_servicemonitors.yaml',
    'a99047972c9dd7679ce2050b9968e8a08773492e671b3e17abd476d42aa78a32',
  ),
  prometheusOperator(
    'monitoring.coreos.com_podmonitors.yaml',
    '45a93443daa687d3654f7e9631909ff7edcdf3ec09c5e60251b74aa2722aee5d',
  ),
  prometheusOperator(
    'monitoring.coreos.com_prometheusrules.yaml',
    '78be98554b9c8506ab2b4f4feb91c5f3a56e536a0a510f3a8e876a459970d56d',
  ),
];

/** How to name the CRD files of one folder of a repository at a tag. */
export function crdsAt(folder: string, repository: string, tag: string, source: string) {
  return (file: string, sha256: string): ThirdPartyCrd => ({
    path: `${folder}/${file}`,
    url: `https://raw.githubusercontent.com/${repository}/${tag}/${source}/${file}`,
    sha256,
  });
}
