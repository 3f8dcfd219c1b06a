import { type Level, plural, safeLine, toCount } from "@releaser/core";
import type { SkewReport } from "../skew-report.ts";
import { countSuppressed } from "./group-suppressed.ts";

/** What was found, in how much, what does not count, by whose plan, and how long it took, on one line. */
export function toSummary(report: SkewReport): { readonly found: string; readonly where: string } {
  const { counts, packages, planner, ms } = report;
  const levels: readonly Level[] = ["error", "warning", "info"];
  const found = levels.filter((level) => counts[level] > 0).map((level) => toCount(level, counts[level]));
  const planned = planner && safeLine(`planned by ${planner.name} ${planner.version} (${planner.from})`);
  const suppressed = countSuppressed(report);
  const facts = [`in ${packages} ${plural("package", packages)}`, ...suppressed, planned, `${ms} ms`];
  const none = suppressed.length === 0 ? "no version skew" : "no other version skew";
  return {
    found: found.length === 0 ? none : found.join(", "),
    where: facts.filter((fact) => fact !== null).join(", "),
  };
}

/** A command, and what it is for; empty where that goes without saying. */
export interface Next {
  readonly command: string;
  readonly why: string;
}

/** What to type next, and why. */
export function toNext({ ok, scope, findings, fixed }: SkewReport): Next {
  const again = scope === "offline" ? "releaser skew" : `releaser skew --scope ${scope}`;
  const safe = fixed === undefined ? findings.filter(({ fix }) => fix?.safety === "safe").length : 0;
  if (safe > 0) return { command: `${again} --fix`, why: `mends ${safe} of ${findings.length}` };
  if (!ok) return { command: again, why: "once the errors above are mended" };
  if (fixed !== undefined && fixed.length > 0) return { command: "git diff", why: "shows what was mended" };
  return { command: "releaser plan", why: "" };
}
