/** Jest loads setup and teardown apart from each other; what they share is the process. */
const shared = globalThis as { stopClusterOfTests?: () => Promise<void> };

/** What the teardown shall do. */
export function keepForTeardown(stop: () => Promise<void>): void {
  shared.stopClusterOfTests = stop;
}

/** Jest calls it once, after the last test file. */
export default async function globalTeardown(): Promise<void> {
  await shared.stopClusterOfTests?.();
}
