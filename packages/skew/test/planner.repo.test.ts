import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "@releaser/core";
import { gitRepo, repo, type World } from "@releaser/testkit";
import { readPlan, readWorkspace } from "@releaser/workspace";
import { describe, expect, test } from "vitest";
import { checkSkew } from "../src/check-skew.ts";
import type { SkewReport } from "../src/skew-report.ts";
import { changesetsRoot, type Major } from "./planned.ts";

/** The world on disk with a real Changesets of a major in its `node_modules`, planned and judged. */
async function check(
  world: World,
  major: Major | undefined,
): Promise<{ readonly plan: Plan; readonly report: SkewReport; readonly dir: string }> {
  const { dir, git } = gitRepo(world.file(".gitignore", "node_modules\n"));
  if (major !== undefined) changesetsRoot(major, dir);
  const workspace = readWorkspace(dir, { train: false });
  const plan = await readPlan(workspace, { branch: "main", producer: "test@0.0.0", packer: "pnpm" });
  const files = world.files();
  const report = checkSkew({
    workspace,
    plan,
    planner: plan.planner,
    scope: "offline",
    now: () => 0,
    read: (file) => files.get(file),
  });
  expect(git("status", "--porcelain")).toBe("");
  return { plan, report, dir };
}

const world = repo()
  .pkg("core@1.0.0")
  .pkg("plugin@2.0.1", { peerDependencies: { core: "workspace:*" } })
  .pkg("site@1.0.0", { private: true })
  .pkg("old@1.0.0")
  .config({ ignore: ["old"] })
  .changeset("good", { core: "minor" });

const bad = world
  .changeset("bump", { core: "minor", plugin: "huge" })
  .changeset("mixed", { core: "major", old: "patch" })
  .changeset("unknown", { core: "major", cor: "patch" })
  .file(".changeset/twice.md", "---\ncore: major\ncore: patch\n---\n")
  .file(".changeset/open.md", "---\ncore: major\n")
  .file(".changeset/note.mdx", "---\ncore: major\n---\n");

describe.each([
  [2, "2.31.0", { core: "1.1.0", plugin: "3.0.0" }],
  [3, "3.0.3", { core: "1.1.0", plugin: "2.0.2" }],
] as const)("with Changesets %i installed", (major, version, moved) => {
  test("it plans, the report says so, every bad changeset is told with its line, and the plan is made with the rest", async () => {
    const { plan, report } = await check(bad, major);
    expect(report.planner).toEqual({ name: "@changesets/cli", version, from: "workspace" });
    expect(plan.planner).toEqual(report.planner);
    const errors = report.findings.filter(({ level }) => level === "error");
    expect(errors.map(({ rule, file, line }) => [rule, file, line])).toEqual([
      ["plan/invalid-changeset", ".changeset/bump.md", 3],
      ["plan/mixed-ignored", ".changeset/mixed.md", 3],
      ["plan/invalid-changeset", ".changeset/note.mdx", undefined],
      ["plan/invalid-changeset", ".changeset/open.md", 1],
      ["plan/invalid-changeset", ".changeset/twice.md", 3],
      ["plan/unknown-package", ".changeset/unknown.md", 3],
    ]);
    expect(plan.changesets.map(({ id }) => id)).toEqual(["good"]);
    const moving = plan.releases.filter(({ bump }) => bump !== "none");
    expect(Object.fromEntries(moving.map(({ name, to }) => [name, to]))).toEqual(moved);
  });

  test("private packages are versioned by default or not, as it does", async () => {
    const { plan, report } = await check(world.changeset("both", { core: "patch", site: "patch" }), major);
    expect(plan.releases.find(({ name }) => name === "site")?.to).toBe(major === 2 ? "1.0.1" : undefined);
    const mixed = report.findings.filter(({ rule }) => rule === "plan/mixed-ignored");
    expect(mixed).toHaveLength(major === 2 ? 0 : 1);
  });
});

test("with none installed ours plans, and the report says so", async () => {
  const { plan, report } = await check(world, undefined);
  expect(report.planner).toEqual({ name: "@changesets/cli", version: "3.0.3", from: "bundled" });
  expect(plan.releases.find(({ name }) => name === "plugin")?.to).toBe("2.0.2");
});

describe("an installation that is none", () => {
  test.each([
    ["a manifest that is no JSON", "{"],
    ["a manifest without version", "{}"],
    ["a major that nobody knows", '{ "name": "@changesets/cli", "version": "9.0.0" }'],
  ])("%s is refused with a code", async (_, manifest) => {
    const { dir } = gitRepo(world);
    changesetsRoot(3, dir);
    rmSync(join(dir, "node_modules/@changesets/cli"));
    world.file("node_modules/@changesets/cli/package.json", manifest).write(dir);
    const planned = async (): Promise<Plan> =>
      await readPlan(readWorkspace(dir), { branch: "main", producer: "test@0.0.0", packer: "pnpm" });
    await expect(planned()).rejects.toMatchObject({ failure: { code: "E_CHANGESETS_UNSUPPORTED", exit: 2 } });
  });
});
