import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "@releaser/core";
import { releaser, tempDir } from "@releaser/testkit";
import { resultsOf, troubleIn, type WorkflowRun } from "@releaser/testkit/actions";
import { expect, test } from "vitest";
import { gitHubReleaseWorld, type GitHubReleaseWorld } from "./github-world.ts";
import { outgoingWorlds } from "./release-world.ts";
import { jobOf, logOf, pushed, runFile, type RunFileOptions } from "./run-file.ts";

const worlds = outgoingWorlds();

interface Pipeline extends GitHubReleaseWorld {
  /** Runs release.yml as a push to main does. */
  readonly push: (more?: Partial<RunFileOptions>) => Promise<WorkflowRun>;
}

/**
 * A repository that is wired and versioned, on a GitHub that gives each job a token of its permissions. The key is that of an
 * environment, and what npm takes is with the job that has the identity, and with no other.
 */
async function pipeline(): Promise<Pipeline> {
  const world = await gitHubReleaseWorld(worlds);
  const { it, server } = world;
  expect(await releaser(["wire"], { cwd: it.repo.dir })).toMatchObject({ code: 0 });
  const { RELEASER_SIGNING_KEY: _, NPM_CONFIG_USERCONFIG: known = "", ...others } = it.env;
  const npmrc = join(tempDir(), "npmrc");
  const env = { ...others, NPM_CONFIG_USERCONFIG: npmrc };
  const lines = readFileSync(known, "utf8").split("\n");
  const without = lines.filter((line) => !line.includes(":_authToken="));
  expect(without.length).toBeLessThan(lines.length);
  const event = pushed(it.repo);
  const push: Pipeline["push"] = async ({ before, ...more } = {}) =>
    await runFile("release", {
      repo: it.repo,
      event,
      env,
      at: { server: "https://github.com", api: server.at.api },
      secrets: { environments: { signing: { RELEASER_SIGNING_KEY: worlds.key } } },
      token: ({ permissions }) => (permissions["contents"] === "write" ? "writer" : "reader"),
      before: async (job) => {
        writeFileSync(npmrc, (job === "published" ? lines : without).join("\n"));
        await before?.(job);
      },
      ...more,
    });
  return { ...world, push };
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
  expect([troubleIn(first), resultsOf(first)]).toEqual(["", through]);
  expect(jobOf(first, "look").outputs).toEqual({ key: "1.5.0", unfinished: "true", tagged: "false" });
  expect(repository().releases).toMatchObject([{ tag: "v1.5.0", draft: false }]);
  expect(it.repo.git("ls-remote", "origin", "refs/tags/v1.5.0")).not.toBe("");

  const second = await push();
  expect(jobOf(second, "look").outputs).toEqual({ key: "1.5.0", unfinished: "false", tagged: "true" });
  expect(resultsOf(second)).toEqual({
    ...Object.fromEntries(Object.keys(through).map((id) => [id, "skipped"])),
    tool: "success",
    look: "success",
  });
});

test("a run that stops anywhere is finished by the next one: without a key before the tag, without a permission after it", async () => {
  const { push, repository } = await pipeline();
  const keyless = await push({ secrets: {} });
  expect(resultsOf(keyless)).toEqual(failedAt("tagged"));
  expect(logOf(keyless, "tagged")).toContain("E_SIGNING_KEY_MISSING");
  const tarballs = (): readonly string[] =>
    (repository().releases[0]?.assets ?? [])
      .filter(({ name }) => name.endsWith(".tgz"))
      .map(({ name, bytes }) => `${sha256(bytes)}  ${name}`)
      .toSorted();
  const staged = tarballs();

  // It packs anew, and adopts what the draft has: the build of this world never makes the same bytes twice.
  const token: RunFileOptions["token"] = ({ permissions }) => ("id-token" in permissions ? "reader" : "writer");
  const refused = await push({ token });
  expect(resultsOf(refused)).toEqual(failedAt("published"));
  expect(jobOf(refused, "tagged").outputs["checksums"]).toBe(jobOf(keyless, "staged").outputs["checksums"]);

  const last = await push();
  expect(jobOf(last, "look").outputs).toEqual({ key: "1.5.0", unfinished: "true", tagged: "true" });
  expect(resultsOf(last)).toEqual({ ...through, packed: "skipped", staged: "skipped", tagged: "skipped" });
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
  expect(resultsOf(runs)).toEqual(failedAt("tagged"));
  expect(logOf(runs, "tagged")).toContain("E_PREPACKED");
  expect(logOf(runs, "tagged")).not.toMatch(/gate +build/u);
  expect(it.repo.git("ls-remote", "origin", "refs/tags/*")).toBe("");
}, 600_000);

test("jobs that failed are run again with those after them: what was packed is taken as it was, and each fact comes to hold once", async () => {
  const { push, repository, it, server } = await pipeline();
  const dir = tempDir();
  const main = it.repo.git("rev-parse", "HEAD");
  const failed = await push({ dir, secrets: {} });
  expect(resultsOf(failed)).toEqual(failedAt("tagged"));
  // Staged, and nothing public: a draft, no tag, no package.
  expect(repository().releases).toMatchObject([{ tag: "v1.5.0", draft: true }]);
  expect(it.repo.git("ls-remote", "--tags", "origin")).toBe("");
  expect(server.log.filter((line) => /^(?:POST|PATCH|DELETE)/u.test(line) && !/\/releases/u.test(line))).toEqual([]);

  const again = await push({ dir, again: failed });
  expect([troubleIn(again), again.attempt, resultsOf(again)]).toEqual(["", 2, through]);
  const kept = ["tool", "look", "packed", "staged"];
  expect(kept.map((id) => jobOf(again, id))).toEqual(kept.map((id) => jobOf(failed, id)));
  expect(jobOf(again, "tagged").outputs).toEqual(jobOf(failed, "staged").outputs);
  expect(repository().releases).toMatchObject([{ tag: "v1.5.0", draft: false }]);
  expect(it.repo.git("ls-remote", "origin", "refs/tags/v1.5.0^{}")).toContain(main);
}, 600_000);

test("the key is seen by the one job whose environment has it, and the identity is asked for by the one that publishes", async () => {
  const { push } = await pipeline();
  const tokens: string[] = [];
  const run = await push({
    token: ({ job, permissions }) => {
      if (permissions["id-token"] !== undefined) tokens.push(job);
      return permissions["contents"] === "write" ? "writer" : "reader";
    },
  });
  const withKey = run.jobs.filter(({ steps }) => steps.some(({ env }) => (env["RELEASER_SIGNING_KEY"] ?? "") !== ""));
  expect(withKey.map(({ id }) => id)).toEqual(["tagged"]);
  expect(tokens).toEqual(["published"]);
  const installing = run.jobs.filter(({ steps }) => steps.some(({ stdout }) => stdout.startsWith("installs: ")));
  expect(installing.map(({ id }) => id)).toEqual(["tool", "packed"]);
}, 600_000);
