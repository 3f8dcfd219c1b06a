import type { Outcome } from "@releaser/core";
import type { Context } from "../context.ts";
import type { Result } from "../status-document.ts";

/** Says that no changeset moves a package, which is no failure. */
export function nothingPending(context: Context): Result {
  const outcome: Outcome = {
    id: "version:none",
    stage: "versioned",
    title: "versioning",
    verdict: "held",
    note: "no changeset moves a package",
    attempts: 0,
    ms: 0,
  };
  context.report({ type: "ended", outcome });
  return {
    verb: "version",
    outcomes: [outcome],
    next: "releaser publish, if the last version is not out yet; otherwise pnpm changeset",
  };
}
