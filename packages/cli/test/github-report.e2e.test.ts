import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gitRepo, releaser, tempDir } from "@releaser/testkit";
import { expect, test } from "vitest";
import { acme } from "./worlds.ts";

test("in a workflow a failure is an annotation and stands in the summary of its step, beside what the terminal says", async () => {
  const { dir } = gitRepo(acme());
  const summary = join(tempDir(), "summary.md");
  const env = { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: summary };
  const failed = await releaser(["verify", "9.9.9", "--json"], { cwd: dir, env });
  const { failures } = JSON.parse(failed.stdout) as { readonly failures: readonly { readonly code: string }[] };
  expect([failed.code, failures.map(({ code }) => code)]).toEqual([2, ["E_RELEASE_UNKNOWN"]]);
  expect(failed.stderr.split("\n").filter((line) => line.startsWith("::"))).toEqual([
    expect.stringMatching(/^::error title=E_RELEASE_UNKNOWN%3A there is no release 9\.9\.9 on main::.*%0A→ you: /u),
  ]);
  expect(readFileSync(summary, "utf8")).toMatch(
    /^### releaser verify\n\n\*\*✗ `E_RELEASE_UNKNOWN`\*\* there is no release/u,
  );

  const fine = await releaser(["status"], { cwd: dir, env });
  expect([fine.code, fine.stderr]).toEqual([0, ""]);
  expect(readFileSync(summary, "utf8")).toMatch(
    /### releaser status.*\n\nNext: releaser rehearse, then releaser version \(makes `v1\.5\.0`\)\n\n$/su,
  );
});

test("outside of a workflow nothing is annotated, and a summary that cannot be written changes nothing", async () => {
  const { dir } = gitRepo(acme());
  const plain = await releaser(["verify", "9.9.9"], { cwd: dir });
  expect([plain.code, plain.stderr.includes("::error")]).toEqual([2, false]);
  const folder = join(tempDir(), "folder");
  mkdirSync(folder);
  const unwritten = await releaser(["status"], { cwd: dir, env: { GITHUB_STEP_SUMMARY: folder } });
  expect(unwritten.code).toBe(0);
  expect(unwritten.stderr).toMatch(/^the summary of the step was not written: EISDIR/u);
});
