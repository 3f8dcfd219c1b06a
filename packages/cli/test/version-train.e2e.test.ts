import { type GitRepo, gitRepo, releaser, repo, type World } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { statusIn } from "./documents.ts";
import { textOf, versioned, versionOf } from "./versioned.ts";

const two = (): World =>
  repo()
    .pkg("@s/a@1.2.0")
    .pkg("@s/b@2.0.0")
    .sentinel("0.3.0", { name: "@s/sentinel" })
    .changeset("x", { "@s/a": "minor" }, "A feature.");

const configured = (world: World, config: unknown): World => world.file("releaser.config.json", JSON.stringify(config));

/** What the places that may own a train state. */
function placesOf(there: GitRepo): unknown {
  return {
    text: textOf(there, "release/version.txt")?.trim(),
    root: versionOf(there, "."),
    sentinel: versionOf(there, ".sentinel"),
    a: versionOf(there, "packages/a"),
    b: versionOf(there, "packages/b"),
  };
}

describe("the train is owned by", () => {
  const still = { text: undefined, root: null, sentinel: "0.3.0", a: "1.3.0", b: "2.0.0" };
  test.each([
    { what: "release/version.txt", world: two().file("release/version.txt", "4.0.0\n"), to: { text: "4.1.0" } },
    { what: "the root manifest", world: two().root({ version: "4.0.0" }), to: { root: "4.1.0" } },
    { what: ".sentinel/package.json, as nothing else states a version", world: two(), to: { sentinel: "0.4.0" } },
    {
      what: ".sentinel/package.json, although it lies outside the globs, and the version file follows",
      world: configured(two().globs(["packages/*"]).file("release/version.txt", "0.3.0\n"), {
        train: { owner: ".sentinel/package.json" },
      }),
      to: { text: "0.4.0", sentinel: "0.4.0" },
    },
    { what: "a package by its name", world: configured(two(), { train: { owner: "@s/b" } }), to: { b: "2.1.0" } },
    {
      what: "another text file",
      world: configured(two().file("VERSION", "4.0.0\n"), { train: { owner: "VERSION" } }),
      to: {},
      file: "VERSION",
    },
  ])("$what", async ({ world, to, file }) => {
    const there = gitRepo(world);
    const { train } = await versioned(there);
    expect(placesOf(there)).toEqual({ ...still, ...to });
    if (file !== undefined) expect(textOf(there, file)).toBe("4.1.0\n");
    const [next] = file === undefined ? Object.values(to) : ["4.1.0"];
    expect(train).toMatchObject({ to: next, tag: `v${next}`, bump: "minor" });
    expect(textOf(there, "release/CHANGELOG.md")).toContain(`\n## [${next}] - `);
    expect(textOf(there, `release/notes/${next}.md`)).toMatch(new RegExp(`^# v${next} · `, "u"));
  });
});

describe("a repository without members", () => {
  test("is its own train", async () => {
    const there = gitRepo(
      repo().root({ name: "one", version: "2.3.4", private: false }).changeset("x", { one: "patch" }, "A fix."),
    );
    const { train, releases } = await versioned(there);
    expect([train?.to, releases.map(({ name, dir, to }) => [name, dir, to])]).toEqual([
      "2.3.5",
      [["one", ".", "2.3.5"]],
    ]);
    expect([versionOf(there, "."), textOf(there, "release/version.txt")]).toEqual(["2.3.5", undefined]);
    expect(textOf(there, "release/notes/2.3.5.md")).toContain("A fix.");
  });
});

describe("without a train", () => {
  test("the key stands in every name, and no place gets a train's version", async () => {
    const there = gitRepo(configured(two().file("release/version.txt", "4.0.0\n"), { train: false }));
    const { key, train, digest } = await versioned(there);
    expect([train, key]).toEqual([null, `r-${digest.slice(0, 12)}`]);
    expect(placesOf(there)).toMatchObject({ text: "4.0.0", sentinel: "0.3.0", a: "1.3.0" });
    expect(textOf(there, "release/CHANGELOG.md")).toContain(`\n## [${key}] - `);
    expect(textOf(there, `release/notes/${key}.md`)).toContain("A feature.");
    expect(there.git("log", "-1", "--format=%s")).toBe(`chore(release): ${key}`);

    const next = gitRepo(configured(two().changeset("y", { "@s/b": "patch" }), { train: false }));
    expect((await versioned(next)).key).not.toBe(key);
  });
});

describe("a train that nobody owns", () => {
  const bare = (): World => repo().pkg("@s/a@1.2.0").changeset("x", { "@s/a": "minor" });

  test("starts from the highest tag that fits, of those in the history", async () => {
    const there = gitRepo(bare());
    there.git("tag", "v1.1.0");
    there.git("tag", "v1.1.9-rc.1");
    there.git("checkout", "--quiet", "-b", "aside");
    there.commit("aside");
    there.git("tag", "v1.9.0");
    there.git("checkout", "--quiet", "main");
    expect((await versioned(there)).train).toMatchObject({ from: "1.1.0", to: "1.2.0", owner: "release/version.txt" });
    expect(textOf(there, "release/version.txt")).toBe("1.2.0\n");
  });

  test("starts from 0.0.0 without tags", async () => {
    const there = gitRepo(bare());
    expect((await versioned(there)).train).toMatchObject({ from: "0.0.0", to: "0.1.0" });
    expect(textOf(there, "release/version.txt")).toBe("0.1.0\n");
  });

  test("is refused beside a tag of another lineage, and starts where train.from says", async () => {
    const there = gitRepo(bare());
    there.git("tag", "v9.4.0");
    const before = [there.git("rev-parse", "HEAD"), there.git("status", "--porcelain")];
    const refused = statusIn(await releaser(["version", "--json"], { cwd: there.dir }));
    expect(refused).toMatchObject({ exit: 7, failures: [{ code: "E_SKEW" }] });
    expect(refused.failures[0]?.why).toContain("tag/train-lineage");
    expect(refused.failures[0]?.why).toContain('"train": { "from": "9.4.0" }');
    expect([there.git("rev-parse", "HEAD"), there.git("status", "--porcelain")]).toEqual(before);

    const told = gitRepo(configured(bare(), { train: { from: "9.4.0" } }));
    told.git("tag", "v9.4.0");
    expect((await versioned(told)).train).toMatchObject({ from: "9.4.0", to: "9.5.0" });
  });
});

test("a dot folder outside the globs moves where a changeset names it, and a folder without version stays", async () => {
  const there = gitRepo(
    two()
      .pkg("example", { private: true, dependencies: { "@s/a": "^1.2.0" } }, { dir: "examples/one" })
      .pkg("@s/tools@0.4.0", { dependencies: { "@s/a": "^1.2.0" } }, { dir: ".tools" })
      .changeset("y", { "@s/tools": "minor" }, "Another feature.")
      .globs(["packages/*", "examples/*"]),
  );
  const { releases } = await versioned(there);
  expect(releases.filter(({ bump }) => bump !== "none").map(({ name, to }) => [name, to])).toEqual([
    ["@s/a", "1.3.0"],
    ["@s/tools", "0.5.0"],
    ["@s/sentinel", "0.4.0"],
  ]);
  expect([versionOf(there, ".tools"), versionOf(there, ".sentinel")]).toEqual(["0.5.0", "0.4.0"]);
  expect(textOf(there, ".tools/package.json")).toContain('"@s/a": "^1.3.0"');
  expect(versionOf(there, "examples/one")).toBe(null);
  expect(textOf(there, "examples/one/package.json")).toContain('"@s/a": "^1.3.0"');
});
