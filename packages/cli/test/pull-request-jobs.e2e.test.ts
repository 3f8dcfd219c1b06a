import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type GitRepo, gitRepo, releaser, repositoryRoot } from "@releaser/testkit";
import { expect, test } from "vitest";
import { type JobRun, type Runner, runWorkflow, standIns } from "./run-workflow.ts";
import { acme } from "./worlds.ts";

const bin = join(repositoryRoot, "packages/cli/src/bin.ts");

/** A repository with changesets, wired, whose build leaves something that git ignores. */
async function wired(): Promise<GitRepo> {
  const build =
    'import { mkdirSync, writeFileSync } from "node:fs";\nmkdirSync("dist");\nwriteFileSync("dist/built.js", "1\\n");\n';
  const world = acme()
    .root({ scripts: { build: "node build.mjs" } })
    .file("build.mjs", build);
  const repo = gitRepo(world, { origin: true });
  for (const args of [["wire"], ["plan", "--write"]]) {
    expect(await releaser(args, { cwd: repo.dir })).toMatchObject({ code: 0 });
  }
  repo.commit("ci: wired");
  repo.git("push", "--quiet", "origin", "main");
  return repo;
}

async function run(repo: GitRepo, name: string, github: Runner["github"]): Promise<Readonly<Record<string, JobRun>>> {
  const text = readFileSync(join(repo.dir, `.github/workflows/${name}.yml`), "utf8");
  return await runWorkflow(text, {
    origin: repo.origin ?? expect.unreachable(),
    github: { repository: "acme/shop", ref: "refs/heads/main", ...github },
    env: {
      PATH: `${standIns(bin)}:${process.env["PATH"] ?? ""}`,
      NODE_COMPILE_CACHE: join(repositoryRoot, "node_modules/.cache/releaser-tests"),
      GITHUB_ACTIONS: "true",
      GITHUB_EVENT_NAME: String(github["event_name"]),
    },
  });
}

function pullRequest(head: string): Runner["github"] {
  return { event_name: "pull_request", event: { pull_request: { head: { repo: { full_name: head } } } } };
}

function results(runs: Readonly<Record<string, JobRun>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(runs).map(([id, { result }]) => [id, result]));
}

test("a pull request of a fork is judged by every gate, skew and a rehearsal, and nothing is told on it", async () => {
  const runs = await run(await wired(), "ci", pullRequest("someone/shop"));
  expect(results(runs)).toEqual({
    build: "success",
    skew: "success",
    rehearsal: "success",
    status: "success",
    comment: "skipped",
  });
  const uploads = Object.values(runs).flatMap(({ used }) =>
    used.filter(({ action }) => action === "actions/upload-artifact"),
  );
  expect(uploads.map(({ inputs }) => inputs["name"])).toEqual(["build", "rehearsal"]);
  expect(runs["build"]?.ran).toEqual(["Install", "building", "Gather what was built"]);
  expect(runs["rehearsal"]?.log).toContain("hold");
}, 600_000);

test("a push rehearses nothing, and what is wrong in one job is what the one check says", async () => {
  const repo = await wired();
  repo.git("rm", "--quiet", "release/plan.md");
  repo.commit("drop the plan");
  repo.git("push", "--quiet", "origin", "main");
  const runs = await run(repo, "ci", { event_name: "push" });
  expect(results(runs)).toEqual({
    build: "success",
    skew: "failure",
    rehearsal: "skipped",
    status: "failure",
    comment: "skipped",
  });
  expect(runs["skew"]?.ran.slice(1)).toHaveLength(3);
  expect(runs["status"]?.log).toContain("::error::a job ended with failure");
}, 600_000);

test("the version pull request is opened with our message where changesets are pending, and not otherwise", async () => {
  const repo = await wired();
  const pending = (await run(repo, "version-packages", { event_name: "push" }))["version"];
  expect(pending?.result).toBe("success");
  const opened = pending?.used.find(({ action }) => action === "changesets/action/version");
  expect(opened?.inputs).toEqual({
    script: "pnpm exec releaser version --no-commit",
    "commit-message": expect.stringMatching(
      /^[\s\S]+\n\nRelease-Train: v1\.5\.0\nPlan-Digest: [0-9a-f]{64}\n/u,
    ) as string,
    "pr-title": "Version packages",
  });

  expect(await releaser(["version"], { cwd: repo.dir })).toMatchObject({ code: 0 });
  repo.git("push", "--quiet", "origin", "main");
  const merged = (await run(repo, "version-packages", { event_name: "push" }))["version"];
  expect([merged?.result, merged?.used.map(({ action }) => action)]).toEqual([
    "success",
    ["actions/checkout", "pnpm/action-setup", "actions/setup-node"],
  ]);
}, 600_000);
