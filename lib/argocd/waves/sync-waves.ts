import { type ApiObject, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { formatFinding } from '../../validation/finding';
import { objectSteps } from './object-steps';
import { planWaves, type WaveConflict } from './plan-waves';

/** The annotation by which Argo CD is told the wave of an object. */
export const WAVE_ANNOTATION = 'argocd.argoproj.io/sync-wave';

/**
 * Turns the dependencies between objects (`node.addDependency`) into Argo CD sync waves: Argo CD applies a wave when
 * all earlier ones are healthy. Namespaces and CustomResourceDefinitions come first, then AppProjects, then each
 * object in the smallest wave that is later than those of all that it waits for. An object in wave 0 gets no
 * annotation, and one that has the annotation keeps it.
 *
 * Waves are found when the App is synthesized, so it does not matter what is added before or after. A cycle, or an
 * annotation that contradicts a dependency, fails the synthesis.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
 * @example
 * const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
 * SyncWaves.of(chart);
 */
export class SyncWaves {
  /**
   * The waves of a scope; asked twice, the same.
   *
   * @param scope what one Application delivers: a Chart (without the charts in it), or a whole App.
   */
  public static of(scope: Construct): SyncWaves {
    const known = WAVES.get(scope);
    if (known) return known;
    const waves = new SyncWaves(scope);
    WAVES.set(scope, waves);
    return waves;
  }

  private constructor(private readonly scope: Construct) {
    // cdk8s asks for errors before it renders anything, on every road to the manifests
    scope.node.addValidation({ validate: () => this.annotate() });
  }

  /**
   * The wave of an object as things are now.
   *
   * @throws where the object is not in the scope, or objects wait for each other.
   */
  public waveOf(object: ApiObject): number {
    const { byObject, plan } = this.plan();
    const step = byObject.get(object);
    const wave = step && plan.waves.get(step);
    if (wave === undefined) {
      const reason = plan.cycle
        ? cycleMessage(plan.cycle)
        : `${object.node.path} is not in ${this.scope.node.path}.`;
      throw new Error(reason);
    }
    return wave;
  }

  private plan() {
    const given = new Map<ApiObject, string>();
    const { steps, byObject } = objectSteps(this.scope, (object) => {
      const text = givenWave(object);
      if (text !== undefined) given.set(object, text);
      return wholeNumber(text);
    });
    return { byObject, given, plan: planWaves(steps) };
  }

  private annotate(): string[] {
    const { byObject, given, plan } = this.plan();
    if (plan.cycle) return [cycleMessage(plan.cycle)];
    for (const [object, step] of byObject) {
      if (!given.has(object)) setWave(object, plan.waves.get(step) ?? 0);
    }
    return [...[...given].flatMap(unreadable), ...plan.conflicts.map(conflictMessage)];
  }
}

const WAVES = new WeakMap<Construct, SyncWaves>();

/** The waves that were found for objects; any other that one has was given by somebody else. */
const FOUND = new WeakMap<ApiObject, { wave: number }>();

function setWave(object: ApiObject, wave: number): void {
  const found = FOUND.get(object);
  if (found) {
    found.wave = wave;
  } else if (wave !== 0) {
    const now = { wave };
    FOUND.set(object, now);
    // without a value, where objects have changed since, the annotation is left out
    const lazy: unknown = Lazy.any({ produce: () => (now.wave === 0 ? undefined : String(now.wave)) });
    object.metadata.addAnnotation(WAVE_ANNOTATION, lazy as string);
  }
}

/** The wave that somebody else has given an object, as it is written. */
function givenWave(object: ApiObject): string | undefined {
  const { annotations } = object.metadata.toJson();
  const text: unknown = annotations?.[WAVE_ANNOTATION];
  if (text === undefined || text === null || text === String(FOUND.get(object)?.wave)) return undefined;
  return String(text);
}

/** Argo CD reads anything else as 0, without a word. */
function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
}

function unreadable([object, value]: readonly [ApiObject, string]): string[] {
  if (wholeNumber(value) !== undefined) return [];
  const rule = 'is no whole number, and Argo CD would take it as 0 in silence';
  const fix = 'write a number such as "2", or remove the annotation';
  return [formatFinding(object.node.path, { severity: 'error', path: ANNOTATION_PATH, value, rule, fix })];
}

function conflictMessage({ step, dependent }: WaveConflict): string {
  return formatFinding(step.name, {
    severity: 'error',
    path: ANNOTATION_PATH,
    value: String(step.given),
    rule: `is too late: ${dependent.name}, which waits for it, has the wave ${dependent.given}`,
    fix: 'change one of the two annotations, or remove both',
  });
}

function cycleMessage(cycle: readonly string[]): string {
  return `Objects wait for each other: ${cycle.join(' => ')}.\n  Fix: remove one of these dependencies.`;
}

const ANNOTATION_PATH = ['metadata', 'annotations', WAVE_ANNOTATION];
