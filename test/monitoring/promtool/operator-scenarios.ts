import { HISTOGRAMS } from '../../../operator/src/process/metric-table';
import type { Scenario } from './harness/rule-tests';
import { counter, gauge, histogram, steady, traffic } from './harness/series';

const JOB = 'job="chatgpt-operator-metrics",pod="a"';
const OF = `${JOB},controller="chatgptapp"`;
const QUEUE = `${JOB},name="chatgptapp",controller="chatgptapp"`;

export const OPERATOR_SCENARIOS: Readonly<Record<string, Scenario>> = {
  ChatGPTOperatorDown: {
    labels: { job: '' },
    series: [
      gauge(`up{${JOB}}`, { fires: 0, boundary: 0, silent: 1 }),
      gauge('up{job="chatgpt-operator-metrics",pod="b"}', { fires: undefined, boundary: 1, silent: 1 }),
    ],
  },
  ChatGPTOperatorHasNoLeader: {
    labels: {},
    series: [
      steady(`leader_election_master_status{${JOB},name="x"}`, 0),
      gauge('leader_election_master_status{job="chatgpt-operator-metrics",pod="b",name="x"}', {
        ...{ fires: 0, boundary: 1, silent: 1 },
      }),
    ],
  },
  ChatGPTOperatorPanics: {
    labels: { controller: 'chatgptapp' },
    series: [
      counter(`controller_runtime_reconcile_panics_total{${OF}}`, { fires: 0.03, boundary: 0, silent: 0 }),
    ],
  },
  ChatGPTOperatorCertificateUnreadable: {
    labels: { pod: 'a' },
    series: [
      counter(`certwatcher_read_certificate_errors_total{${JOB}}`, { fires: 0.03, boundary: 0, silent: 0 }),
    ],
  },
  ChatGPTOperatorReconcileErrors: {
    labels: { controller: 'chatgptapp' },
    series: [
      counter(`controller_runtime_reconcile_errors_total{${OF}}`, {
        fires: 100.1,
        boundary: 99.9,
        silent: 0,
      }),
      traffic(`controller_runtime_reconcile_total{${OF},result="success"}`, 900),
      traffic(`controller_runtime_reconcile_total{${OF},result="error"}`, 100),
    ],
  },
  ChatGPTOperatorSlowReconciles: {
    labels: { controller: 'chatgptapp' },
    series: histogram(
      `controller_runtime_reconcile_time_seconds_bucket{${OF}}`,
      0.95,
      HISTOGRAMS.reconcileSeconds.buckets,
      { fires: 30.1, boundary: 29.5, silent: 0.12 },
    ),
  },
  ChatGPTOperatorBacklog: {
    labels: { name: 'chatgptapp' },
    series: [
      gauge(`workqueue_depth{${QUEUE},priority="0"}`, { fires: 61, boundary: 60, silent: 2 }),
      steady(`workqueue_depth{${QUEUE},priority="-100"}`, 40),
      steady(`leader_election_master_status{${JOB},name="x"}`, 1),
    ],
  },
  ChatGPTOperatorSlowQueue: {
    labels: { name: 'chatgptapp' },
    series: histogram(
      `workqueue_queue_duration_seconds_bucket{${QUEUE}}`,
      0.99,
      HISTOGRAMS.queueSeconds.buckets,
      {
        ...{ fires: 60.1, boundary: 59.9, silent: 0.005 },
      },
    ),
  },
  ChatGPTOperatorWorkerStuck: {
    labels: { name: 'chatgptapp', pod: 'a' },
    series: [
      gauge(`workqueue_longest_running_processor_seconds{${QUEUE}}`, {
        fires: 300.1,
        boundary: 300,
        silent: 1,
      }),
    ],
  },
  ChatGPTOperatorApiErrors: {
    labels: { host: 'api' },
    series: [
      counter(`rest_client_requests_total{${JOB},host="api",method="GET",code="503"}`, {
        ...{ fires: 40, boundary: 30, silent: 0 },
      }),
      counter(`rest_client_requests_total{${JOB},host="api",method="GET",code="<error>"}`, {
        ...{ fires: 11, boundary: 19.9, silent: 0 },
      }),
      traffic(`rest_client_requests_total{${JOB},host="api",method="GET",code="200"}`, 949.5),
    ],
  },
  ChatGPTOperatorStaleCache: {
    labels: { resource: 'deployments.apps', pod: 'a' },
    series: [
      gauge(`chatgpt_operator_reflector_last_contact_seconds{${JOB},resource="deployments.apps"}`, {
        ...{ fires: 600.1, boundary: 600, silent: 20 },
      }),
    ],
  },
  ChatGPTOperatorFieldFights: {
    labels: {},
    series: [gauge(`chatgpt_operator_field_fights{${JOB}}`, { fires: 1, boundary: 0, silent: 0 })],
  },
  ChatGPTAppDegraded: {
    labels: { exported_namespace: 'apps' },
    series: [
      gauge(`chatgpt_apps{${JOB},exported_namespace="apps",phase="Degraded"}`, {
        ...{ fires: 1, boundary: 0, silent: undefined },
      }),
      steady(`chatgpt_apps{${JOB},exported_namespace="apps",phase="Ready"}`, 7),
    ],
  },
};
