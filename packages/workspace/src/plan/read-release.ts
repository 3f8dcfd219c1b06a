import { type Git, type Plan, ReleaserError } from "@releaser/core";
import { failures } from "../failures.ts";
import { parsePlan } from "./parse-plan.ts";
import { splitBatch } from "../git/split-batch.ts";

/** A release as its branch has it. */
export interface Release {
  readonly commit: string;
  readonly plan: Plan;
}

export interface ReadReleaseOptions {
  /** A branch, tag or commit whose first-parent history is searched. */
  readonly ref: string;
  /** The release's key; that of the plan at the tip by default. */
  readonly key?: string;
}

const planFile = "release/plan.json";

/**
 * The first commit, along first parents, whose `release/plan.json` has a key and digest: the digest is that of the last plan
 * with the key. So later commits, a squash merge and a revert change nothing. Undefined where no plan on the branch has the
 * key. Throws `E_PLAN_INVALID` or `E_PLAN_ALTERED` where the tip's own plan is broken and no other has the key,
 * `E_RELEASE_CUT_OFF` where the first commit cannot be told.
 */
export async function readRelease(git: Git, options: ReadReleaseOptions): Promise<Release | undefined> {
  const tip = await git.text(["rev-parse", "--verify", "--end-of-options", `${options.ref}^{commit}`]);
  const key = options.key ?? (await readTipPlan(git, tip))?.key;
  if (key === undefined) return undefined;
  const commits = await planCommits(git, tip);
  const plans = await readPlans(git, commits);
  const latest = plans.find((plan) => plan?.key === key);
  if (latest === undefined) {
    await readTipPlan(git, tip);
    return undefined;
  }
  const index = plans.findLastIndex((plan) => plan?.key === key && plan.digest === latest.digest);
  const [commit, plan] = [commits[index], plans[index]];
  if (commit === undefined || plan === undefined) return undefined;
  if (await isCutOff(git, commit)) throw failures.E_RELEASE_CUT_OFF({ ref: options.ref });
  return { commit, plan };
}

async function readTipPlan(git: Git, tip: string): Promise<Plan | undefined> {
  const shown = await git.run(["cat-file", "blob", `${tip}:${planFile}`], { accept: [0, 128] });
  return shown.code === 0 ? parsePlan(shown.stdout) : undefined;
}

/** The commits that changed the plan, newest first. */
async function planCommits(git: Git, tip: string): Promise<readonly string[]> {
  const listed = await git.text(["rev-list", "--first-parent", tip, "--", `:(top)${planFile}`]);
  return listed.split("\n").filter((line) => line !== "");
}

/** Their plans, in their order; undefined where one is absent or broken. One git process for all. */
async function readPlans(git: Git, commits: readonly string[]): Promise<readonly (Plan | undefined)[]> {
  if (commits.length === 0) return [];
  const input = commits.map((commit) => `${commit}:${planFile}\n`).join("");
  const { stdout } = await git.run(["cat-file", "--batch"], { input });
  return splitBatch(Buffer.from(stdout)).map((blob) => (blob === undefined ? undefined : planOf(blob)));
}

function planOf(text: string): Plan | undefined {
  try {
    return parsePlan(text);
  } catch (error) {
    if (error instanceof ReleaserError) return undefined;
    throw error;
  }
}

/** Whether a commit has parents that a shallow clone does not hold. */
async function isCutOff(git: Git, commit: string): Promise<boolean> {
  if ((await git.text(["rev-parse", "--is-shallow-repository"])) !== "true") return false;
  const known = await git.text(["rev-list", "--max-count=1", "--parents", commit]);
  const [header = ""] = (await git.text(["cat-file", "commit", commit])).split("\n\n");
  return !known.includes(" ") && /^parent /mu.test(header);
}
