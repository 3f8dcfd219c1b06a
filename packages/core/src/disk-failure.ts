import type { Failure } from "./failure.ts";
import { failures } from "./failures.ts";
import { hasErrorCode } from "./error-code.ts";
import { safeText } from "./safe-text.ts";

/** What a disk answers that is full, read-only, broken, or another's. */
const refusals = ["EACCES", "EDQUOT", "EFBIG", "EIO", "EMFILE", "ENFILE", "ENOSPC", "EPERM", "EROFS"] as const;

/** The failure `E_DISK` where an error is the disk's; undefined for any other. */
export function diskFailure(error: unknown, where: string): Failure | undefined {
  if (!hasErrorCode(error, ...refusals) || !(error instanceof Error)) return undefined;
  return failures.E_DISK({ where, why: safeText(error.message) }).failure;
}
