import { join } from "node:path";
import { type Plan, ReleaserError } from "@releaser/core";
import { gitRepo, repo, type World } from "@releaser/testkit";
import { readPlan, readWorkspace, type WorkspaceOptions } from "@releaser/workspace";
import { describe, expect, test } from "vitest";

const options = { branch: "main", producer: "test@0.0.0", packer: "pnpm" };

async function planOf(world: World, more: WorkspaceOptions = {}): Promise<Plan> {
  const { dir, git } = gitRepo(world);
  const plan = await readPlan(readWorkspace(dir, more), options);
  expect(git("status", "--porcelain", "--ignored")).toBe("");
  return plan;
}

function steps({ releases }: Plan): Readonly<Record<string, string>> {
  return Object.fromEntries(
    releases.map(({ name, from, to, bump }) => [name, `${from ?? "-"} → ${to ?? "-"} ${bump}`]),
  );
}

const two = repo()
  .pkg("@s/a@1.0.0")
  .pkg("@s/b@1.0.0", { dependencies: { "@s/a": "workspace:~" } });

describe("readPlan", () => {
  test("has decisions and capsules of their form alone, also above the lines that say where a change comes from", async () => {
    const text =
      "Text.\n\nDecision-ID: D-0012\nDecision-ID: D-00123\nRelated-Capsule: a.b@0a1b2c3d\npr: 12\nauthor: @jane";
    expect((await planOf(two.changeset("one", { "@s/a": "minor" }, text))).changesets).toMatchObject([
      { summary: "Text.", decisions: ["D-0012"], capsules: [] },
    ]);
  });

  test("says what moves and why, back to the changesets, with decisions and the way back", async () => {
    const text = "Text with `code`.\n\nDecision-ID: D-0012\nDecision-ID: D-####\nRelated-Capsule: plan@0a1b2c3d";
    const plan = await planOf(two.changeset("one", { "@s/a": "minor" }, text));
    expect(plan.releases).toEqual([
      {
        name: "@s/a",
        dir: "packages/a",
        private: false,
        from: "1.0.0",
        to: "1.1.0",
        bump: "minor",
        causes: [{ kind: "changeset", id: "one" }],
      },
      {
        name: "@s/b",
        dir: "packages/b",
        private: false,
        from: "1.0.0",
        to: "1.0.1",
        bump: "patch",
        causes: [{ kind: "dependency", of: "@s/a", range: "workspace:~", field: "dependencies" }],
      },
    ]);
    expect(plan.changesets).toEqual([
      {
        id: "one",
        summary: "Text with `code`.",
        releases: [{ name: "@s/a", type: "minor" }],
        decisions: ["D-0012"],
        capsules: ["plan@0a1b2c3d"],
      },
    ]);
    expect(plan).toMatchObject({
      decisions: ["D-0012"],
      capsules: ["plan@0a1b2c3d"],
      key: "0.1.0",
      planner: { name: "@changesets/cli", from: "bundled" },
    });
    expect(plan.rollback).toEqual([
      "npm dist-tag add @s/a@1.0.0 latest",
      "npm dist-tag add @s/b@1.0.0 latest",
      'npm deprecate @s/a@1.1.0 "rolled back, see the release page"',
      'npm deprecate @s/b@1.0.1 "rolled back, see the release page"',
      "releaser rollback 0.1.0",
    ]);
  });

  test("nothing pending is a plan that moves nothing", async () => {
    expect(await planOf(two)).toMatchObject({
      releases: [],
      train: { from: "0.0.0", to: "0.0.0", bump: "none" },
      rollback: [],
    });
  });

  test("without .changeset there is nothing to plan with", async () => {
    const { dir } = gitRepo(two.config(undefined));
    await expect(readPlan(readWorkspace(dir), options)).rejects.toMatchObject({
      failure: { code: "E_CHANGESETS_MISSING", exit: 2 },
    });
  });

  test("changesets of unknown, mixed or unreadable content are left out, the others count", async () => {
    const world = two.pkg("p@1.0.0", { private: true });
    const plan = await planOf(
      world
        .changeset("good", { "@s/b": "patch" })
        .changeset("unknown", { "@s/a": "major", "@s/none": "patch" })
        .changeset("mixed", { "@s/a": "major", p: "patch" })
        .changeset("proto", { constructor: "major", toString: "patch" })
        .file(".changeset/broken.md", "---\n@s/a: major\n---\n"),
    );
    expect(steps(plan)).toEqual({ "@s/b": "1.0.0 → 1.0.1 patch" });
  });

  test("what Changesets refuses is refused in its words", async () => {
    const { dir } = gitRepo(two.config({ fixed: [["@s/a"]], linked: [["@s/a"]] }));
    const error: unknown = await readPlan(readWorkspace(dir), options).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ReleaserError);
    expect(error).toMatchObject({
      failure: { code: "E_CHANGESETS_CONFIG", exit: 2, why: expect.stringContaining("@s/a") },
    });
  });

  test.each([".changeset/config.json", ".changeset/pre.json"])("a broken %s stops the planning", async (file) => {
    const { dir } = gitRepo(two.file(file, "{"));
    await expect(readPlan(readWorkspace(dir), options)).rejects.toMatchObject({
      failure: { code: "E_CHANGESETS_CONFIG" },
    });
  });

  test("a package named like a member of Object.prototype, and links to versionless ones, crash nothing", async () => {
    const world = repo()
      .pkg("constructor@1.0.0")
      .pkg("v")
      .pkg("a@1.0.0", {
        dependencies: { constructor: "^1.0.0", v: "link:../v" },
        peerDependencies: { toString: "*" },
        devDependencies: { v: "^1.0.0" },
      })
      .pkg("b@1.0.0", { dependencies: { a: "^9.0.0" } });
    expect(steps(await planOf(world.changeset("x", { constructor: "major" })))).toEqual({
      constructor: "1.0.0 → 2.0.0 major",
      a: "1.0.0 → 1.0.1 patch",
    });
  });

  test("groups explain what they took along, by the member nearest to a changeset", async () => {
    const world = repo()
      .pkg("a@1.0.0")
      .pkg("b@1.0.0")
      .pkg("c@1.0.0")
      .config({ fixed: [["a", "b", "c"]] });
    const plan = await planOf(world.changeset("x", { a: "minor" }).changeset("y", { b: "patch" }));
    const causes = Object.fromEntries(plan.releases.map(({ name, causes: list }) => [name, list]));
    const group = ["a", "b", "c"];
    expect(causes).toEqual({
      a: [{ kind: "changeset", id: "x" }],
      b: [
        { kind: "changeset", id: "y" },
        { kind: "fixed", group, by: "a" },
      ],
      c: [{ kind: "fixed", group, by: "a" }],
    });
  });
});

