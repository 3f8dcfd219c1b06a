import { mkdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plan } from "@releaser/core";
import { gitRepo, type GitRepo, repo, tempDir, type World } from "@releaser/testkit";
import { applyPlan, type Applied, plannerOf, readPlan, readWorkspace } from "@releaser/workspace";
import { describe, expect, test } from "vitest";
import { changelogModule } from "./changelog-module-path.ts";

const options = { branch: "main", producer: "test@0.0.0", packer: "pnpm" };
const two = repo()
  .pkg("@s/a@1.0.0")
  .pkg("@s/b@1.0.0", { dependencies: { "@s/a": "^1.0.0", c: "workspace:^" } })
  .pkg("c@1.0.0")
  .config({ changelog: "@changesets/cli/changelog" });

interface Made extends Applied {
  readonly there: GitRepo;
  readonly plan: Plan;
}

async function apply(
  world: World,
  more: { readonly engineRoot?: string; readonly always?: boolean } = {},
): Promise<Made> {
  const there = gitRepo(world);
  const engine = more.engineRoot === undefined ? {} : { engineRoot: more.engineRoot };
  const workspace = readWorkspace(there.dir, engine);
  const plan = await readPlan(workspace, { ...options, ...engine });
  const changelog = { module: changelogModule, ...(more.always === undefined ? {} : { always: more.always }) };
  return { there, plan, ...(await applyPlan(workspace, plan, { ...engine, changelog })) };
}

function read({ there }: Pick<Made, "there">, file: string): string {
  return readFileSync(join(there.dir, file), "utf8");
}

/** A folder in which a certain Changesets is installed, as pnpm would link it. */
function installed(version: "changesets-2" | "@changesets/cli"): string {
  const dir = tempDir();
  mkdirSync(join(dir, "node_modules/@changesets"), { recursive: true });
  symlinkSync(
    realpathSync(join(import.meta.dirname, "../node_modules", version)),
    join(dir, "node_modules/@changesets/cli"),
  );
  writeFileSync(join(dir, "package.json"), "{}");
  return dir;
}

