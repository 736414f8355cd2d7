import { closestName } from '../../validation/closest-name';
import type { FieldPath } from '../../validation/field-path';
import type { Finding } from '../../validation/finding';
import { errorAt } from '../../validation/refuse';
import { RelabelAction, type Relabeling } from './relabeling';

const ACTIONS: readonly string[] = Object.values(RelabelAction);
const LABEL_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
/** A target may be made of groups, with or without braces. */
const LABEL_TEMPLATE = /^(?:[a-zA-Z_]|\$\{?\w+\}?)(?:\w|\$\{?\w+\}?)*$/;
const { KEEP_EQUAL, DROP_EQUAL, HASH_MOD, LABEL_DROP, LABEL_KEEP, LOWERCASE, REPLACE, UPPERCASE } =
  RelabelAction;
const WRITES = [REPLACE, KEEP_EQUAL, DROP_EQUAL, HASH_MOD, LOWERCASE, UPPERCASE];

/** What Prometheus would not take of relabelings; its operator then leaves the whole monitor out, and says so in a log. */
export function relabelingFindings(path: FieldPath, relabelings: readonly Relabeling[] = []): Finding[] {
  return relabelings.flatMap((relabeling, index) => ofOne([...path, index], relabeling));
}

function ofOne(path: FieldPath, relabeling: Relabeling): Finding[] {
  const { action = REPLACE, sourceLabels = [], regex, targetLabel, modulus } = relabeling;
  if (!ACTIONS.includes(action)) {
    const meant = closestName(action, ACTIONS);
    const fix = `use ${meant ?? `one of ${ACTIONS.join(', ')}`}`;
    return [errorAt([...path, 'action'], action, 'is no action of a relabeling', fix)];
  }
  return [
    ...sourceLabels
      .filter((label) => !LABEL_NAME.test(label))
      .map((label) =>
        errorAt(
          [...path, 'sourceLabels'],
          label,
          'is no name of a label',
          'use letters, digits and underscores',
        ),
      ),
    ...targetFindings([...path, 'targetLabel'], action, targetLabel),
    ...regexFindings([...path, 'regex'], regex),
    ...(action === HASH_MOD && !((modulus ?? 0) > 0)
      ? [errorAt([...path, 'modulus'], modulus, 'is no number of parts', 'say how many there are, from 1')]
      : []),
    ...onlyRegex(path, action, relabeling),
  ];
}

function targetFindings(path: FieldPath, action: RelabelAction, target: string | undefined): Finding[] {
  if (target === undefined) {
    if (!WRITES.includes(action)) return [];
    return [errorAt(path, undefined, `is missing, and ${action} needs it`, 'name the label')];
  }
  const valid = action === REPLACE ? LABEL_TEMPLATE : LABEL_NAME;
  if (valid.test(target)) return [];
  return [errorAt(path, target, 'is no name of a label', 'use letters, digits and underscores')];
}

/** Prometheus refuses anything beside `regex` for these two. */
function onlyRegex(path: FieldPath, action: RelabelAction, relabeling: Relabeling): Finding[] {
  if (action !== LABEL_DROP && action !== LABEL_KEEP) return [];
  return Object.entries(relabeling)
    .filter(([field, value]) => !['action', 'regex'].includes(field) && value !== undefined)
    .map(([field, value]) =>
      errorAt([...path, field], value, `has no meaning for ${action}, which looks at names`, 'leave it out'),
    );
}

/** What is wrong with a regular expression; those of Go have neither lookaround nor references to groups. */
export function regexFindings(path: FieldPath, regex: string | undefined): Finding[] {
  if (regex === undefined || isGoRegex(regex)) return [];
  const fix = 'see https://github.com/google/re2/wiki/Syntax';
  return [errorAt(path, regex, 'is no regular expression of Go', fix)];
}

function isGoRegex(regex: string): boolean {
  if (/\(\?(?:[=!]|<[=!])|\\[1-9]/.test(regex)) return false;
  try {
    // flags of Go, such as (?i), are none of JavaScript
    new RegExp(regex.replace(/\(\?[imsU-]+(:|\))/g, (_, end) => (end === ':' ? '(?:' : '')));
    return true;
  } catch {
    return false;
  }
}
