import type { Verdict } from "../peers/contenders.ts";

/**
 * Whether a tool fails for something else than what it fails for already in the clean workspace: whether it says a line
 * that it did not say there. How often a line counts something (`4x`) and what it would write instead (`→ 1.2.0`) follow the
 * versions of the case, and are passed over.
 */
export function complainsAnew(now: Verdict, clean: Verdict | undefined): boolean {
  if (!now.failed || clean?.failed !== true) return now.failed;
  const known = new Set(linesOf(clean));
  return linesOf(now).some((line) => !known.has(line));
}

function linesOf({ said }: Verdict): readonly string[] {
  return said.split("\n").map((line) => line.replaceAll(/\b\d+x\b|→ \S+/gu, "").trim());
}
