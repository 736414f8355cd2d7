/** Where a server listens. */
export interface BindAddress {
  /** Undefined for all addresses of the machine. */
  readonly host: string | undefined;
  /** 0 for any free one. */
  readonly port: number;
}

/**
 * Reads `:8080`, `127.0.0.1:0`, `localhost:8080` or `[::1]:8080`.
 *
 * @returns `off` for `0`, undefined where it is no address.
 */
export function parseBindAddress(text: string): BindAddress | 'off' | undefined {
  if (text === '0') return 'off';
  const match = /^(?:\[([0-9A-Fa-f:.%\w]+)\]|([^:[\]\s/]*)):(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  if (match === null || port > 65535) return undefined;
  return { host: match[1] ?? (match[2] || undefined), port };
}

/**
 * The address that a checked flag names.
 *
 * @throws Error where it is none.
 */
export function bindAddressOf(text: string): BindAddress | 'off' {
  const address = parseBindAddress(text);
  if (address === undefined) throw new Error(`"${text}" is no address to listen at`);
  return address;
}
