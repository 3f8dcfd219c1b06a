import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { builtReleaser, cleanEnv, type GitRepo, repositoryRoot, tempDir } from "@releaser/testkit";
import {
  type Action,
  commonActions,
  type JobRun,
  pullRequestEvent,
  pushEvent,
  type RunOptions,
  runWorkflow,
  type WorkflowEvent,
  type WorkflowRun,
} from "@releaser/testkit/actions";
import { expect } from "vitest";
import { bringPullRequest } from "./shop.ts";

const repository = "acme/shop";

export interface RunFileOptions extends Partial<Omit<RunOptions, "text">> {
  readonly repo: GitRepo;
  readonly event: WorkflowEvent;
}

/** Runs a workflow of a repository as its remote's GitHub would. pnpm installs nothing there, and knows the Releaser that is built here. */
export async function runFile(
  name: "ci" | "release" | "version-packages",
  { repo, env, ...options }: RunFileOptions,
): Promise<WorkflowRun> {
  return await runWorkflow({
    repository,
    origin: repo.origin ?? expect.unreachable(),
    dir: tempDir(),
    actions: { ...commonActions, "changesets/action/version": versionAction },
    ...options,
    text: readFileSync(join(repo.dir, `.github/workflows/${name}.yml`), "utf8"),
    env: {
      ...env,
      // The pin of the world's manifest is not fetched: the pnpm that is there will do.
      pnpm_config_pm_on_fail: "ignore",
      PATH: `${standIns()}:${process.env["PATH"] ?? ""}`,
      NODE_COMPILE_CACHE: join(repositoryRoot, "node_modules/.cache/releaser-tests"),
    },
  });
}

/** A push of what the repository has, to its remote's main. */
export function pushed({ git }: GitRepo): WorkflowEvent {
  const before = git("rev-parse", "refs/remotes/origin/main");
  git("push", "--quiet", "origin", "HEAD:refs/heads/main");
  const [sha, message] = [git("rev-parse", "HEAD"), git("log", "-1", "--format=%B")];
  return pushEvent({ repository, sha, before, message });
}

/** A pull request of the last commit, whose title is as bad as strangers make them. */
export function proposed({ git }: GitRepo, from: string): WorkflowEvent {
  const sha = git("rev-parse", "HEAD");
  git("push", "--quiet", "origin", "HEAD:refs/pull/7/merge");
  return pullRequestEvent({
    repository,
    number: 7,
    sha,
    head: { ref: "fix", sha, repository: from },
    base: { ref: "main", sha: git("rev-parse", "refs/remotes/origin/main") },
    title: 'Fix "$(touch pwned)" `id` ${{ github.token }}',
  });
}

/** Everything that a job's steps said. */
export function logOf(run: WorkflowRun, id: string): string {
  return jobOf(run, id)
    .steps.map(({ name, outcome, stdout, stderr }) => `## ${name}: ${outcome}\n${stdout}${stderr}\n`)
    .join("");
}

/** A job that was looked at. */
export function jobOf({ jobs }: WorkflowRun, id: string): JobRun {
  return jobs.find((job) => job.id === id) ?? expect.unreachable(`there is no job ${id}`);
}

/** The scripts of a job that ran, by the names of their steps. */
export function ranIn(run: WorkflowRun, id: string): readonly string[] {
  return jobOf(run, id).steps.flatMap(({ name, did, outcome }) =>
    "run" in did && outcome !== "skipped" ? [name] : [],
  );
}

/** The actions that a job used, with what they were given. */
export function usedIn(
  run: WorkflowRun,
  id: string,
): readonly { readonly action: string; readonly inputs: Readonly<Record<string, string>> }[] {
  return jobOf(run, id).steps.flatMap(({ did, outcome }) =>
    "uses" in did && outcome !== "skipped" ? [{ action: did.uses, inputs: did.with }] : [],
  );
}

/** What the sub-action does: runs the script, commits what it left, pushes that to a branch, and has a pull request for it. */
const versionAction: Action = async ({ inputs, origin, event, env, token, exec }) => {
  const { script = "", "commit-message": message = "", "pr-title": title, ...others } = inputs;
  if (title === undefined || Object.keys(others).length > 0) throw new Error("other inputs than these");
  await exec(["bash", "-c", script]);
  const as = ["-c", "user.name=bot", "-c", "user.email=bot@example.test"];
  await exec(["git", "add", "--all"]);
  await exec(["git", ...as, "commit", "--quiet", "--cleanup=verbatim", "--message", message]);
  const base = event.ref.replace(/^refs\/heads\//u, "");
  const head = `changeset-release/${base}`;
  await exec(["git", "push", "--quiet", "--force", origin, `HEAD:refs/heads/${head}`]);
  await bringPullRequest({ api: env["GITHUB_API_URL"] ?? "", token }, { title, head, base });
};

/** A folder for PATH whose package manager installs nothing and knows Releaser as its sources. */
function standIns(): string {
  const folder = tempDir();
  const releaser = `exec "${process.execPath}" "${builtReleaser}"`;
  writeFileSync(
    join(folder, "pnpm"),
    [
      "#!/usr/bin/env bash",
      'if [ "$1" = install ]; then echo "installs: $*"; exit 0; fi',
      'if [ "$1 $2 $3" = "exec releaser portable" ]; then',
      `  mkdir -p "$5" && echo 'import "${builtReleaser}";' >"$5/releaser.mjs"; exit 0`,
      "fi",
      `if [ "$1 $2" = "exec releaser" ]; then shift 2; ${releaser} "$@"; fi`,
      `exec "${realPnpm()}" "$@"`,
      "",
    ].join("\n"),
    { mode: 0o755 },
  );
  return folder;
}

/** Asked outside of any world, whose registry has no pnpm. */
function realPnpm(): string {
  const ask = "command -v pnpm || npx -y --package=pnpm@12 -c 'command -v pnpm'";
  return spawnSync("sh", ["-c", ask], { cwd: "/", env: cleanEnv(), encoding: "utf8" }).stdout.trim();
}
