import { readFileSync } from "node:fs";
import { join } from "node:path";
import { digestPlan, moves, type Plan } from "@releaser/core";
import type { BareReleasePlan } from "./release-plan.ts";

/** `release/plan.json` below a folder, if it is whole and is the plan that is being applied; undefined otherwise. */
export function readAppliedPlan(dir: string, applied: BareReleasePlan): Plan | undefined {
  try {
    const plan = parsePlan(readFileSync(join(dir, "release", "plan.json"), "utf8"));
    return digestPlan(plan) === plan.digest && sameMoves(plan, applied) ? plan : undefined;
  } catch {
    // Absent, or no plan: the message is then made of the release plan alone.
    return undefined;
  }
}

/** The digest, checked by the caller, vouches for the shape: only Releaser writes it. */
function parsePlan(text: string): Plan {
  return JSON.parse(text) as Plan;
}

/** `.sentinel` and the root may move in our plan although Changesets does not see them, so theirs must be among ours. */
function sameMoves(plan: Plan, applied: BareReleasePlan): boolean {
  const ours = new Map(plan.releases.filter(moves).map(({ name, from, to }) => [name, `${from} ${to}`]));
  const theirs = applied.releases.filter(({ type }) => type !== "none");
  const ids = new Set(plan.changesets.map(({ id }) => id));
  return (
    theirs.length > 0 &&
    theirs.every(({ name, oldVersion, newVersion }) => ours.get(name) === `${oldVersion} ${newVersion}`) &&
    applied.changesets.every(({ id }) => ids.has(id))
  );
}
