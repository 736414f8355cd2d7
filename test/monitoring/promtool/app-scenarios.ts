import type { Scenario } from './harness/rule-tests';
import { counter, gauge, histogram, steady, traffic } from './harness/series';

const OF = 'namespace="apps",job="fitness-mcp",pod="a"';
const CALL = `${OF},method="tools/call",tool="book_class"`;
/** As the pod contract names them. */
const BUCKETS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300];
const app = { namespace: 'apps', job: 'fitness-mcp' };

export const APP_SCENARIOS: Readonly<Record<string, Scenario>> = {
  ChatGPTAppDown: {
    labels: app,
    series: [
      steady(`up{${OF}}`, 0),
      gauge('up{namespace="apps",job="fitness-mcp",pod="b"}', { fires: 0, boundary: 1, silent: 1 }),
      steady('up{namespace="apps",job="other",pod="c"}', 0),
    ],
  },
  ChatGPTAppErrors: {
    labels: app,
    series: [
      counter(`mcp_requests_total{${CALL},status="error"}`, { fires: 50.1, boundary: 49.9, silent: 1 }),
      traffic(`mcp_requests_total{${OF},method="initialize",tool="",status="success"}`, 950),
    ],
  },
  ChatGPTAppToolErrors: {
    labels: { ...app, tool: 'book_class' },
    series: [
      counter(`mcp_requests_total{${CALL},status="error"}`, { fires: 250.1, boundary: 249.9, silent: 1 }),
      traffic(`mcp_requests_total{${CALL},status="success"}`, 750),
      traffic(`mcp_requests_total{${OF},method="initialize",tool="",status="success"}`, 9000),
    ],
  },
  ChatGPTAppSlow: {
    labels: app,
    series: histogram(`mcp_request_duration_seconds_bucket{${CALL}}`, 0.95, BUCKETS, {
      ...{ fires: 5.1, boundary: 4.8, silent: 0.15 },
    }),
  },
  ChatGPTAppToolSlow: {
    labels: { ...app, tool: 'book_class' },
    series: histogram(`mcp_request_duration_seconds_bucket{${CALL}}`, 0.95, BUCKETS, {
      ...{ fires: 30.1, boundary: 28.9, silent: 0.15 },
    }),
  },
  ChatGPTAppSaturated: {
    labels: app,
    series: [
      gauge(`mcp_requests_in_flight{${OF}}`, { fires: 151, boundary: 150, silent: 3 }),
      steady('mcp_requests_in_flight{namespace="apps",job="fitness-mcp",pod="b"}', 50),
    ],
  },
};
