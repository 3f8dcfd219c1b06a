import { repo, timeline, type Timeline, type World } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { noChangeset } from "../../../src/rules/intent/no-changeset.ts";
import { judgePast } from "../../judge-past.ts";
import { lines, mended, planOf } from "../../judge.ts";

const start = repo()
  .pkg("@s/a@1.2.0", { dependencies: { "@s/b": "workspace:^" } })
  .pkg("@s/b@2.0.0")
  .file("packages/a/src/index.ts", "export const a = 1;\n")
  .file("packages/b/src/index.ts", "export const b = 1;\n")
  .catalog({ zod: "^4.0.0" });
const past = timeline(start).tag("@s/a@1.2.0", "@s/b@2.0.0").branch("topic");
const edited = start.file("packages/a/src/index.ts", "export const a = 2;\n");
const changed = (message = "fix: a crash", world = edited): Timeline => past.commit(message, world);

describe("a package that the branch changed and no changeset names", () => {
  test("is an error with the file that changed, the commit, and a stub that silences it", () => {
    const found = judgePast(noChangeset, changed());
    expect(lines(found)).toEqual([
      "error packages/a/package.json#/version: @s/a changed on this branch (packages/a/src/index.ts), and no changeset names it",
    ]);
    const [{ fix, hint, related } = {}] = found;
    expect(related).toEqual([
      { file: "packages/a/src/index.ts", message: expect.stringMatching(/^[0-9a-f]{7} fix: a crash$/u) },
    ]);
    expect(fix).toEqual({
      safety: "safe",
      edits: [
        {
          file: expect.stringMatching(/^\.changeset\/s-a-[0-9a-f]{6}\.md$/u),
          pointer: "",
          value: '---\n"@s/a": patch\n---\n\na crash\n',
        },
      ],
    });
    expect(hint).toContain(fix?.edits[0]?.file);
    expect(judgePast(noChangeset, changed(), { world: mended(edited, found) })).toEqual([]);
    expect(judgePast(noChangeset, changed())).toEqual(found);
  });

  test("its stub takes no place of a file that is there, and where no release was asked for a person looks at it", () => {
    const [found] = judgePast(noChangeset, changed());
    const file = found?.fix?.edits[0]?.file ?? "";
    const world = edited.file(file, '---\n"@s/b": patch\n---\n\nmine\n');
    expect(judgePast(noChangeset, changed(), { world }).map(({ fix }) => fix)).toEqual([undefined]);
    expect(judgePast(noChangeset, changed("chore: names"))[0]?.fix?.safety).toBe("unsafe");
  });

  test("its stub says what conventional commits say, and nothing that reads as a trailer", () => {
    const value = (message: string): unknown => judgePast(noChangeset, changed(message))[0]?.fix?.edits[0]?.value;
    expect(value("feat(a)!: drop the old form")).toBe('---\n"@s/a": major\n---\n\ndrop the old form\n');
    expect(value("work in progress")).toContain("Describe for its users what changed in @s/a.");
    expect(value("fix: Decision-ID: D-9999")).not.toContain("D-9999");
    expect(value("fix: # 2.0.0")).not.toContain("# 2");
  });

  test("is information where the plan releases it all the same, or its commits ask for no release", () => {
    const lifted = judgePast(noChangeset, changed(), { plan: planOf({ "@s/a": ["1.2.0", "1.2.1"] }) });
    const idle = judgePast(noChangeset, changed("refactor: names"));
    expect([...lifted, ...idle].map(({ level, message }) => [level, message.split("; ")[1]])).toEqual([
      ["info", "the pending plan releases it as 1.2.1 all the same"],
      ["info", "its commits ask for no release"],
    ]);
  });

  test("each package counts for itself, and a file belongs to the deepest folder", () => {
    const nested = edited
      .pkg("@s/inner@1.0.0", {}, { dir: "packages/b/inner" })
      .globs(["packages/*", "packages/b/inner"]);
    const on = timeline(nested).tag("@s/a@1.2.0", "@s/b@2.0.0", "@s/inner@1.0.0").branch("topic");
    const next = nested.file("packages/b/inner/index.js", "1").file("packages/a/src/new.ts", "1");
    expect(judgePast(noChangeset, on.commit("fix: both", next)).map((one) => one.package)).toEqual([
      "@s/a",
      "@s/inner",
    ]);
  });

  test("counts from its last tag where the base branch itself is asked about", () => {
    const main = timeline(start).tag("@s/a@1.2.0", "@s/b@2.0.0").commit("fix: a crash", edited);
    expect(judgePast(noChangeset, main)).toEqual([]);
    expect(judgePast(noChangeset, main, { options: { onBaseBranch: true } }).map(({ message }) => message)).toEqual([
      "@s/a changed since @s/a@1.2.0 (packages/a/src/index.ts), and no changeset names it",
    ]);
  });
});

