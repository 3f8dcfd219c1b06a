import { coreFailures, diskFailure, type Failure, ReleaserError, safeText } from "@releaser/core";

/** Whatever was thrown as the failure that ends the run. A stack trace is kept for bugs alone. */
export function toLastFailure(error: unknown, signal: AbortSignal): Failure {
  if (signal.aborted) return coreFailures.E_INTERRUPTED({ id: "the rest" }).failure;
  if (error instanceof ReleaserError) return error.failure;
  const ofDisk = diskFailure(error, "the run");
  if (ofDisk) return ofDisk;
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return coreFailures.E_BUG({ where: "an unexpected place", error: safeText(told) }).failure;
}
