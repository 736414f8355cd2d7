import type { RequestListener } from 'node:http';
import { answerText } from './answer-text';
import { requestTarget } from './request-target';

/** Something that may be wrong with this process. */
export interface HealthCheck {
  /** One word, part of a path. */
  readonly name: string;
  /** What is wrong; undefined where nothing is. It must not wait. */
  check(): string | undefined;
}

/** The checks of each probe. */
export interface Probes {
  /** Whether the process should go on. */
  readonly healthz: readonly HealthCheck[];
  /** Whether it does its work. */
  readonly readyz: readonly HealthCheck[];
}

interface Verdict {
  readonly name: string;
  readonly excluded: boolean;
  readonly fault: string | undefined;
}

/**
 * Answers `/healthz` and `/readyz` as controller-runtime does: `ok` or 500 with the names of all checks, all names by
 * `?verbose`, without some by `?exclude=<name>`, one check by `/healthz/<name>`.
 *
 * Only the answer about one check tells what is wrong.
 */
export function probeHandler(probes: Probes): RequestListener {
  return (request, response) => {
    const { path, query } = requestTarget(request);
    const [probe = '', name, ...rest] = path.slice(1).split('/');
    const checks = probe === 'healthz' || probe === 'readyz' ? probes[probe] : undefined;
    if (checks === undefined || rest.length > 0) return answerText(response, 404, 'not found\n');
    if (request.method !== 'GET' && request.method !== 'HEAD') return answerText(response, 405, 'use GET\n');
    if (name !== undefined && name !== '') return answerText(response, ...one(checks, name));
    return answerText(response, ...all(probe, checks, query));
  };
}

function one(checks: readonly HealthCheck[], name: string): [number, string] {
  const check = checks.find((candidate) => candidate.name === name);
  if (check === undefined)
    return name === 'ping' && checks.length === 0 ? [200, 'ok'] : [404, 'no such check\n'];
  const fault = faultOf(check);
  return fault === undefined ? [200, 'ok'] : [500, `internal server error: ${fault}\n`];
}

function all(probe: string, checks: readonly HealthCheck[], query: URLSearchParams): [number, string] {
  const excluded = query.getAll('exclude');
  const verdicts = checks.map((check): Verdict => {
    const skip = excluded.includes(check.name);
    return { name: check.name, excluded: skip, fault: skip ? undefined : faultOf(check) };
  });
  const unknown = excluded.filter((name) => !checks.some((check) => check.name === name));
  const lines = [
    ...verdicts.map(lineOf),
    ...(unknown.length > 0 ? [`warn: no check to exclude is named ${unknown.join(', ')}`] : []),
  ];
  const report = lines.map((line) => `${line}\n`).join('');
  if (verdicts.some(({ fault }) => fault !== undefined)) return [500, `${report}${probe} check failed\n`];
  return [200, query.has('verbose') ? `${report}${probe} check passed\n` : 'ok'];
}

function lineOf({ name, excluded, fault }: Verdict): string {
  if (excluded) return `[+]${name} excluded: ok`;
  return fault === undefined ? `[+]${name} ok` : `[-]${name} failed: reason withheld`;
}

/** A check that throws has found a fault too. */
function faultOf(check: HealthCheck): string | undefined {
  try {
    return check.check();
  } catch (error) {
    return String(error);
  }
}
