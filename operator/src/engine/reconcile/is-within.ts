import { compareQuantities, isQuantity } from '../../../../lib/validation/quantity';
import { isMapping } from '../kubernetes/json';

/**
 * Whether a live value says all that a wanted one says; it may say more, such as the server's defaults. For those who do not
 * know who manages which field.
 */
export function isWithin(wanted: unknown, live: unknown): boolean {
  if (live === undefined) return saysNothing(wanted);
  if (Array.isArray(wanted)) return Array.isArray(live) && isListWithin(wanted, live);
  if (isMapping(wanted)) {
    return (
      isMapping(live) && Object.entries(wanted).every(([key, value]) => isEntryWithin(key, value, live[key]))
    );
  }
  return wanted === live;
}

/** The server does not store what says nothing. */
export function saysNothing(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (isMapping(value)) return Object.values(value).every(saysNothing);
  return value === undefined || value === null || value === '' || value === false || value === 0;
}

/** Whether two amounts of a resource are the same: the server writes `500m` for `0.5`. */
export function isSameQuantity(a: unknown, b: unknown): boolean {
  const [one, other] = [String(a), String(b)];
  return isQuantity(one) && isQuantity(other) && compareQuantities(one, other) === 0;
}

function isEntryWithin(key: string, wanted: unknown, live: unknown): boolean {
  const isAmounts = (key === 'limits' || key === 'requests') && isMapping(wanted) && isMapping(live);
  if (!isAmounts) return isWithin(wanted, live);
  return Object.entries(wanted).every(([name, amount]) => isSameQuantity(amount, live[name]));
}

/** Items with a name are found by it, others by their place. */
function isListWithin(wanted: readonly unknown[], live: readonly unknown[]): boolean {
  const areNamed =
    wanted.length > 0 && wanted.every((item) => isMapping(item) && typeof item.name === 'string');
  if (!areNamed)
    return wanted.length === live.length && wanted.every((item, index) => isWithin(item, live[index]));
  return wanted.every((item) =>
    live.some(
      (each) => isMapping(each) && isMapping(item) && each.name === item.name && isWithin(item, each),
    ),
  );
}
