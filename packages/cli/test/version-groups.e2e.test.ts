import { releaser, repo, type World } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { statusIn } from "./documents.ts";
import { engines, repoWith } from "./engines.ts";
import { textOf, versioned, versionOf } from "./versioned.ts";

const members = ["@s/a", "@s/b", "@s/e2e"];

/** Two public packages and a private one at one version, and another private one that no group has. */
const world = (config: Readonly<Record<string, unknown>>): World =>
  repo()
    .pkg("@s/a@1.2.0")
    .pkg("@s/b@1.2.0")
    .pkg("@s/e2e@1.2.0", { private: true, dependencies: { "@s/a": "workspace:*" } })
    .pkg("@s/docs@0.1.0", { private: true })
    .config({ changelog: "@releaser/notes", ...config })
    .changeset("x", { "@s/a": "minor" }, "A feature.");

const folders = ["a", "b", "e2e", "docs"];
const move = JSON.stringify({ version: { privateMembers: "move" } });

describe("a fixed group with a private member", () => {
  test("is refused by default with Changesets 3, which would leave the member behind", async () => {
    const there = repoWith("3", world({ fixed: [members] }));
    const before = [there.git("rev-parse", "HEAD"), there.git("status", "--porcelain")];
    const refused = statusIn(await releaser(["version", "--json"], { cwd: there.dir }));
    expect(refused).toMatchObject({ exit: 7, failures: [{ code: "E_SKEW" }] });
    expect(refused.failures[0]?.why).toContain("group/private-split  @s/e2e is private");
    expect([there.git("rev-parse", "HEAD"), there.git("status", "--porcelain")]).toEqual(before);
  });

  test("is moved as a whole where that is configured, and no other private package is", async () => {
    const there = repoWith("3", world({ fixed: [members] }).file("releaser.config.json", move));
    const { releases } = await versioned(there);
    expect(folders.map((name) => versionOf(there, `packages/${name}`))).toEqual(["1.3.0", "1.3.0", "1.3.0", "0.1.0"]);
    expect(textOf(there, "packages/e2e/CHANGELOG.md")).toContain("## 1.3.0");
    expect(releases.find(({ name }) => name === "@s/e2e")).toMatchObject({ private: true, to: "1.3.0" });
  });

  test("is moved as a whole by Changesets 2.31, whose default versions private packages", async () => {
    const there = repoWith("2.31", world({ fixed: [members] }));
    await versioned(there);
    expect(folders.map((name) => versionOf(there, `packages/${name}`))).toEqual(["1.3.0", "1.3.0", "1.3.0", "0.1.0"]);
  });
});

describe("a linked group with a private member", () => {
  const linked = (): World =>
    world({ linked: [members] })
      .pkg("@s/b@1.0.0")
      .changeset("y", { "@s/b": "patch" }, "A fix.");

  test("leaves the member where it is by default, and takes it along where that is configured", async () => {
    const left = repoWith("3", linked());
    await versioned(left);
    expect(folders.map((name) => versionOf(left, `packages/${name}`))).toEqual(["1.3.0", "1.3.0", "1.2.0", "0.1.0"]);

    const moved = repoWith("3", linked().file("releaser.config.json", move));
    await versioned(moved);
    expect(folders.map((name) => versionOf(moved, `packages/${name}`))).toEqual(["1.3.0", "1.3.0", "1.3.0", "0.1.0"]);
  });
});

describe.each(engines)("what is ignored, with Changesets %s", (engine) => {
  const ignoring = (): World =>
    world({ ignore: ["@s/b"], privatePackages: false }).changeset(
      "idle",
      { "@s/b": "major" },
      "Nothing of it is said.",
    );

  test("stays, keeps its changeset for later, and is in no notes", async () => {
    const there = repoWith(engine, ignoring());
    const { key } = await versioned(there);
    expect(folders.map((name) => versionOf(there, `packages/${name}`))).toEqual(["1.3.0", "1.2.0", "1.2.0", "0.1.0"]);
    expect(there.git("ls-files", ".changeset").split("\n")).toEqual([".changeset/config.json", ".changeset/idle.md"]);
    expect(textOf(there, `release/notes/${key}.md`)).not.toContain("Nothing of it");
    expect((await releaser(["version"], { cwd: there.dir })).stdout).toContain("no changeset moves a package");
  });
});
