import { repo, timeline, type Timeline, type World } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { catalogChange } from "../../../src/rules/intent/catalog-change.ts";
import { judgePast } from "../../judge-past.ts";
import { lines, mended, planOf } from "../../judge.ts";

const start = repo()
  .pkg("@s/a@1.2.0", { dependencies: { zod: "catalog:" } })
  .pkg("@s/b@2.0.0", { peerDependencies: { zod: "catalog:" } })
  .pkg("@s/c@2.0.0", { devDependencies: { zod: "catalog:" } })
  .pkg("@s/site@1.0.0", { private: true, dependencies: { zod: "catalog:" } })
  .config({ privatePackages: { version: false, tag: false } })
  .catalog({ zod: "^4.0.0", chalk: "^5.0.0" });
const raised = start.catalog({ zod: "^4.1.0" });
const on = (world: World): Timeline => timeline(world).tag("@s/a@1.2.0").branch("topic");
const changed = on(start).commit("chore: raise zod", raised);

test("one finding for an edited entry, with every package that gives it to users, and one stub for them", () => {
  const found = judgePast(catalogChange, changed);
  expect(lines(found)).toEqual([
    "error pnpm-workspace.yaml#/catalog/zod: zod was ^4.0.0 and is ^4.1.0, which changes what @s/a, @s/b give to users, and no changeset says so",
  ]);
  expect(found[0]?.line).toBe(4);
  expect(found[0]?.related?.map(({ file, message }) => [file, message])).toEqual([
    ["packages/a/package.json", "@s/a has it among its dependencies"],
    ["packages/b/package.json", "@s/b has it among its peerDependencies"],
  ]);
  expect(found[0]?.fix).toMatchObject({
    safety: "safe",
    edits: [
      {
        file: expect.stringMatching(/^\.changeset\/catalog-zod-[0-9a-f]{6}\.md$/u),
        value: '---\n"@s/a": patch\n"@s/b": patch\n---\n\nAsk for zod ^4.1.0 instead of ^4.0.0.\n',
      },
    ],
  });
  expect(judgePast(catalogChange, changed, { world: mended(raised, found) })).toEqual([]);
});

test("each entry counts for itself, named catalogs too, and packages that a changeset names are left out", () => {
  const named = (zod: string, chalk: string): World =>
    start
      .pkg("@s/c@2.0.0", { dependencies: { chalk: "catalog:next" } })
      .file(
        "pnpm-workspace.yaml",
        `packages: ["packages/*"]\ncatalog:\n  zod: "${zod}"\ncatalogs:\n  next:\n    chalk: "${chalk}"\n`,
      );
  const next = named("^4.1.0", "^6.0.0").changeset("x", { "@s/a": "patch" });
  expect(lines(judgePast(catalogChange, on(named("^4.0.0", "^5.0.0")).commit("chore: raise", next)))).toEqual([
    "error pnpm-workspace.yaml#/catalog/zod: zod was ^4.0.0 and is ^4.1.0, which changes what @s/b gives to users, and no changeset says so",
    "error pnpm-workspace.yaml#/catalogs/next/chalk: chalk was ^5.0.0 and is ^6.0.0, which changes what @s/c gives to users, and no changeset says so",
  ]);
});

test("an edit that is not yet committed counts: the next commit would hold it", () => {
  expect(judgePast(catalogChange, on(start).commit("docs: x"), { world: raised })).toHaveLength(1);
});

test("what the plan releases all the same is information", () => {
  const plan = planOf({ "@s/a": ["1.2.0", "1.2.1"], "@s/b": ["2.0.0", "2.0.1"] });
  expect(judgePast(catalogChange, changed, { plan }).map(({ level }) => level)).toEqual(["info"]);
});

describe("an override", () => {
  const forcing = (version: string, fields = {}): World =>
    start
      .pkg("@s/a@1.2.0", { dependencies: { zod: "^4.0.0" }, ...fields })
      .file("pnpm-workspace.yaml", `packages: ["packages/*"]\noverrides:\n  zod: "${version}"\n`);
  const edit = (fields = {}): readonly string[] =>
    lines(judgePast(catalogChange, on(forcing("4.0.0", fields)).commit("chore: force", forcing("4.0.1", fields))));
  test("is an error where the dependency is packed along, and information elsewhere", () => {
    const said = "zod was 4.0.0 and is 4.0.1, which changes what @s/a gives to users, and no changeset says so";
    expect(edit({ bundleDependencies: ["zod"] })).toEqual([`error pnpm-workspace.yaml#/overrides/zod: ${said}`]);
    expect(edit()).toEqual([`info pnpm-workspace.yaml#/overrides/zod: ${said}`]);
    expect(edit({ dependencies: {}, devDependencies: { zod: "^4.0.0" } })).toEqual([]);
  });
});

describe("silent", () => {
  const expectSilent = (past: Timeline, more: Parameters<typeof judgePast>[2] = {}): void =>
    expect(judgePast(catalogChange, past, more)).toEqual([]);
  test("for an entry that nobody's users get, one that is new, and a file that is only written otherwise", () => {
    expectSilent(on(start).commit("chore: x", start.catalog({ chalk: "^5.1.0" })));
    expectSilent(on(start).commit("chore: x", start.catalog({ left: "^1.0.0" })));
    const text = start.files().get("pnpm-workspace.yaml") ?? "";
    expectSilent(
      on(start).commit("chore: x", start.file("pnpm-workspace.yaml", `# comment\n${text.replaceAll('"', "'")}`)),
    );
  });

  test("where changesets name all of them, or an empty one came with the branch", () => {
    expectSilent(on(start).commit("chore: x", raised.changeset("x", { "@s/a": "patch", "@s/b": "none" })));
    expectSilent(on(start).commit("chore: x", raised.changeset("x", {})));
  });

  test("where a version commit of the branch took it along", () => {
    const planned = raised.changeset("x", { "@s/a": "patch", "@s/b": "patch" });
    const cut = raised
      .pkg("@s/a@1.2.1", { dependencies: { zod: "catalog:" } })
      .pkg("@s/b@2.0.1", { peerDependencies: { zod: "catalog:" } });
    expectSilent(on(start).commit("chore: x", planned).commit("Version Packages", cut));
  });

  test("on the base branch, on a release's branch, without history and without Changesets", () => {
    expectSilent(timeline(start).tag("@s/a@1.2.0").commit("chore: x", raised));
    expectSilent(timeline(start).branch("topic").commit("chore: x", raised));
    expectSilent(timeline(start).tag("@s/a@1.2.0").branch("changeset-release/main").commit("chore: x", raised));
    expectSilent(changed, { world: raised.config(undefined) });
  });
});
