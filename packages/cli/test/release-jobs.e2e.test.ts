import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "@releaser/core";
import { releaser, repositoryRoot } from "@releaser/testkit";
import { expect, test } from "vitest";
import { gitHubReleaseWorld, type GitHubReleaseWorld } from "./github-world.ts";
import { outgoingWorlds } from "./release-world.ts";
import { type JobRun, type Runner, runWorkflow, standIns } from "./run-workflow.ts";

const worlds = outgoingWorlds();
const bin = join(repositoryRoot, "packages/cli/src/bin.ts");

interface Pipeline extends GitHubReleaseWorld {
  /** Runs release.yml as a push to main does. */
  readonly push: (more?: Partial<Runner>) => Promise<Readonly<Record<string, JobRun>>>;
}

/** A repository that is wired and versioned, on a GitHub that gives each job a token of its permissions. */
async function pipeline(): Promise<Pipeline> {
  const world = await gitHubReleaseWorld(worlds);
  const { it, server } = world;
  expect(await releaser(["wire"], { cwd: it.repo.dir })).toMatchObject({ code: 0 });
  const text = readFileSync(join(it.repo.dir, ".github/workflows/release.yml"), "utf8");
  it.repo.git("push", "--quiet", "origin", "main");
  const env = {
    ...it.env,
    RELEASER_SIGNING_KEY: undefined,
    PATH: `${standIns(bin)}:${process.env["PATH"] ?? ""}`,
    NODE_COMPILE_CACHE: join(repositoryRoot, "node_modules/.cache/releaser-tests"),
    GITHUB_ACTIONS: "true",
    GITHUB_EVENT_NAME: "push",
    GITHUB_REPOSITORY: "acme/shop",
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_API_URL: server.at.api,
  };
  const push: Pipeline["push"] = async (more = {}) =>
    await runWorkflow(text, {
      origin: join(it.place, "origin.git"),
      github: { event_name: "push", repository: "acme/shop", actor: "tester", ref: "refs/heads/main" },
      secrets: { RELEASER_SIGNING_KEY: worlds.key },
      token: ({ contents }) => (contents === "write" ? "writer" : "reader"),
      ...more,
      env: { ...env, ...more.env },
    });
  return { ...world, push };
}

function results(runs: Readonly<Record<string, JobRun>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(runs).map(([id, { result }]) => [id, result]));
}

const through = {
  tool: "success",
  look: "success",
  packed: "success",
  staged: "success",
  tagged: "success",
  published: "success",
  announce: "success",
  verify: "success",
};

/** What the jobs after one that failed are. */
function failedAt(job: keyof typeof through): Readonly<Record<string, string>> {
  const ids = Object.keys(through);
  const at = ids.indexOf(job);
  return Object.fromEntries(
    ids.map((id, index) => [id, index < at ? "success" : index === at ? "failure" : "skipped"]),
  );
}

test("a push after the version commit is carried from job to job until it is finished, and the next push finds nothing to do", async () => {
  const { push, repository, it } = await pipeline();
  const first = await push();
  expect(
    Object.values(first)
      .map(({ log }) => log)
      .join("\n"),
  ).not.toContain("✗");
  expect(results(first)).toEqual(through);
  expect(first["look"]?.outputs).toEqual({ key: "1.5.0", unfinished: "true", tagged: "false" });
  expect(repository().releases).toMatchObject([{ tag: "v1.5.0", draft: false }]);
  expect(it.repo.git("ls-remote", "origin", "refs/tags/v1.5.0")).not.toBe("");

  const second = await push();
  expect(second["look"]?.outputs).toEqual({ key: "1.5.0", unfinished: "false", tagged: "true" });
  expect(results(second)).toEqual({
    ...Object.fromEntries(Object.keys(through).map((id) => [id, "skipped"])),
    tool: "success",
    look: "success",
  });
});

test("a run that stops anywhere is finished by the next one: without a key before the tag, without a permission after it", async () => {
  const { push, repository } = await pipeline();
  const keyless = await push({ secrets: {} });
  expect(results(keyless)).toEqual(failedAt("tagged"));
  expect(keyless["tagged"]?.log).toContain("E_SIGNING_KEY_MISSING");
  const tarballs = (): readonly string[] =>
    (repository().releases[0]?.assets ?? [])
      .filter(({ name }) => name.endsWith(".tgz"))
      .map(({ name, bytes }) => `${sha256(bytes)}  ${name}`)
      .toSorted();
  const staged = tarballs();

  // It packs anew, and adopts what the draft has: the build of this world never makes the same bytes twice.
  const token: Runner["token"] = (permissions) => ("id-token" in permissions ? "reader" : "writer");
  const refused = await push({ token });
  expect(results(refused)).toEqual(failedAt("published"));
  expect(refused["tagged"]?.outputs["checksums"]).toBe(keyless["staged"]?.outputs["checksums"]);

  const last = await push();
  expect(last["look"]?.outputs).toEqual({ key: "1.5.0", unfinished: "true", tagged: "true" });
  expect(results(last)).toEqual({ ...through, packed: "skipped", staged: "skipped", tagged: "skipped" });
  expect([tarballs(), staged.length]).toEqual([staged, 2]);
  expect(repository().releases).toMatchObject([{ draft: false }]);
}, 600_000);

test("what was put into the draft after it was packed is not signed, and nothing of the repository runs beside the key", async () => {
  const { push, repository, it, writer } = await pipeline();
  const swap = async (): Promise<void> => {
    repository().releases = [];
    expect(await it.run(["publish", "--to", "staged", "--outward"], writer)).toMatchObject({ code: 0 });
  };
  const runs = await push({ before: async (job) => void (job === "tagged" && (await swap())) });
  expect(results(runs)).toEqual(failedAt("tagged"));
  expect(runs["tagged"]?.log).toContain("E_PREPACKED");
  expect(runs["tagged"]?.log).not.toMatch(/gate +build/u);
  expect(it.repo.git("ls-remote", "origin", "refs/tags/*")).toBe("");
}, 600_000);