describe("applyPlan", () => {
  test("writes versions, ranges and changelogs, takes the changesets away, and says what it touched", async () => {
    const made = await apply(two.changeset("x", { "@s/a": "major" }, "First.\n\nDecision-ID: D-0001"));
    expect(made.touched).toEqual([
      ".changeset/x.md",
      "packages/a/CHANGELOG.md",
      "packages/a/package.json",
      "packages/b/CHANGELOG.md",
      "packages/b/package.json",
    ]);
    expect(
      made.there
        .git("status", "--porcelain", "--untracked-files=all")
        .split("\n")
        .map((line) => line.trim().slice(-24)),
    ).toHaveLength(5);
    expect(JSON.parse(read(made, "packages/b/package.json"))).toMatchObject({
      version: "1.0.1",
      dependencies: { "@s/a": "^2.0.0", c: "workspace:^" },
    });
    expect(read(made, "packages/a/CHANGELOG.md")).toBe("# @s/a\n\n## 2.0.0\n\n### Major Changes\n\n- First.\n");
  });

  test("the repository's own changelog module is used where it can be found, ours otherwise, and then it says so", async () => {
    const world = two.changeset("x", { "@s/a": "patch" }, "First.");
    const ours = await apply(world);
    expect(ours.notices).toEqual([expect.stringContaining("@changesets/cli/changelog cannot be found from")]);
    const own = await apply(world, { engineRoot: installed("@changesets/cli") });
    expect(own.notices).toEqual([]);
    expect(read(own, "packages/a/CHANGELOG.md")).toContain("First.");
    const always = await apply(world, { engineRoot: installed("@changesets/cli"), always: true });
    expect(always.notices).toEqual([expect.stringContaining("was set aside")]);
    const local = two
      .config({ changelog: "./mine.mjs" })
      .file(
        ".changeset/mine.mjs",
        "export default { getReleaseLine: () => '- mine', getDependencyReleaseLine: () => '' };",
      );
    expect(read(await apply(local.changeset("x", { "@s/a": "patch" })), "packages/a/CHANGELOG.md")).toContain("- mine");
  });

  test("a repository that wants no changelogs gets none", async () => {
    const made = await apply(two.config({ changelog: false }).changeset("x", { "@s/a": "patch" }));
    expect(made.touched).toEqual([".changeset/x.md", "packages/a/package.json"]);
    expect(made.notices).toEqual([]);
  });

  test("a .sentinel outside the globs is written although private; a versionless package keeps its manifest", async () => {
    const world = two
      .sentinel("0.3.0")
      .pkg("v", { dependencies: { "@s/a": "^1.0.0" } })
      .globs(["packages/*"])
      .file("release/version.txt", "1.0.0\n");
    const made = await apply(world.changeset("x", { "@s/a": "major", sentinel: "minor" }));
    expect(JSON.parse(read(made, ".sentinel/package.json"))).toMatchObject({ version: "0.4.0", private: true });
    expect(JSON.parse(read(made, "packages/v/package.json"))).not.toHaveProperty("version");
  });

  test("a root that owns the train is written with it, as it was formatted", async () => {
    const world = two.file(
      "package.json",
      '{\n    "name": "world", "version" : "3.0.0",\n\t"x": {"version": "3.0.0"} }',
    );
    const made = await apply(world.changeset("x", { "@s/a": "minor" }));
    expect(made.plan.train).toMatchObject({ owner: "package.json", to: "3.1.0" });
    expect(read(made, "package.json")).toBe(
      '{\n    "name": "world", "version" : "3.1.0",\n\t"x": {"version": "3.0.0"} }',
    );
    expect(made.touched).toContain("package.json");
  });

  test("a pre release moves the changesets instead, in either shape of the pre state", async () => {
    const world = two
      .changeset("new", { "@s/a": "patch" })
      .changeset("used", { "@s/a": "minor" })
      .pkg("@s/a@1.1.0-next.0");
    const old = '{"mode":"pre","tag":"next","initialVersions":{"@s/a":"1.0.0"},"changesets":["used"]}';
    const made = await apply(world.file(".changeset/pre.json", old));
    expect(JSON.parse(read(made, "packages/a/package.json"))).toMatchObject({ version: "1.1.0-next.1" });
    expect(JSON.parse(read(made, ".changeset/pre.json"))).toEqual({ mode: "pre", tag: "next" });
    expect(made.touched).toEqual(
      expect.arrayContaining([
        ".changeset/new.md",
        ".changeset/pre/new.md",
        ".changeset/used.md",
        ".changeset/pre/used.md",
        ".changeset/pre.json",
      ]),
    );
    expect(readWorkspace(made.there.dir).changesets?.pre?.changesets).toEqual(["pre/new", "pre/used"]);
    const again = await readPlan(readWorkspace(made.there.dir), options);
    expect(again.releases).toEqual([]);
  });

  test("with an engine elsewhere and our module by file URL, as in a worktree without node_modules", async () => {
    const there = gitRepo(two.changeset("x", { "@s/a": "patch" }));
    const linked = join(tempDir(), "linked");
    there.git("worktree", "add", "--quiet", "--detach", linked);
    const engineRoot = installed("changesets-2");
    const workspace = readWorkspace(linked);
    const plan = await readPlan(workspace, { ...options, engineRoot });
    const { touched } = await applyPlan(workspace, plan, {
      engineRoot,
      changelog: { module: pathToFileURL(changelogModule).href, always: true },
    });
    expect(plan.planner).toEqual({ name: "@changesets/cli", version: "2.31.0", from: "workspace" });
    expect(touched).toContain("packages/a/CHANGELOG.md");
    expect(there.git("status", "--porcelain")).toBe("");
  });
});

describe("before it writes anything", () => {
  async function refusal(
    change: (there: GitRepo) => void,
    world: World = two.changeset("x", { "@s/a": "patch" }),
  ): Promise<unknown> {
    const there = gitRepo(world);
    const plan = await readPlan(readWorkspace(there.dir), options);
    change(there);
    there.git("add", "--all");
    const workspace = readWorkspace(there.dir);
    const error: unknown = await applyPlan(workspace, plan, { changelog: { module: changelogModule } }).catch(
      (thrown: unknown) => thrown,
    );
    expect(there.git("diff", "--name-only")).toBe("");
    expect(there.git("ls-files", "--others")).toBe("");
    return error;
  }

  test("a plan that the tree no longer gives is refused", async () => {
    const text = "---\n'@s/a': minor\n---\n\nMore\n";
    const stale = await refusal(({ dir }) => writeFileSync(join(dir, ".changeset/y.md"), text));
    expect(stale).toMatchObject({
      failure: { code: "E_PLAN_STALE", exit: 3, why: expect.stringContaining("only in the tree: changeset y") },
    });
    const gone = await refusal(({ dir }) => rmSync(join(dir, ".changeset/x.md")));
    expect(gone).toMatchObject({ failure: { code: "E_PLAN_STALE" } });
  });

  test("a manifest with a byte order mark and a linked changelog are refused, both at once", async () => {
    const error = await refusal(({ dir }) => {
      writeFileSync(
        join(dir, "packages/a/package.json"),
        `\uFEFF${readFileSync(join(dir, "packages/a/package.json"), "utf8")}`,
      );
      symlinkSync("/etc/hostname", join(dir, "packages/a/CHANGELOG.md"));
    });
    expect(error).toMatchObject({
      failure: {
        code: "E_APPLY_BLOCKED",
        exit: 2,
        why: expect.stringMatching(/byte order mark[\s\S]*CHANGELOG\.md is no regular file/u),
      },
    });
  });

  test.each(["throw new Error('no');", "export default {};"])(
    "a changelog module that holds %j is refused",
    async (text) => {
      const world = two
        .config({ changelog: "./mine.mjs" })
        .file(".changeset/mine.mjs", text)
        .changeset("x", { "@s/a": "patch" });
      expect(await refusal(() => {}, world)).toMatchObject({ failure: { code: "E_CHANGELOG_MODULE", exit: 2 } });
    },
  );
});

