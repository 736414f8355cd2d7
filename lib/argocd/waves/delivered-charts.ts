import type { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

/**
 * Which charts an application delivers. Kept beside the constructs, because waves are asked for by what applications
 * are made of, and may not know them.
 */
const DELIVERED = new WeakMap<IConstruct, Delivery>();

/** The charts that an application delivers, those that come later included, and the cluster that they go to. */
export interface Delivery {
  readonly charts: () => readonly Chart[];
  /** Its name or URL. */
  readonly cluster: string;
}

/** Remembers what a construct delivers. */
export function rememberDelivery(application: IConstruct, delivery: Delivery): void {
  DELIVERED.set(application, delivery);
}

/** The charts that the construct delivers; none where it is no application, or one of a foreign source. */
export function deliveredCharts(construct: IConstruct): readonly Chart[] {
  return DELIVERED.get(construct)?.charts() ?? [];
}

/** The cluster that the construct delivers to; undefined where it is no application. */
export function deliveredTo(construct: IConstruct): string | undefined {
  return DELIVERED.get(construct)?.cluster;
}
