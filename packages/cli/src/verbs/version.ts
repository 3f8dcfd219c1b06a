import { hasDecision, ledgerFile, readKnownDecisions } from "@releaser/provenance";
import { checkTarballNames } from "@releaser/publishers";
import { type Outcome, type Plan, publicReleases } from "@releaser/core";
import type { Context } from "../context.ts";
import { failures } from "../failures.ts";
import { isPending, judge, readState, refuseSkew, type State } from "../release/read-state.ts";
import { refuseFork } from "../release/refuse-fork.ts";
import { tagOf } from "../release/release.ts";
import type { Result } from "../status-document.ts";
import { cutVersion } from "../version/cut-version.ts";
import { nothingPending } from "../version/nothing-pending.ts";
import { recover } from "../version/recover.ts";
import { refuseDirty } from "../version/refuse-dirty.ts";
import type { Verb } from "./verb.ts";

/** VERSIONED: everything that carries a version carries the plan's, all or nothing, in one commit. */
export const version: Verb<{ readonly commit: boolean; readonly dryRun: boolean }> = async (context, options) => {
  if (options.commit && !options.dryRun) refuseFork(context.env);
  if (!options.dryRun) await recover(context);
  const state = await readState(context);
  refuseSkew(judge(context, state, { requireHistory: isCutOff(state) }));
  if (!isPending(state.plan)) return nothingPending(context);
  const plan = state.plan;
  checkTarballNames(publicReleases(plan).map(({ name, to }) => ({ name, version: to })));
  await refuseDirty(context.git);
  refuseUnknownDecisions(context.root, plan);
  if (options.commit && state.workspace.git?.branch === undefined) {
    context.notice("HEAD is detached, so no branch will have the version commit: git switch --create keeps it");
  }
  const started = context.clock.elapsed();
  const commit = options.dryRun ? undefined : await cutVersion(context, plan, options);
  return toResult(context, plan, {
    commit: options.commit ? commit : undefined,
    verdict: options.dryRun ? "absent" : "applied",
    ms: Math.round(context.clock.elapsed() - started),
  });
};

/** Whether the train would start from tags that a shallow clone may not have. */
function isCutOff({ workspace: { git, train } }: State): boolean {
  return git?.shallow === true && train !== undefined && train.source !== "owner";
}

function refuseUnknownDecisions(root: string, plan: Plan): void {
  if (plan.decisions.length === 0) return;
  const known = readKnownDecisions(root);
  const ids = plan.decisions.filter((id) => !hasDecision(known, id));
  if (ids.length > 0) throw failures.E_DECISION_UNKNOWN({ ids, ledger: ledgerFile });
}

function toResult(
  context: Context,
  plan: Plan,
  { commit, verdict, ms }: { commit: string | undefined; verdict: "absent" | "applied"; ms: number },
): Result {
  const moving = plan.releases.filter(({ bump }) => bump !== "none").length;
  const note = `${moving} package${moving === 1 ? "" : "s"}${commit === undefined ? "" : `, commit ${commit.slice(0, 12)}`}`;
  const outcome: Outcome = {
    id: `version:${plan.key}`,
    stage: "versioned",
    title: "versioning",
    verdict,
    note,
    attempts: verdict === "applied" ? 1 : 0,
    ms,
  };
  context.report({ type: "ended", outcome });
  const next =
    verdict === "absent"
      ? "releaser version"
      : commit === undefined
        ? "commit the work tree"
        : `releaser publish ${plan.key} --outward`;
  return {
    verb: "version",
    release: { key: plan.key, tag: tagOf(plan), digest: plan.digest, commit },
    outcomes: [outcome],
    next,
  };
}
