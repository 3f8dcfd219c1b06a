import { repo, type World } from "@releaser/testkit";
import { expect, test } from "vitest";
import { privateSplit } from "../../../src/rules/group/private-split.ts";
import { judge, lines } from "../../judge.ts";
import { judgePlanned } from "../../planned.ts";

const members = ["@s/a", "@s/b", "@s/c"];
const group = (fields: Readonly<Record<string, unknown>>): World =>
  repo()
    .pkg("@s/a@1.2.0")
    .pkg("@s/b@1.2.0", { private: true })
    .pkg("@s/c@1.2.0", { private: true })
    .pkg("@s/d@1.0.0")
    .config(fields);

test("private members of a fixed group that the plan moves are one error for the group", async () => {
  const found = await judgePlanned(privateSplit, group({ fixed: [members] }).changeset("x", { "@s/a": "minor" }));
  expect(lines(found)).toEqual([
    "error .changeset/config.json#/fixed/0/1: @s/b is private, so Changesets leaves it at 1.2.0, whatever its fixed group moves to, which is 1.3.0 next",
  ]);
  expect(found[0]?.related?.map(({ message }) => message)).toEqual(["@s/c stays at 1.2.0 too"]);
});

test("a warning while the group does not move, and for linked groups, whose members may differ", async () => {
  const idle = group({ fixed: [members] });
  expect(judge(privateSplit, idle).map(({ level }) => level)).toEqual(["warning"]);
  const elsewhere = await judgePlanned(privateSplit, idle.changeset("x", { "@s/d": "minor" }));
  expect(elsewhere.map(({ level }) => level)).toEqual(["warning"]);
  const linked = await judgePlanned(privateSplit, group({ linked: [members] }).changeset("x", { "@s/a": "minor" }));
  expect(lines(linked)).toEqual([
    "warning .changeset/config.json#/linked/0/1: @s/b is private, so Changesets leaves it at 1.2.0, whatever its linked group moves to",
  ]);
});

test("silent where private packages are versioned, move with their group, are ignored or state no version, and in a group of them alone", () => {
  const grouped = group({ fixed: [members] });
  const silent = [
    group({ fixed: [members], privatePackages: { version: true, tag: false } }),
    group({ fixed: [members], ignore: ["@s/b", "@s/c"] }),
    group({ fixed: [["@s/b", "@s/c"]] }),
    repo()
      .pkg("@s/a@1.2.0")
      .pkg("@s/b", { private: true })
      .config({ fixed: [["@s/a", "@s/b"]] }),
    grouped.config(undefined),
  ];
  expect(silent.flatMap((world) => judge(privateSplit, world))).toEqual([]);
  const moved = grouped.workspace({ privateMembers: "move" });
  expect([...privateSplit.check({ workspace: moved, plan: undefined })]).toEqual([]);
});
