import { repo } from "@releaser/testkit";
import { expect, test } from "vitest";
import { zeroMajor } from "../../../src/rules/plan/zero-major.ts";
import { judge, lines, mended } from "../../judge.ts";
import { judgePlanned } from "../../planned.ts";

const world = repo().pkg("@s/a@0.4.2").pkg("@s/b@0.1.0").pkg("@s/c@1.3.0");

test("a major that takes a package out of 0.x is a warning, and its fix writes minor", async () => {
  const breaking = world.changeset("breaks", { "@s/a": "major", "@s/c": "major" });
  const found = await judgePlanned(zeroMajor, breaking);
  expect(lines(found)).toEqual(["warning .changeset/breaks.md#: major takes @s/a from 0.4.2 to 1.0.0"]);
  expect(found).toMatchObject([
    {
      line: 2,
      hint: 'in .changeset/breaks.md write "@s/a": minor if this is a breaking change and not the step to 1.0.0',
      fix: { safety: "unsafe" },
    },
  ]);
  const after = mended(breaking, found);
  expect(after.files().get(".changeset/breaks.md")).toContain('"@s/a": minor\n"@s/c": major\n---');
  expect(await judgePlanned(zeroMajor, after)).toEqual([]);
});

test("one changeset is one finding, whatever the quotes, comments and line ends", async () => {
  const text = "---\r\n'@s/a': 'major' # at last\r\n\"@s/b\":   major\r\n---\r\n\r\nmajor: rewritten\r\n";
  const breaking = world.file(".changeset/breaks.md", text);
  const found = await judgePlanned(zeroMajor, breaking);
  expect(lines(found)).toEqual([
    "warning .changeset/breaks.md#: major takes @s/a from 0.4.2 to 1.0.0, @s/b from 0.1.0 to 1.0.0",
  ]);
  expect(mended(breaking, found).files().get(".changeset/breaks.md")).toBe(
    "---\r\n'@s/a': 'minor' # at last\r\n\"@s/b\":   minor\r\n---\r\n\r\nmajor: rewritten\r\n",
  );
});

test("where it cannot be written back for sure there is no fix", async () => {
  const flow = world.file(".changeset/flow.md", '---\n{"@s/a": major, "@s/b": patch}\n---\n\nx\n');
  const found = await judgePlanned(zeroMajor, flow);
  expect(found.map(({ fix }) => fix)).toEqual([undefined]);
});

test("as the policy says", async () => {
  const breaking = world.changeset("breaks", { "@s/a": "major" });
  const count = async (options: Readonly<Record<string, unknown>>): Promise<number> =>
    (await judgePlanned(zeroMajor, breaking, { options })).length;
  expect([await count({ breaking: "minor" }), await count({ breaking: "major" })]).toEqual([1, 0]);
});

test("silent on minors, on 1.x, on what was never released, on members of a group above 1.0.0, and without a plan", async () => {
  const worlds = [
    world.changeset("x", { "@s/a": "minor", "@s/c": "major" }),
    repo().pkg("new@0.0.0").changeset("x", { new: "major" }),
    world.config({ fixed: [["@s/a", "@s/c"]] }).changeset("x", { "@s/a": "major" }),
  ];
  expect((await Promise.all(worlds.map((one) => judgePlanned(zeroMajor, one)))).flat()).toEqual([]);
  expect(judge(zeroMajor, world.changeset("x", { "@s/a": "major" }))).toEqual([]);
});
