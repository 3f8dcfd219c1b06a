import type { Finding } from "@releaser/core";

/** A finding that does not count, and what keeps it from that. */
export interface Suppressed {
  readonly by: "baseline" | "exemption";
  /** The exemption's. */
  readonly reason?: string;
  /** The last day of the exemption, `YYYY-MM-DD`. */
  readonly until?: string;
  readonly finding: Finding;
}
