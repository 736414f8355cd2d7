import type { IncomingMessage, RequestListener } from 'node:http';
import { apiVersionOf, type Resource } from '../engine/kubernetes/resource';
import { type Log, silentLog } from '../engine/log';
import { answerText } from '../process/answer-text';
import { readBody } from '../process/read-body';
import { requestTarget } from '../process/request-target';
import type { AdmissionObserver } from './admission-observer';
import { admissionAnswer, admissionRequestOf } from './admission-review';
import { reviewParent, type Surroundings } from './review-parent';

export interface AdmissionOptions {
  /** Of each kind that is reviewed. */
  readonly surroundings: readonly Surroundings[];
  /** Why nothing can be judged yet; undefined where it can. */
  unready(): string | undefined;
  readonly observer?: AdmissionObserver;
  readonly log?: Log;
}

/** The object, what it was before, and who asks: more than a cluster stores of two objects is no review. */
const LARGEST_REVIEW = 16 * 2 ** 20;

interface Answer {
  readonly code: number;
  readonly body: string;
}

/**
 * Answers the API server's questions about objects: `POST` of an AdmissionReview to the path of their kind.
 *
 * As long as the cluster has not been listed nothing can be judged, and 503 says so: whether such an object is stored is
 * then for the webhook's `failurePolicy` to say, as where nobody answers at all. Readiness keeps requests away until then.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/
 */
export function admissionHandler(options: AdmissionOptions): RequestListener {
  const kinds = new Map(options.surroundings.map((each) => [admissionPath(each.kind.resource), each]));
  return (request, response) => {
    const { path } = requestTarget(request);
    const surroundings = kinds.get(path);
    if (surroundings === undefined) return answerText(response, 404, 'not found\n');
    if (request.method !== 'POST') return answerText(response, 405, 'use POST\n');
    const finished = options.observer?.started(path);
    const send = ({ code, body }: Answer) => {
      finished?.(code);
      answerText(response, code, body, code === 200 ? 'application/json' : undefined);
    };
    answerTo(request, surroundings, options).then(send, (error: unknown) => {
      (options.log ?? silentLog).error('a review failed', error);
      send({ code: 500, body: 'internal server error\n' });
    });
  };
}

/** Where the API server asks about a kind, as controller-runtime names it. */
export function admissionPath({ group, version, kind }: Resource): string {
  return `/validate-${group.replaceAll('.', '-')}-${version}-${kind.toLowerCase()}`;
}

async function answerTo(
  request: IncomingMessage,
  surroundings: Surroundings,
  { unready, log = silentLog }: AdmissionOptions,
): Promise<Answer> {
  const text = await readBody(request, LARGEST_REVIEW);
  if (text === undefined) return { code: 413, body: 'the review is larger than 16 MiB\n' };
  const reason = unready();
  if (reason !== undefined) return { code: 503, body: `${reason}\n` };
  const asked = admissionRequestOf(parsed(text));
  if (asked === undefined)
    return { code: 400, body: 'the body must be an AdmissionReview of admission.k8s.io/v1\n' };
  const { kind, apiVersion } = asked.object;
  const { resource } = surroundings.kind;
  if (kind !== resource.kind || apiVersion !== apiVersionOf(resource))
    return { code: 400, body: `this path is for ${resource.kind} of ${apiVersionOf(resource)}\n` };
  const review = await reviewParent(asked, surroundings);
  if (review.faults.length > 0) {
    const { namespace, name } = asked.object.metadata;
    log.info('refuses an object', { kind, namespace, name, faults: review.faults });
  }
  return { code: 200, body: JSON.stringify(admissionAnswer(asked, review)) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
