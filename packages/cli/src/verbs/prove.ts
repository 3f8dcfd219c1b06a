import { holds, type Outcome, shellWord } from "@releaser/core";
import { readWorkspace } from "@releaser/workspace";
import type { Context } from "../context.ts";
import { failures } from "../failures.ts";
import { once } from "../once.ts";
import { findRelease } from "../release/find-release.ts";
import { installDependencies } from "../release/install-dependencies.ts";
import { isCheckedOut, withWorktree } from "../release/linked-worktree.ts";
import { branchOf } from "../release/read-state.ts";
import { atOnce, runListed } from "../release/run-listed.ts";
import { workspaceOptions } from "../release/workspace-options.ts";
import { gatesOf, type Proving, skewResource } from "../stages/gates-of.ts";
import type { Result } from "../status-document.ts";
import { carryTo, type CarryVerbOptions } from "./carry-verbs.ts";
import { proveRemote, type ProveRemoteOptions } from "./prove-remote.ts";
import type { Verb } from "./verb.ts";

/** What is proved, and where. */
export interface ProveOptions extends CarryVerbOptions, ProveRemoteOptions {
  readonly remote?: boolean | undefined;
}

/** PROVEN: of a release, or of any commit. Without either it is the last release, and HEAD where nothing was released yet. */
export const prove: Verb<ProveOptions> = async (context, options) => {
  if (options.remote === true) return await proveRemote(context, options);
  const branch = branchOf(context, readWorkspace(context.root, workspaceOptions(context)));
  const release = await findRelease(context, { key: options.key, branch });
  if (release) return await proveRelease(context, options);
  const commit = await commitOf(context, options.key ?? "HEAD");
  if (commit === undefined) throw failures.E_RELEASE_UNKNOWN({ key: options.key ?? "HEAD", branch });
  return await proveCommit(context, commit, options);
};

async function proveRelease(context: Context, options: CarryVerbOptions): Promise<Result> {
  const carried = await carryTo(context, { verb: "prove", ...options, to: "proven" });
  const key = carried.release?.key;
  if (key === undefined || carried.outcomes.every((outcome) => holds(outcome))) return carried;
  const again = commandOf(key, options);
  const mended = "where its cause lay outside; else mend it in a new commit, which is a new release";
  return { ...carried, next: isBroken(carried.outcomes) ? `${again} ${mended}` : again };
}

async function commitOf({ git }: Context, name: string): Promise<string | undefined> {
  const args = ["rev-parse", "--quiet", "--verify", "--end-of-options", `${name}^{commit}`];
  const found = await git.run(args, { accept: [0, 1, 128] });
  return found.code === 0 ? found.stdout.trim() : undefined;
}

async function proveCommit(context: Context, commit: string, options: CarryVerbOptions): Promise<Result> {
  const { git, root } = context;
  const proveIn = async (checkout: string): Promise<readonly Outcome[]> => {
    const workspace = readWorkspace(checkout, workspaceOptions(context));
    const prepare = once(() => (checkout === root ? Promise.resolve() : installDependencies(context, workspace)));
    const release = { checkout, commit, key: commit.slice(0, 12) };
    return await proveAll({ context, git, workspace, prepare, release }, options);
  };
  const outcomes = (await isCheckedOut(git, commit)) ? await proveIn(root) : await withWorktree(git, commit, proveIn);
  return { verb: "prove", outcomes, next: nextOf(outcomes, options) };
}

/** What fails is mended by a new commit, which is HEAD then; what was only looked at is run. */
function nextOf(outcomes: readonly Outcome[], options: CarryVerbOptions): string {
  if (outcomes.every((outcome) => holds(outcome))) return "releaser plan (what would be released)";
  return isBroken(outcomes)
    ? `mend what is marked ✗ and commit it, then ${commandOf("HEAD", options)}`
    : commandOf(options.key ?? "HEAD", options);
}

function isBroken(outcomes: readonly Outcome[]): boolean {
  return outcomes.some(({ failure }) => failure !== undefined);
}

function commandOf(key: string, { gate }: CarryVerbOptions): string {
  return `releaser prove ${shellWord(key)}${gate === undefined ? "" : ` --gate ${shellWord(gate)}`}`;
}

async function proveAll(proving: Proving, { gate, dryRun }: CarryVerbOptions): Promise<readonly Outcome[]> {
  const skew = skewResource(proving);
  const gates = await gatesOf(proving, gate);
  const resources = [skew, ...gates.map((one) => ({ ...one, after: [skew.id, ...(one.after ?? [])] }))];
  const mode = dryRun === true ? "observe" : "apply";
  return await runListed(proving.context, resources, { mode, concurrency: atOnce });
}