describe(".sentinel", () => {
  test.each([
    ["inside", [".sentinel", "packages/*"]],
    ["outside", ["packages/*"]],
  ] as const)("%s the globs it is versioned although private", async (_, globs) => {
    const world = two
      .pkg("p@1.0.0", { private: true })
      .sentinel("0.3.0")
      .globs(globs)
      .changeset("x", { "@s/a": "patch", sentinel: "minor" });
    const plan = await planOf(world.file("release/version.txt", "1.0.0\n"));
    expect(steps(plan)).toEqual({ "@s/a": "1.0.0 → 1.0.1 patch", sentinel: "0.3.0 → 0.4.0 minor" });
    expect(plan.releases.find(({ name }) => name === "sentinel")).toMatchObject({ dir: ".sentinel", private: true });
    expect(plan.rollback.join("\n")).not.toContain("sentinel");
  });

  test("although ignored", async () => {
    const world = two
      .sentinel("0.3.0")
      .config({ ignore: ["sentinel"] })
      .changeset("x", { sentinel: "minor" });
    expect(steps(await planOf(world.file("release/version.txt", "1.0.0\n")))).toEqual({
      sentinel: "0.3.0 → 0.4.0 minor",
    });
  });

  test("other private packages stay skipped, with what depends on them", async () => {
    const world = two.pkg("p@1.0.0", { private: true, dependencies: { "@s/a": "~1.0.0" } }).sentinel("0.3.0");
    const plan = await planOf(world.changeset("x", { "@s/a": "minor" }).file("release/version.txt", "1.0.0\n"));
    expect(steps(plan)).toMatchObject({ p: "1.0.0 → 1.0.0 none" });
  });

  test("without version it is in no plan, and a changeset that names it beside others does not count", async () => {
    const world = two.sentinel(undefined).changeset("x", { "@s/a": "patch", sentinel: "patch" });
    expect((await planOf(world)).releases).toEqual([]);
  });
});

