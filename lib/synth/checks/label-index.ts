import type { JsonObject } from '../../validation/structural-schema';
import { meets, type Requirement } from './label-selector';

/** Sets of labels, found by selector without looking at all of them. */
export class LabelIndex {
  private readonly all: JsonObject[] = [];
  private readonly byLabel = new Map<string, JsonObject[]>();

  add(labels: JsonObject): void {
    this.all.push(labels);
    for (const [key, value] of Object.entries(labels)) {
      const label = labelOf(key, value);
      const others = this.byLabel.get(label);
      if (others) others.push(labels);
      else this.byLabel.set(label, [labels]);
    }
  }

  /** Whether any of the sets meets all requirements. */
  hasMatch(requirements: readonly Requirement[]): boolean {
    return this.candidates(requirements).some((labels) =>
      requirements.every((requirement) => meets(labels, requirement)),
    );
  }

  /** The fewest sets that one requirement leaves. */
  private candidates(requirements: readonly Requirement[]): readonly JsonObject[] {
    let fewest: readonly JsonObject[] = this.all;
    for (const { key, operator, values } of requirements) {
      if (operator !== 'In' || values.length !== 1) continue;
      const having = this.byLabel.get(labelOf(key, values[0])) ?? [];
      if (having.length < fewest.length) fewest = having;
    }
    return fewest;
  }
}

function labelOf(key: string, value: unknown): string {
  return `${key}=${value}`;
}