describe("Changesets 2.31", () => {
  test("is found, planned and applied with, as itself", async () => {
    const engineRoot = installed("changesets-2");
    expect(await plannerOf(engineRoot)).toEqual({ name: "@changesets/cli", version: "2.31.0", from: "workspace" });
    const world = repo()
      .pkg("core@1.0.0", {}, { dir: "packages/core" })
      .pkg("plugin@2.0.0", { peerDependencies: { core: "workspace:^" } })
      .pkg("p@1.0.0", { private: true, dependencies: { core: "~1.0.0" } })
      .sentinel("0.1.0")
      .globs(["packages/*"])
      .config({ changelog: "@changesets/cli/changelog" })
      .file("release/version.txt", "1.0.0\n")
      .changeset("x", { core: "minor" }, "First.")
      .changeset("s", { sentinel: "patch" });
    const made = await apply(world, { engineRoot });
    // A minor bump of a peer is a major one for its dependent in version 2, and private packages are versioned.
    expect(made.plan.releases.map(({ name, to, causes }) => [name, to, causes[0]?.kind])).toEqual([
      ["sentinel", "0.1.1", "changeset"],
      ["core", "1.1.0", "changeset"],
      ["p", "1.0.1", "dependency"],
      ["plugin", "3.0.0", "peer"],
    ]);
    expect(made.notices).toEqual([]);
    expect(JSON.parse(read(made, "packages/p/package.json"))).toMatchObject({
      version: "1.0.1",
      private: true,
      dependencies: { core: "~1.1.0" },
    });
    expect(JSON.parse(read(made, ".sentinel/package.json"))).toMatchObject({ version: "0.1.1", private: true });
    expect(read(made, "packages/core/CHANGELOG.md")).toContain("First.");
    expect(made.touched).toEqual(
      expect.arrayContaining([".changeset/s.md", ".changeset/x.md", "packages/plugin/CHANGELOG.md"]),
    );
  });

  test("keeps its own pre state, and refuses that of version 3", async () => {
    const engineRoot = installed("changesets-2");
    const world = two.pkg("@s/a@1.0.0").changeset("new", { "@s/a": "minor" });
    const made = await apply(
      world.file(
        ".changeset/pre.json",
        '{"mode":"pre","tag":"next","initialVersions":{"@s/a":"1.0.0"},"changesets":[]}',
      ),
      { engineRoot, always: true },
    );
    expect(JSON.parse(read(made, ".changeset/pre.json"))).toMatchObject({
      mode: "pre",
      changesets: ["new"],
      initialVersions: { "@s/a": "1.0.0" },
    });
    expect(
      (await readPlan(readWorkspace(made.there.dir, { engineRoot }), { ...options, engineRoot })).releases,
    ).toEqual([]);
    const moved = gitRepo(
      world
        .file(".changeset/pre.json", '{"mode":"pre","tag":"next"}')
        .file(".changeset/pre/used.md", "---\n'@s/a': patch\n---\n"),
    );
    await expect(readPlan(readWorkspace(moved.dir), { ...options, engineRoot })).rejects.toMatchObject({
      failure: { code: "E_CHANGESETS_UNSUPPORTED", exit: 2 },
    });
  });

  test("refuses in its own words what it finds wrong in a configuration", async () => {
    const { dir } = gitRepo(two.config({ fixed: [["no-such"]] }));
    await expect(
      readPlan(readWorkspace(dir), { ...options, engineRoot: installed("changesets-2") }),
    ).rejects.toMatchObject({
      failure: { code: "E_CHANGESETS_CONFIG", why: expect.stringContaining("no-such") },
    });
  });

  test("another major is refused", async () => {
    const dir = tempDir();
    mkdirSync(join(dir, "node_modules/@changesets/cli"), { recursive: true });
    writeFileSync(
      join(dir, "node_modules/@changesets/cli/package.json"),
      '{"name":"@changesets/cli","version":"1.9.0"}',
    );
    const { dir: root } = gitRepo(two);
    await expect(readPlan(readWorkspace(root), { ...options, engineRoot: dir })).rejects.toMatchObject({
      failure: { code: "E_CHANGESETS_UNSUPPORTED" },
    });
  });
});
