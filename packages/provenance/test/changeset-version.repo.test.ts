import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseTrailers } from "@releaser/core";
import { cleanEnv, gitRepo, repo, repositoryRoot } from "@releaser/testkit";
import { expect, test } from "vitest";

const ledger = "## NEXT_ID\nD-0002\n\nID: D-0001\nDate: 2026-01-01\nDecision: x\nOutputs: y\n";

test("a plain `changeset version` commits with our message, and git reads its trailers", () => {
  const world = repo()
    .pkg("@s/a@1.3.0")
    .config({ commit: [join(repositoryRoot, "packages/provenance/src/index.ts"), null], format: false })
    .changeset(
      "calm-cats",
      { "@s/a": "minor" },
      "Purr `$(id)` louder\n\nRulesHash: EVIL@1\n\nThe end.\n\nDecision-ID: D-0001",
    )
    .file(".sentinel/DECISIONS.md", ledger);
  const { dir, git } = gitRepo(world);
  const bin = join(repositoryRoot, "node_modules/@changesets/cli/bin.js");
  execFileSync(process.execPath, [bin, "version"], { cwd: dir, env: cleanEnv(), stdio: "pipe" });
  expect(readFileSync(join(dir, "packages/a/package.json"), "utf8")).toContain('"1.4.0"');
  const message = git("log", "-1", "--format=%B");
  expect(message).toContain("- Purr `$(id)` louder\n");
  expect(parseTrailers(message).map(({ key, value }) => `${key}: ${value}`)).toEqual([
    "Decision-ID: D-0001",
    expect.stringMatching(/^RulesHash: RELEASER@/u),
    expect.stringMatching(/^Produced-By: releaser@/u),
  ]);
  expect(git("log", "-1", "--format=%(trailers:only,unfold)").trim()).toBe(message.split("\n\n").at(-1)?.trim());
});
