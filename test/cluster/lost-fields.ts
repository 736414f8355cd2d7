import { compareQuantities, isQuantity } from '../../lib/validation/quantity';

/**
 * Where `live` lacks or changes what `emitted` says. Fields that the server added are fine; quantities may be
 * written another way (`0.5` comes back as `500m`).
 */
export function lostFields(emitted: unknown, live: unknown, path = ''): string[] {
  if (Array.isArray(emitted)) {
    if (!Array.isArray(live)) return [`${path}: the list is gone`];
    if (live.length !== emitted.length) return [`${path}: ${emitted.length} entries became ${live.length}`];
    return emitted.flatMap((item, index) => lostFields(item, live[index], `${path}[${index}]`));
  }
  if (typeof emitted === 'object' && emitted !== null) {
    const target = (typeof live === 'object' && live !== null ? live : {}) as Record<string, unknown>;
    return Object.entries(emitted).flatMap(([key, item]) => lostFields(item, target[key], `${path}.${key}`));
  }
  if (emitted === live || sameQuantity(emitted, live)) return [];
  return [`${path}: ${JSON.stringify(emitted)} became ${JSON.stringify(live)}`];
}

function sameQuantity(a: unknown, b: unknown): boolean {
  const [x, y] = [String(a), String(b)];
  return isQuantity(x) && isQuantity(y) && compareQuantities(x, y) === 0;
}
