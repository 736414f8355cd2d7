export { WebhookCertificates } from './admission/webhook-certificates';
export { ManagedKind, type ManagedKindProps } from './managed-kind';
export type { ManagedResource } from './managed-resource';
export { OperatorConstruct } from './operator-construct';
export type { OperatorIssuer } from './operator-issuer';
export {
  type OperatorConstructProps,
  OperatorLogLevel,
  type OperatorMetrics,
  type OperatorMetricsReader,
  type OperatorPod,
  type OperatorResources,
  type OperatorWebhook,
  WebhookFailurePolicy,
} from './operator-props';
export type { OperatorRule } from './rbac/operator-rule';
