/** Milliseconds that an answer is kept: a plugin that names no expiry would else run for each request. */
const KEPT = 20_000;

/** How credentials are found. @param renew nothing that was kept may be given. */
export type FindAuthorization = (renew: boolean) => Promise<string | undefined>;

/**
 * Keeps an `Authorization` header for some seconds, asks once however many wait for it, and finds another where the
 * server refused it.
 *
 * @param now milliseconds of a clock.
 */
export function keptAuthorization(find: FindAuthorization, now: () => number = Date.now) {
  let kept: { readonly header: string | undefined; readonly until: number } | undefined;
  let asked: Promise<string | undefined> | undefined;
  const ask = async (renew: boolean) => {
    const header = await find(renew);
    kept = { header, until: now() + KEPT };
    return header;
  };
  return (refused?: string): Promise<string | undefined> => {
    const isRefused = refused !== undefined && kept?.header === refused;
    if (kept && now() < kept.until && !isRefused) return Promise.resolve(kept.header);
    asked ??= ask(isRefused).finally(() => {
      asked = undefined;
    });
    return asked;
  };
}
