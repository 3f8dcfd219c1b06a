import { releaser, gitRepo, repo } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { whyIn } from "./documents.ts";
import { acme } from "./worlds.ts";

const world = () =>
  acme()
    .pkg("@acme/ui@3.0.0", { peerDependencies: { "@acme/core": "~1.2.0" } })
    .pkg("@acme/one@1.0.0")
    .pkg("@acme/two@1.0.0")
    .pkg("@acme/left@1.0.0")
    .pkg("@acme/right@1.1.0")
    .pkg("@acme/idle@0.1.0", { devDependencies: { "@acme/core": "workspace:*" } })
    .config({ fixed: [["@acme/one", "@acme/two"]], linked: [["@acme/left", "@acme/right"]] })
    .changeset("pair", { "@acme/one": "major" }, "# Breaks the pair\n\nIn full.")
    .changeset("linked", { "@acme/left": "minor", "@acme/right": "patch" }, "Of both.");

describe("why a package moves, a sentence for each step", () => {
  test.each([
    [
      "@acme/cli",
      [
        "@acme/cli moves from 1.4.0 to 1.4.1 (patch) because its dependency @acme/core moves from 1.2.0 to 1.3.0, out of its range workspace:~.",
        "@acme/core moves from 1.2.0 to 1.3.0 (minor) because changeset `cold-start` asks for it: Starts without a cache.",
      ],
    ],
    [
      "@acme/ui",
      [
        "@acme/ui moves from 3.0.0 to 3.0.1 (patch) because its peer @acme/core moves from 1.2.0 to 1.3.0, out of its range ~1.2.0.",
        "@acme/core moves from 1.2.0 to 1.3.0 (minor) because changeset `cold-start` asks for it: Starts without a cache.",
      ],
    ],
    [
      "@acme/two",
      [
        "@acme/two moves from 1.0.0 to 2.0.0 (major) because it is fixed with @acme/one, which moves from 1.0.0 to 2.0.0 (major).",
        "@acme/one moves from 1.0.0 to 2.0.0 (major) because changeset `pair` asks for it: Breaks the pair.",
      ],
    ],
    [
      "@acme/right",
      [
        "@acme/right moves from 1.1.0 to 1.2.0 (minor) because changeset `linked` asks for it: Of both.",
        "@acme/right moves from 1.1.0 to 1.2.0 (minor) because it is linked with @acme/left, which moves from 1.1.0 to 1.2.0 (minor).",
        "@acme/left moves from 1.1.0 to 1.2.0 (minor) because changeset `linked` asks for it: Of both.",
      ],
    ],
  ])("%s", async (name, sentences) => {
    const there = gitRepo(world());
    const said = await releaser(["why", name], { cwd: there.dir });
    expect([said.code, said.stderr]).toEqual([0, ""]);
    expect(said.stdout.trimEnd().split("\n")).toEqual([
      "release v2.0.0   pending",
      ...sentences.map((sentence) => `  ${sentence}`),
    ]);
    const document = whyIn(await releaser(["why", name, "--json"], { cwd: there.dir }));
    expect(document).toMatchObject({
      package: name,
      moves: true,
      reason: null,
      plan: { state: "pending", key: "2.0.0" },
    });
    expect(document.steps.map(({ sentence }) => sentence)).toEqual(sentences);
    expect(there.git("status", "--porcelain")).toBe("");
  });
});

describe("why a package stays", () => {
  test.each([
    ["@acme/idle", "no changeset names it, and none of its dependencies and peers leaves its range."],
    ["@acme/docs", "Changesets skips it, because it is private and privatePackages.version is off."],
  ])("%s", async (name, reason) => {
    const there = gitRepo(world());
    const { code, stdout } = await releaser(["why", name], { cwd: there.dir });
    expect([code, stdout.includes(reason), stdout.includes(`${name} stays at 0.`)]).toEqual([0, true, true]);
    expect(whyIn(await releaser(["why", name, "--json"], { cwd: there.dir }))).toMatchObject({
      moves: false,
      steps: [],
    });
  });

  test("where nothing was ever released", async () => {
    const there = gitRepo(repo().pkg("@s/a@1.0.0"));
    const document = whyIn(await releaser(["why", "@s/a", "--json"], { cwd: there.dir }));
    expect(document).toMatchObject({ moves: false, plan: { state: "none", key: null } });
    expect(document.reason).toBe("@s/a stays at 1.0.0: nothing is pending, and no plan was applied yet.");
  });
});

test("where nothing is pending it tells of the plan that was applied last, and says so", async () => {
  const there = gitRepo(acme());
  const pending = whyIn(await releaser(["why", "@acme/cli", "--json"], { cwd: there.dir }));
  expect(await releaser(["version"], { cwd: there.dir })).toMatchObject({ code: 0 });
  const applied = whyIn(await releaser(["why", "@acme/cli", "--json"], { cwd: there.dir }));
  expect(applied).toEqual({ ...pending, plan: { ...pending.plan, state: "applied" } });
  const { stdout } = await releaser(["why", "@acme/cli"], { cwd: there.dir });
  expect(stdout).toMatch(/^release v1\.5\.0 {3}applied last; nothing is pending\n {2}@acme\/cli moves /u);
});

test("a name that is not here is refused with the nearest that is", async () => {
  const there = gitRepo(acme());
  const { code, stderr, stdout } = await releaser(["why", "@acme/cor"], { cwd: there.dir });
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain("E_PACKAGE_UNKNOWN  there is no package @acme/cor here");
  expect(stderr).toContain("→ you: releaser why @acme/core");
  expect((await releaser(["why"], { cwd: there.dir })).code).toBe(2);
});
