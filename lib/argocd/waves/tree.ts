import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

/**
 * The constructs at and below a scope that are delivered together: of a chart all but the charts in it, of anything
 * else all.
 */
export function constructsOf(scope: IConstruct): IConstruct[] {
  const found: IConstruct[] = [scope];
  const staysInChart = Chart.isChart(scope);
  for (const construct of found) {
    for (const child of construct.node.children) {
      if (!(staysInChart && Chart.isChart(child))) found.push(child);
    }
  }
  return found;
}

/** The objects that are delivered with a scope. */
export function objectsOf(scope: IConstruct): ApiObject[] {
  return constructsOf(scope).filter((construct) => ApiObject.isApiObject(construct));
}

/** Whether a construct is the scope, or below it. */
export function isWithin(construct: IConstruct, scope: IConstruct): boolean {
  let at: IConstruct | undefined = construct;
  while (at !== undefined && at !== scope) at = at.node.scope;
  return at === scope;
}
