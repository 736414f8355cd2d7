import { error, type Problem } from '../problem';
import type { Pipeline, TemplateNode } from './nodes';

const TO_JSON = ['toJson', 'mustToJson', 'toRawJson', 'mustToRawJson', 'toPrettyJson', 'mustToPrettyJson'];

/** Fields whose values never hold what JSON would have to escape. */
const HARMLESS: ReadonlySet<string> = new Set([
  'app.metadata.name',
  'app.metadata.namespace',
  'app.metadata.uid',
  'app.spec.project',
  'app.spec.source.repoURL',
  'app.status.sync.status',
  'app.status.health.status',
  'app.status.operationState.phase',
  'app.status.operationState.startedAt',
  'app.status.operationState.finishedAt',
  'app.status.operationState.syncResult.revision',
  'context.argocdUrl',
]);

/**
 * Values that would break a text of JSON as soon as one of them holds a quote or a line break, and texts that are not
 * JSON in the first place.
 */
export function jsonProblems(nodes: readonly TemplateNode[]): Problem[] {
  const raw = rawValues(nodes, false);
  if (raw.problems.length > 0) return raw.problems;
  return nodes.some(({ type }) => type === 'block') ? [] : syntaxProblems(nodes);
}

function rawValues(
  nodes: readonly TemplateNode[],
  wasInText: boolean,
): { problems: Problem[]; isInText: boolean } {
  let isInText = wasInText;
  const problems = nodes.flatMap((node): Problem[] => {
    if (node.type === 'text') {
      isInText = endsInText(node.text, isInText);
      return [];
    }
    if (node.type === 'action') return actionProblems(node.text, node.pipeline, isInText);
    const body = rawValues(node.block.body, isInText);
    return [...body.problems, ...rawValues(node.block.otherwise, isInText).problems];
  });
  return { problems, isInText };
}

function actionProblems(text: string, pipeline: Pipeline, isInText: boolean): Problem[] {
  if (pipeline.variables.length > 0) return [];
  const isQuoted = pipeline.commands
    .at(-1)
    ?.some((part) => part.type === 'function' && TO_JSON.includes(part.name));
  if (isQuoted) {
    const fix = 'remove the quotes around it: toJson writes its own';
    return isInText ? [error(text, 'is quoted twice', fix)] : [];
  }
  if (isInText && isHarmless(pipeline)) return [];
  const rule = 'puts a value into JSON as it is, and a quote or line break in it would break that';
  const inner = text.replace(/^{{-?\s*|\s*-?}}$/g, '');
  const whole = isInText ? `, in place of the whole text: {{ printf "… %s" (${inner}) | toJson }}` : '';
  return [error(text, rule, `write {{ ${inner} | toJson }}${whole}`)];
}

function isHarmless({ commands }: Pipeline): boolean {
  const [operand, ...more] = commands[0] ?? [];
  if (commands.length > 1 || more.length > 0 || operand?.type !== 'path') return false;
  const { root, fields } = operand;
  return (root === '.' || root === '$') && HARMLESS.has(fields.join('.'));
}

/** Whether a text of JSON is open after a piece of it. */
function endsInText(piece: string, wasInText: boolean): boolean {
  const quotes = piece.replace(/\\./g, '').split('"').length - 1;
  return quotes % 2 === 0 ? wasInText : !wasInText;
}

/** With a value in place of each action, it has to be JSON. */
function syntaxProblems(nodes: readonly TemplateNode[]): Problem[] {
  let isInText = false;
  const sample = nodes.map((node) => {
    if (node.type === 'action') return node.pipeline.variables.length > 0 ? '' : isInText ? 'a' : '"a"';
    if (node.type === 'text') isInText = endsInText(node.text, isInText);
    return node.type === 'text' ? node.text : '';
  });
  try {
    JSON.parse(sample.join(''));
    return [];
  } catch (cause) {
    return [error(sample.join('').slice(0, 40), `is no JSON (${(cause as Error).message})`, 'correct it')];
  }
}
