import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gitRepo, releaser, repositoryRoot } from "@releaser/testkit";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { planIn } from "./documents.ts";
import { acme } from "./worlds.ts";

interface Workflow {
  readonly jobs: { readonly version: { readonly steps: readonly { readonly with?: { readonly version?: string } }[] } };
}

/** What the documented workflow has the action run, without what starts it. */
function documentedCommand(): readonly string[] {
  const page = readFileSync(join(repositoryRoot, "docs/changesets.md"), "utf8");
  const [, text = ""] = /^```yaml\n(# \.github\/workflows\/version\.yml\n.*?)^```$/msu.exec(page) ?? [];
  const { jobs } = parse(text) as Workflow;
  const command = jobs.version.steps.flatMap((step) => step.with?.version ?? []);
  expect(command).toHaveLength(1);
  return (command[0] ?? "").replace(/^npx @releaser\/cli /u, "").split(" ");
}

test("what the action does with the documented command makes a release that is found after a squash merge", async () => {
  const { dir, git } = gitRepo(acme());
  const plan = planIn(await releaser(["plan", "--json"], { cwd: dir }));
  // As the action does: a branch from where it stands, the command, everything added, one commit with a message of its own.
  git("checkout", "--quiet", "-B", "changeset-release/main");
  expect(await releaser(documentedCommand(), { cwd: dir })).toMatchObject({ code: 0, stderr: "" });
  git("add", ".");
  git("commit", "--quiet", "--message", "Version Packages");
  expect(git("status", "--porcelain", "--untracked-files=all")).toBe("");
  expect(JSON.parse(git("show", "HEAD:release/plan.json"))).toEqual(plan);

  const again = await releaser(documentedCommand(), { cwd: dir });
  expect([again.code, git("status", "--porcelain")]).toEqual([0, ""]);
  expect(again.stdout).toContain("no changeset moves a package");

  git("checkout", "--quiet", "main");
  git("merge", "--quiet", "--squash", "changeset-release/main");
  git("commit", "--quiet", "--message", "Version Packages (#12)");
  const status = await releaser(["status", plan.key, "--json"], { cwd: dir });
  expect(JSON.parse(status.stdout)).toMatchObject({
    key: plan.key,
    plan: plan.digest,
    commit: git("rev-parse", "HEAD"),
  });
});
