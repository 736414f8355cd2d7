import {
  type CelEnv,
  type CelList,
  CelScalar,
  celEnv,
  celFunc,
  celMethod,
  isCelList,
  listType,
} from '@bufbuild/cel';
import { compiledPattern } from './compiled-pattern';
import { compareQuantities, isQuantity } from './quantity';

const { BOOL, DYN, INT, STRING } = CelScalar;

/**
 * CEL as the API server offers it to the rules of a CustomResourceDefinition: the standard library and those
 * Kubernetes extensions that our rules use. A quantity travels as its own text; the API server has checked the
 * types of every rule, so no rule can mistake one for a string.
 *
 * @see https://kubernetes.io/docs/reference/using-api/cel/
 */
export function kubernetesCelEnv(): CelEnv {
  return celEnv({
    re2: { compile: compiledPattern },
    funcs: [
      celFunc('isQuantity', [STRING], BOOL, isQuantity),
      celFunc('quantity', [STRING], STRING, asQuantity),
      celMethod('compareTo', STRING, [STRING], INT, compareTo),
      celMethod('isLessThan', STRING, [STRING], BOOL, isLessThan),
      celMethod('sum', listType(DYN), [], INT, sum),
    ],
  });
}

function asQuantity(text: string): string {
  if (!isQuantity(text)) throw new Error(`not a quantity: ${JSON.stringify(text)}`);
  return text;
}

function compareTo(this: string, other: string): bigint {
  return BigInt(Math.sign(compareQuantities(this, other)));
}

function isLessThan(this: string, other: string): boolean {
  return compareQuantities(this, other) < 0;
}

function sum(this: CelList): bigint {
  let total = 0n;
  for (const item of isCelList(this) ? this : []) total += BigInt(item as bigint);
  return total;
}
