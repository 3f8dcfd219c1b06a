import { type GitRepo, gitRepo, releaser } from "@releaser/testkit";
import { resultsOf, troubleIn } from "@releaser/testkit/actions";
import { expect, test } from "vitest";
import { jobOf, logOf, proposed, pushed, ranIn, runFile, usedIn } from "./run-file.ts";
import { commentsOn, openShop } from "./shop.ts";
import { acme } from "./worlds.ts";

const contract = "contract: it.v1\ndescription: anything\nschema: { type: object }\n";

/** A repository with changesets, wired, whose build leaves something that git ignores. */
async function wired(): Promise<GitRepo> {
  const build =
    'import { mkdirSync, writeFileSync } from "node:fs";\nmkdirSync("dist");\nwriteFileSync("dist/built.js", "1\\n");\n';
  const world = acme()
    .root({ scripts: { build: "node build.mjs" } })
    .file("build.mjs", build)
    .file(".sentinel/contracts/it.v1.yaml", contract)
    .file(".sentinel/contracts/fixtures/it.v1/good/object.json", "{}\n")
    .file(".sentinel/contracts/fixtures/it.v1/bad/text.json", '"text"\n');
  const repo = gitRepo(world, { origin: true });
  for (const args of [["wire"], ["plan", "--write"]]) {
    expect(await releaser(args, { cwd: repo.dir })).toMatchObject({ code: 0 });
  }
  repo.commit("ci: wired");
  return repo;
}

/** Every reference of the remote. */
const refsOf = (repo: GitRepo): string => repo.git("ls-remote", "origin");

test("a pull request of a fork is judged by every gate, skew and a rehearsal; it gets no secret, and nothing is told on it or changed", async () => {
  const repo = await wired();
  pushed(repo);
  const event = proposed(repo, "someone/shop");
  const before = refsOf(repo);
  const asked: string[] = [];
  const run = await runFile("ci", {
    repo,
    event,
    secrets: { repository: { NPM_TOKEN: "not for strangers" } },
    token: ({ job, fork }) => {
      asked.push(`${job} ${fork}`);
      return "";
    },
  });
  expect([troubleIn(run), resultsOf(run)]).toEqual([
    "",
    {
      build: "success",
      "sentinel-contracts": "success",
      skew: "success",
      rehearsal: "success",
      status: "success",
      comment: "skipped",
    },
  ]);
  const uploads = run.jobs.flatMap(({ id }) =>
    usedIn(run, id).filter(({ action }) => action === "actions/upload-artifact"),
  );
  expect(uploads.map(({ inputs }) => inputs["name"])).toEqual(["build", "rehearsal"]);
  expect(ranIn(run, "build")).toEqual(["Install", "building", "Gather what was built"]);
  expect(logOf(run, "rehearsal")).toContain("hold");
  expect(asked.every((one) => one.endsWith("true"))).toBe(true);
  expect(JSON.stringify(run)).not.toContain("not for strangers");
  expect(refsOf(repo)).toBe(before);
  for (const name of ["version-packages", "release"] as const) {
    expect(await runFile(name, { repo, event })).toMatchObject({ started: false, jobs: [] });
  }
}, 600_000);

test("a pull request of the repository itself is told in one comment what merging it releases; no other job may write", async () => {
  const repo = await wired();
  pushed(repo);
  const shop = await openShop();
  shop.repository().issues.push({ number: 7, title: "a change", locked: false, comments: [] });
  const writing: string[] = [];
  const run = await runFile("ci", {
    repo,
    event: proposed(repo, "acme/shop"),
    at: { server: "https://github.com", api: shop.server.at.api },
    token: ({ job, permissions }) => {
      if (!Object.values(permissions).includes("write")) return "reader";
      writing.push(job);
      return "writer";
    },
  });
  expect([troubleIn(run), resultsOf(run)]).toMatchObject(["", { status: "success", comment: "success" }]);
  expect([...new Set(writing)]).toEqual(["comment"]);
  expect(ranIn(run, "comment")).toEqual(["Install", "Comment"]);
  expect(commentsOn(shop, 7).map((body) => body.split("\n").slice(0, 3))).toEqual([
    ["<!-- releaser-plan -->", "", "## Merging this releases `v1.5.0`"],
  ]);
}, 600_000);

test("a push rehearses nothing, and what is wrong in one job is what the one check says", async () => {
  const repo = await wired();
  repo.git("rm", "--quiet", "release/plan.md");
  repo.commit("drop the plan");
  const run = await runFile("ci", { repo, event: pushed(repo) });
  expect(resultsOf(run)).toEqual({
    build: "success",
    "sentinel-contracts": "success",
    skew: "failure",
    rehearsal: "skipped",
    status: "failure",
    comment: "skipped",
  });
  expect(ranIn(run, "skew").slice(1)).toHaveLength(3);
  expect(logOf(run, "status")).toContain("::error::a job ended with failure");
}, 600_000);

test("the version pull request is opened with our message where changesets are pending, and not otherwise", async () => {
  const repo = await wired();
  const { server, repository } = await openShop({ gitDir: repo.origin });
  const at = { server: "https://github.com", api: server.at.api };
  const event = pushed(repo);
  const main = repo.git("rev-parse", "HEAD");
  const run = await runFile("version-packages", { repo, event, at, token: () => "writer" });
  expect([troubleIn(run), resultsOf(run)]).toEqual(["", { version: "success" }]);
  const opened = usedIn(run, "version").find(({ action }) => action === "changesets/action/version");
  expect(opened?.inputs).toEqual({
    script: "pnpm exec releaser version --no-commit",
    "commit-message": expect.stringMatching(
      /^[\s\S]+\n\nRelease-Train: v1\.5\.0\nPlan-Digest: [0-9a-f]{64}\n/u,
    ) as string,
    "pr-title": "Version packages",
  });

  // One pull request of one branch, one commit above main that is as `releaser version` makes it, and nothing else.
  expect(repository().pulls).toMatchObject([{ state: "open", head: "changeset-release/main", base: "main" }]);
  expect(server.log.filter((line) => !line.startsWith("GET "))).toEqual(["POST /repos/acme/shop/pulls 201"]);
  repo.git("fetch", "--quiet", "origin");
  expect(refsOf(repo).match(/refs\/.*$/gmu)).toEqual(["refs/heads/changeset-release/main", "refs/heads/main"]);
  expect(repo.git("rev-parse", "origin/main", "origin/changeset-release/main~1")).toBe(`${main}\n${main}`);
  expect(await releaser(["version"], { cwd: repo.dir })).toMatchObject({ code: 0 });
  expect(repo.git("diff", "--stat", "HEAD", "origin/changeset-release/main")).toBe("");

  repo.git("reset", "--quiet", "--hard", "origin/changeset-release/main");
  const merged = await runFile("version-packages", { repo, event: pushed(repo), at, token: () => "writer" });
  expect([resultsOf(merged), usedIn(merged, "version").map(({ action }) => action)]).toEqual([
    { version: "success" },
    ["actions/checkout", "pnpm/action-setup", "actions/setup-node"],
  ]);
  expect(jobOf(merged, "version").steps.at(-1)?.outcome).toBe("skipped");
}, 600_000);
