import { prometheusOperator, type ThirdPartyCrd } from './harness/third-party-crds';

/** CRDs of the Prometheus Operator for tests of monitoring alone: they are large, and every start would wait for them. */
export const monitoringCrds: readonly ThirdPartyCrd[] = [
  prometheusOperator(
    'monitoring.coreos.com_probes.yaml',
    'f4ead9704bd4c6303d53e4cc15670faaf0609022a5e08c0ce496286f453666b7',
  ),
  prometheusOperator(
    'monitoring.coreos.com_scrapeconfigs.yaml',
    'd525ef261d8a3a050528a7d90cecab13f1f3f9020eb0f1f54850b6f5c1f2e641',
  ),
  prometheusOperator(
    'monitoring.coreos.com_alertmanagerconfigs.yaml',
    'fed47c462483a47a4d1912bf8a7a3767618644cfdee86dc73d7624c55d6a8b9d',
  ),
];
