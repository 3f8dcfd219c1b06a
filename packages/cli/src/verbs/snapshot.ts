import { type MovingRelease, moves, type Outcome } from "@releaser/core";
import type { Context } from "../context.ts";
import { failures } from "../failures.ts";
import { judge, readState, refuseSkew } from "../release/read-state.ts";
import type { Result } from "../status-document.ts";
import { cutSnapshot } from "../version/cut-snapshot.ts";
import { nothingPending } from "../version/nothing-pending.ts";
import { recover } from "../version/recover.ts";
import { refuseDirty } from "../version/refuse-dirty.ts";
import type { Verb } from "./verb.ts";

const tagForm = /^[0-9A-Za-z-]+$/u;

/** Versions that nobody keeps, left in the work tree to be published under a dist-tag and thrown away. */
export const snapshot: Verb<{ readonly tag: string | undefined; readonly dryRun: boolean }> = async (
  context,
  options,
) => {
  const { tag, dryRun } = options;
  if (tag !== undefined && !tagForm.test(tag)) {
    throw failures.E_USAGE({ message: "the tag of a snapshot is a word of letters, digits and -" });
  }
  if (!dryRun) await recover(context);
  refuseSkew(judge(context, await readState(context)));
  await refuseDirty(context.git);
  const plan = await cutSnapshot(context, { tag, dryRun });
  const moving = plan.releases.filter((release) => moves(release));
  return moving.length === 0 ? nothingPending(context) : toResult(context, moving, options);
};

function toResult(
  context: Context,
  moving: readonly MovingRelease[],
  { tag, dryRun }: Parameters<typeof snapshot>[1],
): Result {
  const outcomes = moving.map(({ name, from, to }): Outcome => ({
    id: `version:${name}@${to}`,
    stage: "versioned",
    title: "versioning",
    verdict: dryRun ? "absent" : "applied",
    note: `from ${from}`,
    attempts: dryRun ? 0 : 1,
    ms: 0,
  }));
  for (const outcome of outcomes) context.report({ type: "ended", outcome });
  const publish = `publish under a dist-tag of its own (changeset publish --no-git-tag --tag ${tag ?? "snapshot"}), then throw the changes away`;
  return { verb: "version", outcomes, next: dryRun ? "releaser version --snapshot" : publish };
}
