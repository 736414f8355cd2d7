/**
 * Why a time zone is none for Argo CD, which takes what it does not know as UTC; undefined where it knows it.
 */
export function timeZoneProblem(zone: string): string | undefined {
  // Go has these, and takes no offsets, which JavaScript would
  if (zone === 'UTC' || zone === 'Local') return undefined;
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(zone)) return UNKNOWN;
  try {
    const canonical = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
    // JavaScript does not care for capitals, a file system does
    const isMisspelt = canonical !== zone && canonical.toLowerCase() === zone.toLowerCase();
    return isMisspelt ? `is spelt ${canonical}; Argo CD would take it as UTC in silence` : undefined;
  } catch {
    return UNKNOWN;
  }
}

const UNKNOWN = 'is no time zone; Argo CD would take it as UTC in silence';