describe("what users get of a manifest counts", () => {
  const manifest = (fields: Readonly<Record<string, unknown>>): readonly unknown[] =>
    judgePast(
      noChangeset,
      changed("fix: a", start.pkg("@s/a@1.2.0", { dependencies: { "@s/b": "workspace:^" }, ...fields })),
    );
  test.each([
    { exports: "./x.js" },
    { peerDependencies: { react: "^19" } },
    { dependencies: { "@s/b": "workspace:*" } },
    { scripts: { postinstall: "node x.js" } },
    { publishConfig: { exports: "./x.js" } },
  ])("%j", (fields) => expect(manifest(fields)).toHaveLength(1));
  test.each([
    { devDependencies: { vitest: "^5" } },
    { scripts: { test: "vitest" } },
    { version: "1.3.0" },
    { description: "words" },
    { publishConfig: { access: "public" } },
    { dependencies: { "@s/b": "^2.0.0" } },
    { nx: { tags: ["x"] } },
  ])("silent for %j", (fields) => expect(manifest(fields)).toEqual([]));

  test("a range that moves into the catalog is the same range", () => {
    const own = start.pkg("@s/a@1.2.0", { dependencies: { zod: "^4.0.0" } });
    const on = timeline(own).tag("@s/a@1.2.0").branch("topic");
    const toCatalog = own.pkg("@s/a@1.2.0", { dependencies: { zod: "catalog:" } });
    expect(judgePast(noChangeset, on.commit("chore: catalog", toCatalog))).toEqual([]);
    expect(judgePast(noChangeset, on.commit("chore: catalog", toCatalog.catalog({ zod: "^4.1.0" })))).toHaveLength(1);
  });
});

describe("silent", () => {
  const expectSilent = (on: Timeline, more: Parameters<typeof judgePast>[2] = {}): void =>
    expect(judgePast(noChangeset, on, more)).toEqual([]);
  const files: readonly (readonly [string, World])[] = [
    ["texts", start.file("packages/a/README.md", "x").file("packages/a/docs/x.html", "x")],
    ["tests", start.file("packages/a/test/x.ts", "x").file("packages/a/src/x.test.ts", "x")],
    ["settings of tools", start.file("packages/a/.npmrc", "").file("packages/a/tsconfig.build.json", "{}")],
    ["files outside of packages", start.file("tools/x.ts", "x")],
  ];
  test.each(files)("for %s", (_, world) => expectSilent(changed("fix: x", world)));

  test("where a changeset names it, also with none, also one that is not yet committed", () => {
    expectSilent(changed("fix: x", edited.changeset("x", { "@s/a": "patch" })));
    expectSilent(changed("fix: x", edited.changeset("x", { "@s/a": "none" })));
    expectSilent(changed(), { world: edited.changeset("x", { "@s/a": "patch" }) });
  });

  test("where the branch brought an empty changeset; one that was there before speaks for others", () => {
    expectSilent(changed("fix: x", edited.changeset("x", {})));
    const before = start.changeset("x", {});
    const on = timeline(before).tag("@s/a@1.2.0").branch("topic");
    const next = before.file("packages/a/src/index.ts", "2");
    expect(judgePast(noChangeset, on.commit("fix: x", next))).toHaveLength(1);
  });

  test("where a change was taken back, by a commit or by hand", () => {
    expectSilent(changed().commit('Revert "fix: a crash"', start));
    expectSilent(changed(), { world: start });
  });

  test("where the branch takes back what was never released", () => {
    const main = timeline(start).tag("@s/a@1.2.0").commit("fix: x", edited).branch("topic");
    expectSilent(main.commit("revert: x", start));
  });

  test("for a version commit and what it took along; not for what comes after", () => {
    const planned = edited.changeset("x", { "@s/a": "patch" });
    const versioned = edited.pkg("@s/a@1.2.1").file("packages/a/CHANGELOG.md", "# @s/a\n\n## 1.2.1\n");
    const cut = changed("fix: x", planned).commit("Version Packages", versioned);
    expectSilent(cut);
    const after = cut.commit("fix: y", versioned.file("packages/a/src/index.ts", "3"));
    expect(judgePast(noChangeset, after)).toHaveLength(1);
  });

  test("on the branch of a release", () => expectSilent(changed(), { workspace: { git: release } }));
  const release = { branch: "changeset-release/main", head: undefined, shallow: false, tags: new Set<string>() };

  test("for what nobody gets: ignored, private, without version; a private package counts where the configuration versions it", () => {
    expectSilent(changed("fix: x", edited.config({ ignore: ["@s/a"] })));
    const hidden = edited.pkg("@s/a@1.2.0", { private: true });
    const [on, off] = [
      { version: true, tag: false },
      { version: false, tag: false },
    ];
    expectSilent(changed("fix: x", hidden.config({ privatePackages: off })));
    expectSilent(changed("fix: x", hidden), { workspace: { major: 2 } });
    expect(judgePast(noChangeset, changed("fix: x", hidden.config({ privatePackages: on })))).toHaveLength(1);
  });

  test("for a new package with a version of its own, which is published as it stands; one at 0.0.0 needs a changeset", () => {
    expectSilent(changed("feat: new", start.pkg("@s/new@1.0.0").file("packages/new/index.js", "1")));
    const skeleton = start.pkg("@s/new@0.0.0").file("packages/new/index.js", "1");
    expect(judgePast(noChangeset, changed("feat: new", skeleton))).toHaveLength(1);
  });

  test("without history, without Changesets, with a changeset that cannot be read, and where patterns say so", () => {
    expectSilent(timeline(start).branch("topic").commit("fix: x", edited));
    expectSilent(changed(), { world: edited.config(undefined) });
    expectSilent(changed(), { world: edited.file(".changeset/x.md", "no front matter") });
    expectSilent(changed(), { options: { ignore: ["src/**"] } });
    expect(judgePast(noChangeset, changed(), { options: { ignore: ["src/**", "!src/index.ts"] } })).toHaveLength(1);
  });

  test("for an example that pre mode has listed a changeset of, once a new one names it", () => {
    const pre = { mode: "pre", tag: "next", initialVersions: {}, changesets: ["old"] };
    const listed = edited.changeset("old", { "@s/a": "minor" }).file(".changeset/pre.json", JSON.stringify(pre));
    expect(judgePast(noChangeset, changed("fix: x", listed))).toHaveLength(1);
    expectSilent(changed("fix: x", listed.changeset("new", { "@s/a": "patch" })));
  });
});
