import { counter, gauge, histogram } from './define-metrics';

/** What an app exposes that keeps the pod contract: docs/reference/pod-contract.md, "Metrics". */
export const APP_METRICS = [
  counter(
    'mcp_requests_total',
    ['method', 'tool', 'status'],
    'MCP requests that were answered, by status: success or error.',
  ),
  histogram(
    'mcp_request_duration_seconds',
    ['method', 'tool'],
    300,
    'Seconds until an MCP request was answered.',
  ),
  gauge('mcp_requests_in_flight', [], 'MCP requests that are being answered.'),
];
