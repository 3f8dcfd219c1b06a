import { existsSync } from "node:fs";
import { join } from "node:path";
import { discoverGates } from "@releaser/gates";
import { refPushResource } from "@releaser/publishers";
import type { CheckRun } from "@releaser/publishers/github";
import { readWorkspace } from "@releaser/workspace";
import { type Failure, holds, type Outcome, type Owner, type Resource } from "@releaser/core";
import type { Context } from "../context.ts";
import { failures } from "../failures.ts";
import { openGitHub } from "../open-github.ts";
import { remoteOf } from "../release/find-release.ts";
import { branchOf } from "../release/read-state.ts";
import { runListed } from "../release/run-listed.ts";
import { workspaceOptions } from "../release/workspace-options.ts";
import type { Result } from "../status-document.ts";

/** What is proved elsewhere, and how. */
export interface ProveRemoteOptions {
  readonly dryRun?: boolean | undefined;
  /** The name of the workflow's file; `ci.yml` unless told. */
  readonly workflow?: string | undefined;
  /** How long all checks may take together; 60 unless told. */
  readonly minutes?: number | undefined;
}

/**
 * Has GitHub prove the branch that is checked out: pushes it, starts the workflow where nothing starts by itself, and waits for
 * every check of that commit. Throws `E_REMOTE_BRANCH` where no branch of its own is checked out.
 */
export async function proveRemote(context: Context, options: ProveRemoteOptions): Promise<Result> {
  const { git, clock, signal } = context;
  const { isGood, checksResource } = await import("@releaser/publishers/github");
  const { branch, isReleaseBranch } = await branchHere(context);
  const commit = await git.text(["rev-parse", "HEAD"]);
  const push = pushOf(context, { branch, commit });
  // What lies on the release branch is released from there: it gets there by a pull request.
  if (isReleaseBranch && (await push.resource.observe()).is !== "equal") throw failures.E_REMOTE_BRANCH({ branch });
  const checks = watched(
    checksResource({
      client: await openGitHub(context),
      commit,
      branch,
      workflow: options.workflow ?? "ci.yml",
      clock,
      signal,
      patience: (options.minutes ?? 60) * 60_000,
      isPushed: push.isPushed,
      after: [push.resource.id],
    }),
  );
  const mode = options.dryRun === true ? "observe" : "apply";
  const outcomes = await runListed(context, [push.resource, checks.resource], { mode });
  const bad = checks.runs().filter((run) => !isGood(run));
  const done = bad.length === 0 && outcomes.every((outcome) => holds(outcome));
  const owners = bad.length === 0 ? new Map<string, Owner>() : ownersIn(context);
  return {
    verb: "prove",
    outcomes,
    failures: bad.map((run) => toFailure(run, owners)),
    next: done ? "merge the branch; releaser plan shows what it would release" : nextOf(outcomes, bad),
  };
}

/** A job that failed is mended by a new commit, or run again there; what was only looked at is done. */
function nextOf(outcomes: readonly Outcome[], bad: readonly CheckRun[]): string {
  const isBroken = bad.length > 0 || outcomes.some(({ failure }) => failure !== undefined);
  return isBroken ? "mend what is marked ✗, then releaser prove --remote" : "releaser prove --remote";
}

async function branchHere(context: Context): Promise<{ readonly branch: string; readonly isReleaseBranch: boolean }> {
  const found = await context.git.run(["symbolic-ref", "--quiet", "--short", "HEAD"], { accept: [0, 1] });
  const branch = found.stdout.trim();
  if (branch === "") throw failures.E_REMOTE_BRANCH({ branch: undefined });
  const workspace = readWorkspace(context.root, workspaceOptions(context));
  return { branch, isReleaseBranch: branch === branchOf(context, workspace) };
}

interface Push {
  readonly resource: Resource;
  /** Whether it was pushed in this run. */
  readonly isPushed: () => boolean;
}

function pushOf(context: Context, { branch, commit }: { readonly branch: string; readonly commit: string }): Push {
  let isPushed = false;
  const push = refPushResource({
    git: context.git,
    remote: remoteOf(context),
    refs: [{ name: `refs/heads/${branch}`, oid: commit }],
    stage: "proven",
    id: `push:${branch}`,
    title: `pushing ${branch}`,
  });
  const resource: Resource = {
    ...push,
    apply: async () => {
      await push.apply({ is: "absent" });
      isPushed = true;
    },
  };
  return { resource, isPushed: () => isPushed };
}

interface Watched {
  readonly resource: Resource;
  /** What the checks ended as, once all have. */
  readonly runs: () => readonly CheckRun[];
}

function watched(checks: Resource<readonly CheckRun[]>): Watched {
  let runs: readonly CheckRun[] = [];
  const resource: Resource = {
    ...checks,
    observe: async () => {
      const seen = await checks.observe();
      if (seen.is === "equal") runs = seen.seen;
      return seen;
    },
  };
  return { resource, runs: () => runs };
}

type Owners = ReadonlyMap<string, Owner>;

/** Jobs that Releaser wrote are named for their gate. */
function ownersIn({ config, root }: Context): Owners {
  const gates = discoverGates({
    workspace: readWorkspace(root),
    config: config.gates ?? {},
    licences: config.licences,
    exists: (path) => existsSync(join(root, path)),
  });
  return new Map<string, Owner>([...gates.map(({ id, owner }) => [id, owner] as const), ["skew", "Builder"]]);
}

function toFailure({ name, conclusion = "", title, url }: CheckRun, owners: Owners): Failure {
  const job = name.split(" / ").at(-1) ?? name;
  const owner = owners.get(job) ?? "Verifier/Observer";
  return failures.E_CHECK_FAILED({ name, conclusion, title, url, owner }).failure;
}
