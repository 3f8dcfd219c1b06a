import { repo } from "@releaser/testkit";
import { describe, expect, test } from "vitest";
import { surface } from "../../../src/rules/file/surface.ts";
import { judgeWith, lines, mended } from "../../judge.ts";

const world = (text: string): ReturnType<typeof repo> =>
  repo().pkg("@s/a@1.4.0").file("release/version.txt", "2.0.0\n").file("docs/install.md", text);
const options = (more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> => ({
  surfaces: [{ file: "docs/install.md", pattern: "install acme@(\\S+)", ...more }],
});

test("every place that states another version is found with its line; the fix touches those alone", () => {
  const skewed = world("# x\n\ninstall acme@1.9.0\nor: install acme@2.0.0\r\nor: install acme@1.8.0");
  const found = judgeWith(surface, skewed, options());
  expect(lines(found)).toEqual(["error docs/install.md#: docs/install.md states 1.9.0, the train is 2.0.0"]);
  expect(found[0]).toMatchObject({
    line: 3,
    column: 14,
    hint: "write 2.0.0 in docs/install.md",
    related: [{ line: 5, message: "states 1.8.0" }],
    fix: {
      safety: "safe",
      edits: [{ pointer: "", value: "# x\n\ninstall acme@2.0.0\nor: install acme@2.0.0\r\nor: install acme@2.0.0" }],
    },
  });
  expect(judgeWith(surface, mended(skewed, found), options())).toEqual([]);
});

test("a package may be the owner, and an earlier version may be enough", () => {
  const found = (text: string, more: Readonly<Record<string, unknown>>): number =>
    judgeWith(surface, world(text), options(more)).length;
  expect(found("install acme@1.4.0", { package: "@s/a" })).toBe(0);
  expect(found("install acme@2.0.0", { package: "@s/a" })).toBe(1);
  expect([found("install acme@1.0.0", { class: "atMost" }), found("install acme@2.0.0", { class: "atMost" })]).toEqual([
    0, 0,
  ]);
  expect([found("install acme@2.0.1", { class: "atMost" }), found("install acme@two", { class: "atMost" })]).toEqual([
    1, 1,
  ]);
});

describe("a surface that cannot be compared says why", () => {
  test.each([
    [{ file: "docs/gone.md" }, "there is no such file"],
    [{ pattern: "nowhere (x)" }, "nothing in it matches nowhere (x)"],
    [{ pattern: "install acme" }, "install acme is no regular expression with a group for the version"],
    [{ pattern: "(" }, "( is no regular expression with a group for the version"],
    [{ package: "@s/gone" }, "@s/gone has no version to compare with"],
  ])("%j: %s", (more, reason) => {
    expect(judgeWith(surface, world("install acme@2.0.0"), options(more)).map(({ message }) => message)).toEqual([
      expect.stringMatching(/^docs\/(?:install|gone)\.md is configured as a place that states a version, but /u),
    ]);
    expect(judgeWith(surface, world("install acme@2.0.0"), options(more))[0]?.message).toContain(reason);
  });
});

test("silent where nothing is configured, and where all agree", () => {
  expect(judgeWith(surface, world("install acme@1.0.0"), {})).toEqual([]);
  expect(judgeWith(surface, world("install acme@2.0.0\n\ninstall acme@2.0.0\n"), options())).toEqual([]);
});
