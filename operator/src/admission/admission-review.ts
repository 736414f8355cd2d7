import type { Fault } from '../engine/check';
import { isMapping, mappingAt } from '../engine/kubernetes/json';
import type { KubeObject } from '../engine/kubernetes/kube-object';
import { malformation } from '../engine/watch/well-formed';

/** What the API server wants to know. @see https://kubernetes.io/docs/reference/config-api/apiserver-admission.v1/ */
export interface AdmissionRequest {
  readonly uid: string;
  readonly operation: 'CREATE' | 'UPDATE';
  readonly object: KubeObject;
  /** What is stored now; undefined for a create. */
  readonly oldObject?: KubeObject;
}

/** What is thought of an object. */
export interface Review {
  /** Why it is refused; empty where it is not. */
  readonly faults: readonly Fault[];
  /** What whoever writes it should know, each in one line. */
  readonly warnings: readonly string[];
}

/** More is cut off, and the API server cuts off, too. @see https://kubernetes.io/blog/2020/09/03/warnings/ */
const MOST_WARNINGS = 16;
const LONGEST_WARNING = 256;

/** The request in the body of a review; undefined where it is none that can be answered. */
export function admissionRequestOf(body: unknown): AdmissionRequest | undefined {
  const { uid, operation, object, oldObject } = mappingAt(body, 'request');
  const isReview = isMapping(body) && body.apiVersion === 'admission.k8s.io/v1';
  if (!isReview || typeof uid !== 'string') return undefined;
  if (operation !== 'CREATE' && operation !== 'UPDATE') return undefined;
  if (!isObject(object)) return undefined;
  return { uid, operation, object, ...(isObject(oldObject) && { oldObject }) };
}

/** The answer to a request. */
export function admissionAnswer({ uid, object }: AdmissionRequest, { faults, warnings }: Review): object {
  const response = {
    uid,
    allowed: faults.length === 0,
    ...(faults.length > 0 && { status: refusal(object, faults) }),
    ...(warnings.length > 0 && { warnings: shortened(warnings) }),
  };
  return { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', response };
}

function isObject(value: unknown): value is KubeObject {
  return malformation(value) === undefined;
}

/** As the API server itself refuses what breaks a rule. */
function refusal({ apiVersion, kind, metadata }: KubeObject, faults: readonly Fault[]): object {
  const causes = faults.map(({ field, message }) => ({ reason: 'FieldValueInvalid', field, message }));
  return {
    status: 'Failure',
    code: 422,
    reason: 'Invalid',
    message: faults.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join('; '),
    details: { group: apiVersion.split('/')[0], kind, name: metadata.name, causes },
  };
}

function shortened(warnings: readonly string[]): string[] {
  const lines = warnings.map((warning) => cut(warning.replaceAll(/\s+/g, ' ')));
  const more = lines.length - MOST_WARNINGS;
  return more > 0 ? [...lines.slice(0, MOST_WARNINGS), `and ${more} more warnings`] : lines;
}

function cut(line: string): string {
  return line.length <= LONGEST_WARNING ? line : `${line.slice(0, LONGEST_WARNING - 1)}…`;
}
