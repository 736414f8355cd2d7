import { counter, gauge, histogram } from './define-metrics';

/** What an app exposes that keeps the pod contract: docs/reference/pod-contract.md, "Metrics". */
export const APP_METRICS = [
  counter(
    'mcp_requests_total',
    ['method', 'tool', 'status'],
    'MCP requests that were answered, by status: success or error.',
  ),
  {
    ...histogram(
      'mcp_request_duration_seconds',
      ['method', 'tool'],
      300,
      'Seconds until an MCP request was answered.',
    ),
    buckets: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300],
  },
  gauge('mcp_requests_in_flight', [], 'MCP requests that are being answered.'),
];
