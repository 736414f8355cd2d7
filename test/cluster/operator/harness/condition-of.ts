import type { ApiObject, Condition } from '../../harness/api-object';

/** The condition of that type in the status of an object. */
export function conditionOf({ status }: ApiObject, type: string): Condition | undefined {
  const { conditions = [] } = (status ?? {}) as { readonly conditions?: readonly Condition[] };
  return conditions.find((condition) => condition.type === type);
}
