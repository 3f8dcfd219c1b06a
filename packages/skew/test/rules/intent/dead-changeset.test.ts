import { repo, timeline, type Timeline, type World } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { deadChangeset } from "../../../src/rules/intent/dead-changeset.ts";
import { judgePast } from "../../judge-past.ts";
import { lines } from "../../judge.ts";

const start = repo()
  .pkg("@s/a@1.2.0", { devDependencies: { "@s/b": "workspace:*" } })
  .pkg("@s/b@2.0.0")
  .pkg("@s/c@3.0.0");
const past = timeline(start).tag("@s/a@1.2.0", "@s/b@2.0.0", "@s/c@3.0.0");
const left = (on: Timeline, releases: Readonly<Record<string, string>>): Timeline =>
  on.commit("chore: a changeset", on.world.changeset("x", releases));

test("a changeset of what nothing changed in since its tag is information at its line", () => {
  const found = judgePast(deadChangeset, left(past, { "@s/a": "patch" }));
  expect(lines(found)).toEqual(["info .changeset/x.md#: nothing changed that it names: @s/a is as @s/a@1.2.0 has it"]);
  expect(found[0]).toMatchObject({
    line: 2,
    hint: "delete .changeset/x.md, unless the release is meant without a change",
  });
});

test("one that names several is dead when all of them are", () => {
  const edited = past.commit("fix: c", start.file("packages/c/index.js", "c"));
  expect(
    judgePast(deadChangeset, left(past, { "@s/a": "patch", "@s/c": "patch" })).map(({ message }) => message),
  ).toEqual(["nothing changed that it names: @s/a is as @s/a@1.2.0 has it, @s/c is as @s/c@3.0.0 has it"]);
  expect(judgePast(deadChangeset, left(edited, { "@s/a": "patch", "@s/c": "patch" }))).toEqual([]);
});

test("a version commit that carries no tag is no change", () => {
  const planned = start.changeset("y", { "@s/a": "patch" });
  const versioned = start.pkg("@s/a@1.2.1").file("packages/a/CHANGELOG.md", "# @s/a\n");
  const cut = past.commit("chore: y", planned).commit("Version Packages", versioned);
  expect(judgePast(deadChangeset, left(cut, { "@s/a": "patch" }))).toHaveLength(1);
});

describe("silent", () => {
  const expectSilent = (on: Timeline, world: World = on.world): void =>
    expect(judgePast(deadChangeset, on, { world })).toEqual([]);
  test("where the package changed, even by its README, or one that it builds on", () => {
    expectSilent(left(past.commit("docs: a", start.file("packages/a/README.md", "x")), { "@s/a": "patch" }));
    expectSilent(left(past.commit("fix: b", start.file("packages/b/index.js", "b")), { "@s/a": "patch" }));
  });

  test("where it came with a change elsewhere, is not yet committed, or is older than the tag", () => {
    expectSilent(past.commit("chore: x", start.catalog({ zod: "^4.0.0" }).changeset("x", { "@s/a": "patch" })));
    expectSilent(past, start.changeset("x", { "@s/a": "patch" }));
    expectSilent(left(timeline(start), { "@s/a": "patch" }).tag("@s/a@1.2.0"));
  });

  test("for none, an empty one, an unknown package, one that was never released, and without history", () => {
    expectSilent(left(past, { "@s/a": "none" }));
    expectSilent(left(past, {}));
    expectSilent(left(past, { "@s/gone": "patch" }));
    expectSilent(left(past.commit("feat: new", start.pkg("@s/new@1.0.0")), { "@s/new": "patch" }));
    expectSilent(left(timeline(start), { "@s/a": "patch" }));
  });
});
