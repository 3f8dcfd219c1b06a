import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { duplicateName } from "../../../src/rules/id/duplicate-name.ts";
import { judge, lines } from "../../judge.ts";

test("two folders of one name are one error with both paths", () => {
  const world = repo().pkg("@s/a@1.0.0").pkg("@s/a@2.0.0", {}, { dir: "packages/other" });
  const found = judge(duplicateName, world);
  expect(lines(found)).toEqual([
    "error packages/a/package.json#/name: @s/a is the name of 2 folders: packages/a, packages/other",
  ]);
  expect(found[0]?.related).toMatchObject([{ file: "packages/other/package.json" }]);
});

test("a warning where no release versions the name and nothing asks for it", () => {
  const twins = repo().pkg("demo", { private: true }).pkg("demo", { private: true }, { dir: "packages/demo-2" });
  const asked = twins.pkg("@s/a@1.0.0", { devDependencies: { demo: "workspace:*" } });
  expect([twins, asked].flatMap((world) => judge(duplicateName, world)).map(({ level }) => level)).toEqual([
    "warning",
    "error",
  ]);
});

test("a private root may bear the name of its main package; names that differ are silent", () => {
  expect(judge(duplicateName, repo().root({ name: "e2b" }).pkg("e2b@1.0.0").pkg("other@1.0.0"))).toEqual([]);
});