describe("private members of groups", () => {
  const grouped = repo()
    .pkg("@s/a@1.0.0")
    .pkg("@s/e2e@1.0.0", { private: true, dependencies: { "@s/a": "workspace:*" } })
    .pkg("@s/on-e2e@0.1.0", { private: true, dependencies: { "@s/e2e": "workspace:*" } })
    .pkg("@s/out@1.0.0", { private: true })
    .sentinel("0.1.0");
  const fixed = [["@s/a", "@s/e2e", "@s/out"]];
  const moving = ({ releases }: Plan): readonly string[] =>
    releases.filter(({ name, bump }) => bump !== "none" && name !== "sentinel").map(({ name, to }) => `${name} ${to}`);

  test.each([
    ["stay unless told", { fixed }, {}, ["@s/a 1.1.0"]],
    [
      "move where told, and no other private package does",
      { fixed },
      { privateMembers: "move" },
      ["@s/a 1.1.0", "@s/e2e 1.1.0", "@s/out 1.1.0"],
    ],
    [
      "stay where they are ignored",
      { fixed, ignore: ["@s/out"] },
      { privateMembers: "move" },
      ["@s/a 1.1.0", "@s/e2e 1.1.0"],
    ],
    [
      "of a linked group move when they are released",
      { linked: fixed },
      { privateMembers: "move" },
      ["@s/a 1.1.0", "@s/e2e 1.1.0"],
    ],
  ] as const)("%s", async (_, config, more, names) => {
    const { dir } = gitRepo(grouped.config(config).changeset("x", { "@s/a": "minor" }));
    const workspace = readWorkspace(dir, more);
    const plan = await readPlan(workspace, options);
    expect(moving(plan)).toEqual(names);
    expect(await readPlan(workspace, { ...options, glance: true })).toEqual(plan);
    expect(workspace.changesets?.skipped.has("@s/e2e")).toBe(!("privateMembers" in more));
  });

  test("are moved by Changesets itself where it versions private packages", () => {
    const privatePackages = { version: true, tag: false };
    const configOf = (more: object): unknown =>
      readWorkspace(gitRepo(grouped.config({ fixed, ...more })).dir, { privateMembers: "move" }).changesets?.config
        .movedPrivates;
    expect(configOf({})).toEqual(["@s/e2e", "@s/out"]);
    expect(configOf({ privatePackages })).toBeUndefined();
  });
});

