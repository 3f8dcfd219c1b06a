import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { releaser } from "@releaser/testkit";
import { resultsOf, troubleIn, type WorkflowRun } from "@releaser/testkit/actions";
import { expect, test } from "vitest";
import { gitHubReleaseWorld } from "./github-world.ts";
import { outgoingWorlds, outside } from "./release-world.ts";
import { pushed, runFile } from "./run-file.ts";

const worlds = outgoingWorlds();

test("the version pull request is opened, follows the changesets, releases nothing while it is open, and merging it releases, squashed as it is", async () => {
  const { it, server, repository } = await gitHubReleaseWorld(worlds, { pending: true });
  const { RELEASER_SIGNING_KEY: _, ...env } = it.env;
  const { git, dir } = it.repo;
  const push = async (name: "release" | "version-packages"): Promise<WorkflowRun> =>
    await runFile(name, {
      repo: it.repo,
      event: pushed(it.repo),
      env,
      at: { server: "https://github.com", api: server.at.api },
      secrets: { environments: { signing: { RELEASER_SIGNING_KEY: worlds.key } } },
      token: ({ permissions }) => (Object.values(permissions).includes("write") ? "writer" : "reader"),
    });
  for (const args of [["wire"], ["plan", "--write"]]) {
    expect(await releaser(args, { cwd: dir, env })).toMatchObject({ code: 0 });
  }
  it.repo.commit("ci: wired");

  const opened = await push("version-packages");
  expect([troubleIn(opened), resultsOf(opened)]).toEqual(["", { version: "success" }]);
  const pull = { number: 1, title: "Version packages", state: "open", head: "changeset-release/main", base: "main" };
  expect(repository().pulls).toMatchObject([pull]);

  writeFileSync(join(dir, ".changeset/breaks.md"), '---\n"@acme/cli": major\n---\n\nBreaks.\n');
  it.repo.commit("feat(cli)!: break");
  const updated = await push("version-packages");
  expect([troubleIn(updated), resultsOf(updated)]).toEqual(["", { version: "success" }]);
  expect(repository().pulls).toMatchObject([pull]);
  git("fetch", "--quiet", "origin");
  expect(git("log", "-1", "--format=%B", "origin/changeset-release/main")).toContain("Release-Train: v2.0.0");
  expect(git("show", "origin/changeset-release/main:release/plan.md")).toContain("**`v2.0.0`**, major, from `1.4.0`");
  const idle = await push("release");
  expect(resultsOf(idle)).toMatchObject({ look: "success", packed: "skipped", published: "skipped" });
  expect([repository().releases, outside(it).registry]).toEqual([[], {}]);

  git("merge", "--quiet", "--squash", "origin/changeset-release/main");
  git("commit", "--quiet", "--message", "Version packages (#1)");
  const nothing = await push("version-packages");
  const merged = await push("release");
  expect([troubleIn(nothing), repository().pulls.length]).toEqual(["", 1]);
  expect([troubleIn(merged), Object.values(resultsOf(merged))]).toEqual(["", Array(8).fill("success")]);
  expect(repository().releases).toMatchObject([{ tag: "v2.0.0", draft: false }]);
  const verified = await it.status(["verify", "2.0.0"], { env: { GITHUB_TOKEN: undefined } });
  expect([verified.ok, verified.resources.map(({ id }) => id)]).toEqual([
    true,
    expect.arrayContaining(["registry:@acme/cli@2.0.0", "registry:@acme/core@1.3.0"]),
  ]);
}, 600_000);
