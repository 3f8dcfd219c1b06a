import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { versionTxt } from "../../../src/rules/file/version-txt.ts";
import { judge, lines, mended } from "../../judge.ts";

const file = "release/version.txt";
const applied = (to: string): string => JSON.stringify({ train: { to, owner: file } });

test("a version file that differs from the last applied plan was edited by hand", () => {
  const world = repo().file(file, "9.9.9\n").file("release/plan.json", applied("1.4.0"));
  const found = judge(versionTxt, world);
  expect(lines(found)).toEqual([`error ${file}#: ${file} states "9.9.9", release/plan.json has 1.4.0`]);
  expect(judge(versionTxt, mended(world, found))).toEqual([]);
});

test("a version file that agrees with the plan, with or without a last newline, is silent", () => {
  const worlds = ["1.4.0\n", "1.4.0", "\uFEFF1.4.0\r\n"].map((text) =>
    repo().file(file, text).file("release/plan.json", applied("1.4.0")),
  );
  expect(worlds.flatMap((world) => judge(versionTxt, world))).toEqual([]);
});

test("where the root manifest owns the train, the file follows it", () => {
  const world = repo().root({ version: "1.4.0" }).pkg("@s/a@1.0.0").file(file, "1.3.0\n");
  const workspace = world.workspace({ train: { owner: "package.json" } });
  const read = (path: string): string | undefined => world.files().get(path);
  expect([...versionTxt.check({ workspace, plan: undefined, read })]).toMatchObject([
    {
      message: `${file} states "1.3.0", package.json has 1.4.0`,
      fix: { safety: "safe", edits: [{ file, pointer: "", value: "1.4.0\n" }] },
    },
  ]);
});

test("a text that is no version is an error", () => {
  const found = ["v1.4.0", "1.4", ""].flatMap((text) => lines(judge(versionTxt, repo().file(file, text))));
  expect(found).toEqual(
    ["v1.4.0", "1.4", ""].map((text) => `error ${file}#: ${file} states "${text}", which is no version`),
  );
});

test("silent without a file, without a train, and beside a plan of another owner or none", () => {
  const plain = repo().file(file, "1.4.0\n");
  const worlds = [
    repo(),
    plain,
    plain.file("release/plan.json", JSON.stringify({ train: null })),
    plain.file("release/plan.json", "not json"),
    plain.file("release/plan.json", JSON.stringify({ train: { to: "2.0.0", owner: "package.json" } })),
  ];
  const untrained = versionTxt.check({
    workspace: repo().workspace({ train: false }),
    plan: undefined,
    read: () => "9",
  });
  expect([...worlds.flatMap((world) => judge(versionTxt, world)), ...untrained]).toEqual([]);
});

test("its fix changes the version alone, and leaves a byte order mark and the end of the line", () => {
  const text = (version: string): string => `\uFEFF${version}\r\n`;
  const world = repo().file(file, text("1.3.0")).file("release/plan.json", applied("1.4.0"));
  expect(mended(world, judge(versionTxt, world)).files().get(file)).toBe(text("1.4.0"));
  const empty = world.file(file, "");
  expect(mended(empty, judge(versionTxt, empty)).files().get(file)).toBe("1.4.0\n");
});