describe("the train", () => {
  const moved = two.changeset("x", { "@s/a": "minor" });

  test.each([
    [
      "the version file",
      moved.file("release/version.txt", "2.3.4\n").root({ version: "9.0.0" }),
      "release/version.txt",
      "2.4.0",
    ],
    ["the root manifest", moved.root({ version: "2.3.4" }).sentinel("9.0.0"), "package.json", "2.4.0"],
    [
      "the root manifest, for a version file of 0.0.0 says nothing",
      moved.root({ version: "2.3.4" }).file("release/version.txt", "0.0.0"),
      "package.json",
      "2.4.0",
    ],
    ["nobody", moved, "release/version.txt", "0.1.0"],
  ])("is owned by %s", async (...[, world, owner, to]) => {
    expect((await planOf(world)).train).toMatchObject({ owner, to, bump: "minor", tag: `v${to}` });
  });

  test("a member that owns it moves with the largest bump, and says by whom", async () => {
    const plan = await planOf(moved.sentinel("0.3.0"));
    expect(plan.train).toMatchObject({ owner: ".sentinel/package.json", from: "0.3.0", to: "0.4.0", bump: "minor" });
    expect(plan.releases.find(({ name }) => name === "sentinel")).toMatchObject({
      to: "0.4.0",
      causes: [{ kind: "fixed", group: ["sentinel", "@s/a"], by: "@s/a" }],
    });
    expect(plan.changesets.map(({ id }) => id)).toEqual(["x"]);
  });

  test("as configured: a package's name, a manifest, another text file, a version to start from", async () => {
    const train = async (given: WorkspaceOptions["train"]): Promise<unknown> =>
      (await planOf(moved.file("VERSION", "5.0.0"), given === undefined ? {} : { train: given })).train;
    expect(await train({ owner: "@s/b" })).toMatchObject({
      owner: "packages/b/package.json",
      from: "1.0.0",
      to: "1.1.0",
    });
    expect(await train({ owner: "packages/a/package.json" })).toMatchObject({ from: "1.0.0", to: "1.1.0" });
    expect(await train({ owner: "VERSION" })).toMatchObject({ owner: "VERSION", from: "5.0.0", to: "5.1.0" });
    expect(await train({ from: "7.0.0" })).toMatchObject({ owner: "release/version.txt", from: "7.0.0", to: "7.1.0" });
    expect(await train(false)).toBeNull();
  });

  test("without a train the key comes from the digest", async () => {
    const plan = await planOf(moved, { train: false });
    expect(plan.key).toBe(`r-${plan.digest.slice(0, 12)}`);
    expect(plan.rollback.at(-1)).toBe(`releaser rollback ${plan.key}`);
  });

  test("a repository of one package is its own train", async () => {
    const world = repo().root({ name: "solo", version: "3.1.0", private: false }).changeset("x", { solo: "patch" });
    expect(await planOf(world.file("release/version.txt", "1.0.0"))).toMatchObject({
      train: { owner: "package.json", from: "3.1.0", to: "3.1.1" },
    });
  });

  test("starts from the highest fitting tag among the ancestors of HEAD", async () => {
    const { dir, git, commit } = gitRepo(moved);
    git("tag", "v1.2.0");
    git("tag", "v1.10.0");
    git("tag", "v1.99.0-beta.1");
    git("tag", "other@1.99.0");
    git("checkout", "--quiet", "--detach");
    commit("elsewhere");
    git("tag", "v1.50.0");
    git("checkout", "--quiet", "main");
    expect(readWorkspace(dir).train).toEqual({ owner: "release/version.txt", version: "1.10.0", source: "tag" });
    git("tag", "v17.0.0");
    expect(readWorkspace(dir).train).toEqual({
      owner: "release/version.txt",
      version: "1.10.0",
      source: "tag",
      unfit: "v17.0.0",
    });
    expect(readWorkspace(join(dir, "packages/a")).train?.version).toBe("1.10.0");
  });

  test("in pre mode the base stands still, the bump is the widest since, the counter follows the tags", async () => {
    const world = two.file("release/version.txt", "1.4.0\n");
    const { dir, git, commit } = gitRepo(world);
    const add = (files: World): void => void files.write(dir);
    add(
      two
        .file("release/version.txt", "1.4.0\n")
        .changeset("one", { "@s/a": "patch" })
        .file(".changeset/pre.json", '{"mode":"pre","tag":"next"}'),
    );
    commit("enter pre mode");
    const train = async (): Promise<string | undefined> => (await readPlan(readWorkspace(dir), options)).train?.to;
    expect(await train()).toBe("1.4.1-next.0");
    git("tag", "v1.4.1-next.0");
    git("tag", "v1.4.1-next.3");
    expect(await train()).toBe("1.4.1-next.4");
    git("mv", ".changeset/one.md", ".changeset/two.md");
    add(
      repo()
        .file(".changeset/pre/one.md", "---\n'@s/a': major\n---\n")
        .file("release/version.txt", "2.0.0-next.0\n")
        .pkg("@s/a@2.0.0-next.0"),
    );
    commit("one prerelease later");
    expect(await train()).toBe("2.0.0-next.1");
    add(
      repo()
        .file(".changeset/pre.json", '{"mode":"exit","tag":"next"}')
        .file("release/version.txt", "2.0.0-next.0\n")
        .pkg("@s/a@2.0.0-next.0"),
    );
    expect(await train()).toBe("2.0.0");
  });
});
