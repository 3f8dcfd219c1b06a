import { diskFailure } from "./disk-failure.ts";
import { type Failure, ReleaserError } from "./failure.ts";
import { failures } from "./failures.ts";
import type { ErrorClass, Resource } from "./resource.ts";
import { safeText } from "./safe-text.ts";

/** What sort of error a resource met: its own word, then what the failure's exit says; fatal otherwise. */
export function classOf(error: unknown, resource: Pick<Resource, "classify">): ErrorClass {
  const said = resource.classify?.(error);
  if (said !== undefined) return said;
  if (!(error instanceof ReleaserError)) return "fatal";
  const { exit, retryable } = error.failure;
  if (exit === 6) return "conflict";
  if (exit === 9) return "auth";
  return exit === 5 && retryable ? "transient" : "fatal";
}

/** Any error as the failure that its reader needs. */
export function toFailure(error: unknown, resource: Pick<Resource, "classify" | "id">, tries: number): Failure {
  if (error instanceof ReleaserError) return error.failure;
  const { id } = resource;
  const ofDisk = diskFailure(error, id);
  if (ofDisk) return ofDisk;
  const why = safeText(error instanceof Error ? error.message : String(error));
  switch (classOf(error, resource)) {
    case "auth":
      return failures.E_CREDENTIALS({ id, why }).failure;
    case "conflict":
      return failures.E_CONFLICT({ id, why }).failure;
    case "transient":
      return failures.E_OUTWARD({ id, why, tries }).failure;
    case "fatal":
      return isBug(error)
        ? failures.E_BUG({ where: id, error: why }).failure
        : failures.E_OUTWARD({ id, why, tries }).failure;
  }
}

function isBug(error: unknown): boolean {
  return error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;
}
